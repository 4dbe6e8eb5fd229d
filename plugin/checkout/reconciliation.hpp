// The daily reconciliation (对账): are the platform's books ours? Money by 3201, settlement by
// settlement with 3202 where that differs; packs by 3513.
//
// Whatever differs is told line by line: what we have, what they have, and which sale it belongs
// to. Nothing is mended here. The outcome is sealed.
#pragma once

#include <cstdint>
#include <string>

#include "base/json.hpp"
#include "base/time.hpp"
#include "platform/settings.hpp"

namespace tillgate::checkout {

struct Till;

// Local days, both included.
struct Span {
  std::int64_t first_day = 0;
  std::int64_t last_day = 0;
};

// reconciliation.schema.json. TILLGATE_E_OFFLINE when the platform was not reached, and
// TILLGATE_E_PLATFORM when it refuses to compare; nothing is sealed then.
Result<Json> reconcile(Till& till, const Span& days, const platform::Operator& cashier,
                       const Deadline& deadline);

}  // namespace tillgate::checkout
