#include "checkout/recovery.hpp"

#include <chrono>

#include "checkout/refund.hpp"
#include "checkout/sale_rows.hpp"
#include "checkout/sealing.hpp"
#include "checkout/till.hpp"

namespace tillgate::checkout {

Result<Done> recover_interrupted(Till& till) {
  TILLGATE_TRY(open, till.rows->in_state(State::open));
  for (const SaleRow& row : open) {
    TILLGATE_CHECK(
        seal_given_up(till, row.document, std::nullopt, "interrupted: the register stopped"));
  }
  TILLGATE_TRY(settling, till.rows->in_state(State::settling));
  for (const SaleRow& row : settling)
    TILLGATE_CHECK(seal_uncertain(till, row.document, row.message_id.value_or("")));
  return recover_interrupted_refunds(till);
}

namespace {

platform::Reversal reversal_of(const SaleRow& row) {
  platform::Reversal reversal;
  reversal.message_id = row.message_id.value_or("");
  reversal.what = platform::Reversible::settlement;
  if (row.document.person) {
    reversal.person_number = row.document.person->number;
    reversal.insured_region = row.document.person->insurance.region;
  }
  return reversal;
}

enum class Outcome { certain, open, unreached };

// One 2601. A "no" is not certain either way and is asked again; so is a reply that was lost in its
// turn, since a reversal may be repeated.
Result<Outcome> ask_to_reverse(Till& till, const platform::Reversal& reversal,
                               const platform::Operator& cashier, const Deadline& deadline) {
  auto session = till.sign_ins->session(cashier, deadline);
  if (!session) return Outcome::unreached;
  auto answer = till.platform->reverse(reversal, *session, deadline);
  if (!answer) return Outcome::unreached;
  return std::holds_alternative<Done>(*answer) ? Outcome::certain : Outcome::open;
}

Result<Done> reverse_refunds(Till& till, const Deadline& deadline, ReversalRun& run) {
  TILLGATE_TRY(rows, till.refunds->in_state(RefundState::uncertain));
  run.remaining += static_cast<std::int64_t>(rows.size());
  for (const RefundRow& row : rows) {
    TILLGATE_TRY(sale, till.rows->find(row.sale));
    if (!sale) return Failure{TILLGATE_E_STORE, "a refund without its sale", ""};
    TILLGATE_TRY(outcome,
                 ask_to_reverse(till, reversal_of(row, sale->document),
                                {row.request.operator_id, row.request.operator_name}, deadline));
    if (outcome == Outcome::unreached) run.reached = false;
    if (outcome == Outcome::unreached) return Done{};
    if (outcome == Outcome::open) continue;
    TILLGATE_CHECK(seal_not_refunded(till, row, sale->document));
    --run.remaining;
  }
  return Done{};
}

}  // namespace

Result<ReversalRun> reverse_uncertain(Till& till, const Deadline& deadline) {
  const std::unique_lock turn(till.reversal_turn,
                              std::chrono::milliseconds(deadline.remaining_ms()));
  TILLGATE_TRY(uncertain, till.rows->in_state(State::uncertain));
  ReversalRun run;
  run.remaining = static_cast<std::int64_t>(uncertain.size());
  // Another run that holds the turn hangs on the platform.
  if (!turn) {
    TILLGATE_TRY(refunds, till.refunds->in_state(RefundState::uncertain));
    run.remaining += static_cast<std::int64_t>(refunds.size());
    run.reached = run.remaining == 0;
    return run;
  }
  for (const SaleRow& row : uncertain) {
    const SaleDocument& sale = row.document;
    const platform::Reversal reversal = reversal_of(row);
    TILLGATE_TRY(outcome,
                 ask_to_reverse(till, reversal, {sale.operator_id, sale.operator_name}, deadline));
    if (outcome == Outcome::unreached) {
      run.reached = false;
      return run;
    }
    if (outcome == Outcome::open) continue;
    TILLGATE_CHECK(seal_reversed(till, sale, reversal.message_id));
    --run.remaining;
  }
  TILLGATE_CHECK(reverse_refunds(till, deadline, run));
  return run;
}

}  // namespace tillgate::checkout
