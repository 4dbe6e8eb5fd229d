// tillgate-policy: for those who write and check rules.
//
//   tillgate-policy lint PACK [--reads]   what is wrong, as file:line: what; --reads: the columns
//   each rule reads tillgate-policy test PACK             run the pack's scenarios tillgate-policy
//   table PACK            the rules as the Markdown table of policies/README.md
//
// Exit status: 0 all right, 1 problems found or the pack cannot be read, 2 wrong usage.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace tillgate::policies {

// `arguments` without the program's name.
int run_tool(std::vector<std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace tillgate::policies
