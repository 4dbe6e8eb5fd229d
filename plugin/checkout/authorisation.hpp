// The register settles by itself ("settlement": "host"): it is authorised first and tells the
// outcome after (授权结算).
//
//   authorise -> packs reserved, sealed with the basket's digest and the verdict   "authorised"
//     outcome settled -> as if settled here: sealed, uploads queued                 "settled"
//     outcome failed  -> packs free again, sealed                                   "open"
//     outcome unknown -> sealed; the register has to find out                       "authorised"
//
// No network in either call. The money has moved when an outcome comes, so what does not fit the
// authorisation is no reason to refuse it: it is sealed and answered as a difference. An
// authorisation waits for its outcome over any number of restarts; status and every opening's
// record name it.
#pragma once

#include <optional>
#include <vector>

#include "base/json.hpp"
#include "checkout/authorisation_rows.hpp"
#include "checkout/quote.hpp"
#include "checkout/sale.hpp"
#include "checkout/sale_document.hpp"
#include "checkout/verdict.hpp"

namespace tillgate::checkout {

struct Till;

// authorised.schema.json. TILLGATE_E_CONFLICT: a pack was taken by another sale meanwhile.
Result<Json> authorise(Till& till, const SaleDocument& sale, const Verdict& verdict,
                       const std::optional<Quote>& quote);

struct Told {
  State state = State::authorised;  // the sale's state now
  Json answer;                      // settlement.schema.json
};

// outcome.schema.json. The same outcome again gives the same answer; another one for what has ended
// is TILLGATE_E_CONFLICT, so is the number of another sale's settlement. TILLGATE_E_STATE: the sale
// was never authorised. TILLGATE_E_DOCUMENT: another authorisation than the sale's.
Result<Told> tell_outcome(Till& till, const SaleDocument& sale, const Json& document);

// [{sale, since, told}] of all that wait, for the records of opening and closing.
Json waiting_authorisations(const std::vector<AuthorisationRow>& rows);

}  // namespace tillgate::checkout
