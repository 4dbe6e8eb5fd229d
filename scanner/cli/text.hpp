// The text part of the tool: scans of a scanner, a line each, to JSON answers, a line each.
#pragma once

#include <iosfwd>

#include "base/json.hpp"
#include "scanner/scan.hpp"

namespace tillgate::scanner {

// {"read":true,"kind","value","parts","confidence","also"}, or
// {"read":false,"kind","reason","zh","en","next_zh","next_en","could_be"}. The value of a code that
// is a secret or names a person is replaced by dots.
Json json_of(const Scan& scan);

enum class Source { scanner, keyboard };

// From the keyboard the printed groups and labels of a traceability code are understood, too.
int answer_lines(std::istream& in, std::ostream& out, const Context& context, Source source);

}  // namespace tillgate::scanner
