// The money side of a reconciliation: 3201 for each kind of insurance and clearing office, and 3202
// for an office where one of them is not balanced.
#pragma once

#include "base/json.hpp"
#include "base/time.hpp"
#include "checkout/reconciliation.hpp"
#include "platform/settings.hpp"

namespace tillgate::checkout {

struct MoneyComparison {
  Json groups = Json::array();       // one row a 3201
  Json differences = Json::array();  // difference.hpp
};

Result<MoneyComparison> compare_settlements(Till& till, const Span& days,
                                            const platform::Session& session,
                                            const Deadline& deadline);

}  // namespace tillgate::checkout
