// Bringing interrupted sales to a certain state.
#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::checkout {

struct Till;

// At opening, without network: sales that were open are sealed as abandoned, sales that were settling
// become uncertain.
Result<Done> recover_interrupted(Till& till);

// Reverses uncertain settlements (2601) until each is certain. Returns how many remain. TILLGATE_E_OFFLINE when the
// platform was not reached.
Result<std::int64_t> reverse_uncertain(Till& till, const Deadline& deadline);

}  // namespace tillgate::checkout
