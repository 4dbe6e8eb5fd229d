// The goods side of a reconciliation: packs sold without an upload, and uploads without a sale
// (3513).
#pragma once

#include <cstdint>

#include "base/json.hpp"
#include "base/time.hpp"
#include "checkout/reconciliation.hpp"
#include "platform/settings.hpp"

namespace tillgate::checkout {

struct PackComparison {
  Json differences = Json::array();  // difference.hpp
  std::int64_t packs = 0;            // sold here in these days
  std::int64_t waiting = 0;          // of them, with an upload that still waits
};

Result<PackComparison> compare_packs(Till& till, const Span& days, const platform::Session& session,
                                     const Deadline& deadline);

}  // namespace tillgate::checkout
