// Judging a sale: the facts the rules see, and the verdict they give.
#pragma once

#include "base/json.hpp"
#include "checkout/past.hpp"
#include "checkout/records.hpp"
#include "checkout/sale_document.hpp"
#include "checkout/verdict.hpp"

namespace tillgate::checkout {

struct Till;
class Rules;

// Dates and times of a checked prescription document; a date that is not in the calendar is
// TILLGATE_E_DOCUMENT with its JSON pointer.
Result<Done> check_prescription(const Json& document);

// A person or their number as the past of this till knows them.
Result<std::string> keyed_hash(const Till& till, const std::string& text);

// Keyed hashes under which the past knows the person and the buyer.
Result<PastKeys> past_keys(const Till& till, const SaleDocument& sale);

// The facts as policies/engine/views.sql describes them. Persons are P1, P2, … within them.
Result<Json> facts_of(Till& till, const SaleDocument& sale);
Result<Verdict> judge(Till& till, const SaleDocument& sale, Rules& rules);

}  // namespace tillgate::checkout
