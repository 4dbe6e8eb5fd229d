// The text part of the tool: scans of a scanner, a line each, to JSON answers, a line each.
#pragma once

#include <iosfwd>

#include "base/json.hpp"
#include "scanner/code.hpp"

namespace tillgate::scanner {

// {"read":true,"kind":…,"value":…,…} or
// {"read":false,"reason":…,"zh":…,"en":…,"next_zh":…,"next_en":…}. The value of a code that is a
// secret or names a person is replaced by dots.
Json json_of(const Scan& scan);

int answer_lines(std::istream& in, std::ostream& out);

}  // namespace tillgate::scanner
