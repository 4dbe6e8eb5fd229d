// Something wrong with a file of a pack, for the person who writes it.
#pragma once

#include <string>
#include <vector>

namespace tillgate::policies {

struct Problem {
  std::string file;  // name inside the pack
  int line = 0;      // 0: the whole file
  std::string what;

  std::string place() const { return line > 0 ? file + ":" + std::to_string(line) : file; }
};

using Problems = std::vector<Problem>;

}  // namespace tillgate::policies
