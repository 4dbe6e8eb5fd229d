// Mutants 变异: a rule's SELECT with one small fault put in. Scenarios that are worth something
// notice.
#pragma once

#include <string>
#include <vector>

#include "policies/engine/rule.hpp"

namespace tillgate::test {

struct Mutant {
  int line = 0;      // of the rule's file
  std::string what;  // "> to >="
  std::string sql;
};

// Every one: thresholds and windows by one, comparisons, conditions that are turned round, dropped
// or joined otherwise, EXISTS, joins, NULL handling, aggregates, DISTINCT, arithmetic, texts. In
// the order of the text, the same every time. Some are no SQL any more, and some say the same as
// before.
std::vector<Mutant> mutants_of(const policies::Rule& rule);

}  // namespace tillgate::test
