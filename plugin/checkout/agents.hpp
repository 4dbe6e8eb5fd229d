// Who buys for others (代购), as the rules see it: facts of this sale, and the slice of the past
// about the same agent or phone.
#pragma once

#include <optional>
#include <string>

#include "base/json.hpp"
#include "base/time.hpp"
#include "checkout/past.hpp"
#include "checkout/sale_document.hpp"

namespace tillgate::checkout {

struct Till;

// Key of the agent, under which the past knows them as a buyer too; empty when there is none.
Result<std::optional<std::string>> agent_key(const Till& till, const SaleDocument& sale);

// `agent` and `past_agent` of policies/engine/views.sql; nothing when nobody buys for the person.
// TILLGATE_E_LIMIT when the slice would be longer than 2,000 rows.
Result<Done> add_agent_facts(const Till& till, const SaleDocument& sale, Json& facts);

// The settled, or refunded, sale becomes past. Inside the caller's transaction.
Result<Done> remember_agent(const Till& till, const SaleDocument& sale, const PastKeys& keys,
                            UtcMs at, PastKind kind);

}  // namespace tillgate::checkout
