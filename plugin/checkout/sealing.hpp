// The steps that end a sale, or bring it back to a certain state. Each is one database transaction:
// the state, the sealed record and the uploads happen together or not at all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checkout/quote.hpp"
#include "checkout/records.hpp"
#include "checkout/sale.hpp"
#include "checkout/sale_document.hpp"
#include "checkout/settlement_rows.hpp"
#include "checkout/verdict.hpp"
#include "outbox/uploader.hpp"

namespace tillgate::checkout {

struct Till;

// A record about this sale, with the cameras that saw it until now.
ledger::Draft outcome_record(const Till& till, const std::string& kind, const SaleDocument& sale);

// Given up: refused when the verdict blocks, abandoned otherwise.
Result<State> seal_given_up(Till& till, const SaleDocument& sale,
                            const std::optional<Verdict>& verdict, const std::string& reason);

struct SettledFacts {
  Amounts amounts;
  std::optional<std::string> settlement_id;  // empty: self-paid, no settlement was needed
  std::optional<std::string> visit_id;       // 就诊ID
  std::optional<std::string> message_id;
  UtcMs at = 0;
  std::optional<SettlementRow> settlement;  // what is kept of it
  std::optional<Quote> quote;               // what the customer was told before
  // Of a sale that the register settled: what it was authorised by, and what does not fit that.
  std::optional<std::string> authorisation;
  Json differences = Json::array();
};
// Sold: packs, past, record, uploads, state; the answer is settlement.schema.json. Without a
// verdict, the record of the authorisation has it.
Result<Json> seal_settled(Till& till, const SaleDocument& sale, const Verdict* verdict,
                          const SettledFacts& facts);

// The platform said no: the reservations are given back and the sale is open again.
Result<Done> seal_refused_settlement(Till& till, const SaleDocument& sale, const Verdict& verdict,
                                     const std::string& reason);
// The platform was not reached: as before the attempt, nothing sealed.
Result<Done> undo_intent(Till& till, const SaleDocument& sale);
// The reply is lost.
Result<Done> seal_uncertain(Till& till, const SaleDocument& sale, const std::string& message_id);
// The reply is lost or cannot be kept, and the key that would seal it is away: the sale is reversed
// all the same, and the reversal is sealed when the key is back.
Result<Done> leave_uncertain(Till& till, const SaleDocument& sale);
// The settlement is certainly undone.
Result<Done> seal_reversed(Till& till, const SaleDocument& sale, const std::string& message_id);

// A cashier's or pharmacist's word on a finding, at the moment it is given: also a sale that comes
// to nothing shows it. `sale` holds it already.
Result<Done> seal_override(Till& till, const SaleDocument& sale, const Override& word);
// What the platform said to uploads, in the queue and in the log: one durable write for all of
// them.
Result<Done> seal_uploads(Till& till, const std::vector<outbox::Answered>& answered);

}  // namespace tillgate::checkout
