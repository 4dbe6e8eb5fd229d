// What the sealed log says about each event (plugin/ledger/FORMAT.md has the frame, this file the
// bodies). Personal data and free text go into disclosures, of which the record holds a salted
// digest only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "checkout/configuration.hpp"
#include "checkout/sale_document.hpp"
#include "checkout/verdict.hpp"
#include "ledger/journal.hpp"
#include "outbox/queue.hpp"

namespace tillgate::checkout {

struct Amounts {
  Fen total_fen = 0;
  Fen fund_fen = 0;     // pooled fund 统筹基金
  Fen account_fen = 0;  // personal account 个人账户
  Fen cash_fen = 0;     // paid by the customer, self-paid lines included
};
Json to_json(const Amounts& amounts);

// kind: sale_settled, sale_refused, sale_abandoned, sale_uncertain, sale_reversed, sale_refunded,
// settlement_refused
ledger::Draft sale_record(const std::string& kind, const SaleDocument& sale);
void add_verdict(ledger::Draft& draft, const SaleDocument& sale, const Verdict& verdict);
// Rules that are in force from here on.
ledger::Draft policy_record(const PackIdentity& pack, const Json& parameters);
void add_settlement(ledger::Draft& draft, const Amounts& amounts,
                    const std::optional<std::string>& settlement_id,
                    const std::optional<std::string>& message_id);
// Settled by the register itself: by what it was allowed, and what of the outcome does not fit
// that.
void add_authorisation(ledger::Draft& draft, const std::string& authorisation,
                       const Json& differences);
// Where a camera saw the sale (摄像头证据): devices and the span of time to look at.
void add_cameras(ledger::Draft& draft, const std::vector<Camera>& cameras, UtcMs from, UtcMs to);
// Someone's word on a finding.
ledger::Draft override_record(const SaleDocument& sale, const Override& word);
// What the platform said to an upload; `refusal` is its reason, empty when it took it.
ledger::Draft upload_record(const outbox::Letter& letter,
                            const std::optional<std::string>& refusal);
// Free text of people or of the platform.
void add_reason(ledger::Draft& draft, const std::string& reason);

}  // namespace tillgate::checkout
