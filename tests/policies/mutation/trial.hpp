// A trial: the scenarios of a pack, put to the mutants of a rule beside each other.
#pragma once

#include <string>
#include <vector>

#include "mutants.hpp"
#include "policies/engine/engine.hpp"
#include "policies/engine/scenario.hpp"

namespace tillgate::test {

// Stillborn: no SQL any more, or not of the form a rule has.
enum class Fate { killed, survived, stillborn };

class Trial {
 public:
  explicit Trial(policies::Pack pack) : pack_(std::move(pack)) {}

  // What is wrong with the scenarios, or an empty text.
  std::string prepare();

  // The fate of each mutant. A mutant is killed when one scenario - of any rule; those that are not
  // about this one expect nothing of it - does not come out of it as expected, or when it falls
  // silent or answers more mildly without an input of the header. Fails when the rule itself does.
  Result<std::vector<Fate>> of(const policies::Rule& rule, const std::vector<Mutant>& mutants);

 private:
  policies::Pack pack_;
  policies::Views views_;
  std::vector<policies::ScenarioCase> cases_;
};

}  // namespace tillgate::test
