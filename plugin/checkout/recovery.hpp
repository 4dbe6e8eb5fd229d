// Bringing interrupted sales to a certain state.
#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::checkout {

struct Till;

// At opening, without network: sales that were open are sealed as abandoned, sales that were
// settling become uncertain, and so do refunds.
Result<Done> recover_interrupted(Till& till);

struct ReversalRun {
  std::int64_t remaining = 0;  // not certain yet
  bool reached = true;         // false: the platform did not answer, the rest waits
};

// Reverses uncertain settlements and uncertain cancellations (2601), each until that is certain.
// Two threads may call; they take turns.
Result<ReversalRun> reverse_uncertain(Till& till, const Deadline& deadline);

}  // namespace tillgate::checkout
