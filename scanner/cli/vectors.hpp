// The vector part of the tool: cases of every kind of code with their expected answers, held
// against the parsers.
#pragma once

#include <iosfwd>
#include <string>

#include "base/json.hpp"

namespace tillgate::scanner {

// What the parser of the vector's kind makes of its input: {"ok":true,"parse":{…}} or
// {"ok":false,"reason":"BAD_CHECK"}; reason UNKNOWN_KIND for a kind without a parser.
Json answer_vector(const Json& vector);

// Whether the answer is the expected one: every expected field equal, null meaning absent; the
// reason equal, or one of reason_any.
bool agrees(const Json& answer, const Json& expected);

// Reads {"vectors":[{"id","kind","input" or "input_hex","params","expect"}]}. One line a case,
// {"id":…,"answer":…,"agrees":…}, then one line a kind and one for all with the totals. Answers
// all_answered when all agree.
int answer_vector_file(const std::string& file, std::ostream& out, std::ostream& err);

}  // namespace tillgate::scanner
