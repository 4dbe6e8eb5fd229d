// tillgate-scan: for those who set a scanner up, or ask why a code is refused.
//
//   tillgate-scan [--for FIELD] [--today DATE] [--keyed] < LINES
//       one scan a line, as the scanner sent it; one JSON answer a line
//   tillgate-scan --vectors FILE
//       cases with their expected answers; one JSON line a case, then the totals
//   tillgate-scan FILE...
//       pictures; one JSON answer a line
//   tillgate-scan --bench FOLDER
//       how many pictures of a folder are read, and how fast
//
// Exit status: 0 every input was answered, 1 a file cannot be read or an answer is not the expected
// one, 2 wrong usage. A refused code is an answer.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace tillgate::scanner {

inline constexpr int all_answered = 0;
inline constexpr int not_answered = 1;
inline constexpr int wrong_usage = 2;

// `arguments` without the program's name.
int run_tool(std::vector<std::string> arguments, std::istream& in, std::ostream& out,
             std::ostream& err);

}  // namespace tillgate::scanner
