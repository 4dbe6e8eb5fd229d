// tillgate-policy: for those who write, check and roll out rules.
//
// A PACK is a folder, or a file that `pack` made; --on names the packs it stands on, from above to
// below. Exit status: 0 all right, 1 problems found or the work could not be done, 2 wrong usage.
// ../README.md shows each verb.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace tillgate::policies {

// `arguments` without the program's name.
int run_tool(std::vector<std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace tillgate::policies
