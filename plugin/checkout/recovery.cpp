#include "checkout/recovery.hpp"

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
  return Done{};
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

}  // namespace

Result<ReversalRun> reverse_uncertain(Till& till, const Deadline& deadline) {
  const std::lock_guard turn(till.reversal_turn);
  TILLGATE_TRY(uncertain, till.rows->in_state(State::uncertain));
  ReversalRun run;
  run.remaining = static_cast<std::int64_t>(uncertain.size());
  for (const SaleRow& row : uncertain) {
    const SaleDocument& sale = row.document;
    const platform::Reversal reversal = reversal_of(row);
    auto session = till.sign_ins->session({sale.operator_id, sale.operator_name}, deadline);
    auto answer = session ? till.platform->reverse(reversal, *session, deadline)
                          : Result<platform::Answer<Done>>(session.failure());
    if (!answer) {
      // Not reached, or the reply to the reversal is lost in its turn: it may be repeated, so it
      // is.
      run.reached = false;
      return run;
    }
    // A "no" is not certain either way; it is asked again.
    if (!std::holds_alternative<Done>(*answer)) continue;
    TILLGATE_CHECK(seal_reversed(till, sale, reversal.message_id));
    --run.remaining;
  }
  return run;
}

}  // namespace tillgate::checkout
