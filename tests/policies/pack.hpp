// Packs for tests: the one we ship, and small ones made of single rules.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "policies/engine/engine.hpp"

namespace tillgate::test {

inline std::filesystem::path national_pack_folder() {
  return std::filesystem::path(TILLGATE_SOURCE_DIR) / "policies/packs/cn-national";
}

policies::Pack national_pack();

// A header that is complete, for the tests that are about one entry or about the SELECT. `changes`
// replaces, adds or, with an empty text, removes entries.
struct RuleText {
  std::string id = "T-01";
  std::vector<std::pair<std::string, std::string>> changes;
  std::string sql;
  std::string text() const;
};

policies::PackFiles pack_files(const std::vector<RuleText>& rules);
policies::Pack pack_of(const std::vector<RuleText>& rules);
std::unique_ptr<policies::Engine> engine_of(const std::vector<RuleText>& rules);

// A sale that is in order: two lines, a verified person, a reviewed prescription, some history.
Json clean_facts();

}  // namespace tillgate::test
