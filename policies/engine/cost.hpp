// What a rule costs at its worst: the steps it takes on a basket that is as large as a sale may be,
// with a past as long as the slices may be, in which everything matches everything.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "policies/engine/pack.hpp"

namespace tillgate::policies {

// Facts of that basket, made from the views alone.
Json worst_basket(const Views& views);

struct RuleCost {
  std::string rule;
  std::int64_t steps = 0;
  bool whole = true;  // false: it was stopped at its budget
};
// Every rule of the pack, guards or not, the dearest first; rules that cannot be prepared are left
// out.
Result<std::vector<RuleCost>> cost_on_worst_basket(const Pack& pack);

// What one rule may take (Statement::max_steps).
std::int64_t step_budget() noexcept;

}  // namespace tillgate::policies
