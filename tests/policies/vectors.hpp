// The scenarios of vectors/rules.json, which have a shape of their own, as facts of our views.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"

namespace tillgate::test {

struct VectorScenario {
  std::string id, title;
  Json facts;
  Json expected;  // [{"rule", "effect", "scope", "line"?}, …], every finding of all ticked rules
};

std::vector<VectorScenario> vector_scenarios();

}  // namespace tillgate::test
