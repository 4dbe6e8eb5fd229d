// pack.json, read into what a pack says of itself. Its grammar: pack.hpp.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "policies/engine/pack.hpp"

namespace tillgate::policies {

inline constexpr std::string_view manifest_name = "pack.json";

struct Manifest {
  PackLayer own;
  std::set<std::string> retired;
  std::set<std::string> shadow;

  // Complaints go to `problems` with the line of the member they are about.
  static Manifest read(const std::string& text, Problems& problems);
};

// Of a pack's files. A pack without a manifest is a problem.
PackLayer read_manifest(const PackFiles& files, Problems& problems);

// The line of pack.json in which `member` stands as a name; 0 when it does not.
int line_of_member(std::string_view text, std::string_view member);

}  // namespace tillgate::policies
