// Lint: everything about a pack that can be told without facts.
//
// In order: manifest and headers, preparing under the authorizer, output columns and texts, missing
// inputs, how the SQL is written (sql_style.hpp).
#pragma once

#include <map>
#include <set>
#include <string>

#include "policies/engine/pack.hpp"

namespace tillgate::policies {

struct LintReport {
  Problems problems;  // by file and line
  std::map<std::string, std::set<std::string>>
      reads;  // rule id to the columns it reads, "table.column"
};

// `above` is the pack it extends; its rules are not looked at again.
Result<LintReport> lint(PackFiles files, const Pack* above = nullptr);

}  // namespace tillgate::policies
