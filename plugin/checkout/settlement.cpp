#include "checkout/settlement.hpp"

#include "checkout/answers.hpp"
#include "checkout/sale_rows.hpp"
#include "checkout/sealing.hpp"
#include "checkout/settlement_request.hpp"
#include "checkout/till.hpp"
#include "checkout/uploads.hpp"

namespace tillgate::checkout {

namespace {

SettlementRow row_of(const SaleDocument& sale, const platform::Settlement& settlement,
                     const std::string& message_id) {
  SettlementRow row;
  row.id = settlement.id;
  row.sale = sale.key;
  row.visit_id = settlement.visit_id;
  row.message_id = message_id;
  row.insurance_kind = sale.person->insurance.kind;
  row.office = settlement.clearing_office;
  row.settled_at = settlement.settled_at;
  row.total_fen = settlement.total_fen;
  row.fund_fen = settlement.fund_total_fen;
  row.account_fen = settlement.account_fen;
  row.shared_fen = settlement.account_shared_fen;
  row.cash_fen = settlement.cash_fen;
  return row;
}

Result<Settled> settle_privately(Till& till, const SaleDocument& sale, const Verdict& verdict,
                                 const std::optional<Quote>& quote) {
  const Fen total = sale.total(Pay::self);
  SettledFacts facts;
  facts.amounts = {total, 0, 0, total};
  facts.at = till.clock->now();
  facts.quote = quote;
  TILLGATE_TRY(answer, seal_settled(till, sale, &verdict, facts));
  return Settled{State::settled, std::move(answer), std::nullopt};
}

Result<Settled> platform_refused(Till& till, const SaleDocument& sale, const Verdict& verdict,
                                 const std::string& reason) {
  TILLGATE_CHECK(seal_refused_settlement(till, sale, verdict, reason));
  Json answer =
      with_refusal({{"settled", false}, {"key", sale.key}},
                   {"platform_refused", "医保没有结算:" + reason,
                    "The insurance refused: " + reason, "没有扣款;请按原因处理后重新审核,或改自费",
                    "No money moved; mend the reason and review again, or pay privately"});
  return Settled{State::open, std::move(answer), std::nullopt};
}

Result<Settled> accepted(Till& till, const SaleDocument& sale, const Verdict& verdict,
                         const std::optional<Quote>& quote, const platform::Settlement& settlement,
                         const std::string& message_id) {
  SettledFacts facts;
  facts.amounts = settled_amounts(settlement, sale.total(Pay::self));
  facts.settlement_id = settlement.id;
  facts.visit_id = settlement.visit_id;
  facts.message_id = message_id;
  facts.at = till.clock->now();
  facts.settlement = row_of(sale, settlement, message_id);
  facts.quote = quote;
  auto answer = seal_settled(till, sale, &verdict, facts);
  // The money moved, yet nothing of it could be written or signed: the goods must not leave. When
  // only the key is away, as a token that was pulled out, the settlement is reversed from now on;
  // else the row still says "settling", and the next opening does that.
  if (!answer && answer.failure().status == TILLGATE_E_KEY) {
    TILLGATE_CHECK(leave_uncertain(till, sale));
    return Settled{State::uncertain, std::nullopt,
                   Failure{TILLGATE_E_UNCERTAIN,
                           "settled, but it could not be sealed: " + answer.failure().detail,
                           answer.failure().where}};
  }
  if (!answer) return Settled{State::settling, std::nullopt, std::move(answer).failure()};
  return Settled{State::settled, std::move(answer).value(), std::nullopt};
}

}  // namespace

Result<Settled> settle(Till& till, const SaleDocument& sale, const Verdict& verdict,
                       const std::optional<Quote>& quote, const Deadline& deadline) {
  // Everything that can fail for want of data fails here, before any money moves.
  TILLGATE_CHECK(check_uploads(till, sale));
  if (!sale.has_line_paid_by(Pay::fund)) return settle_privately(till, sale, verdict, quote);

  if (!sale.person) return Failure{TILLGATE_E_STATE, "nobody was identified for this sale", ""};
  TILLGATE_CHECK(till.journal->ready_to_seal());
  TILLGATE_TRY(session, till.sign_ins->session({sale.operator_id, sale.operator_name}, deadline));
  const platform::SettlementRequest request = settlement_request(sale, till.clock->now());
  TILLGATE_TRY(message_id, till.platform->next_message_id());
  {
    TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
    if (auto saved = till.rows->save_intent(sale, message_id); !saved) {
      if (saved.failure().status != TILLGATE_E_CONFLICT) return std::move(saved).failure();
      return Settled{State::open, std::nullopt, std::move(saved).failure()};
    }
    TILLGATE_CHECK(transaction.commit());
  }
  // From here on a crash leaves "settling", and recovery reverses by the message number.
  auto answer = till.platform->settle(request, message_id, session, deadline);
  if (answer) {
    if (const auto* refusal = std::get_if<platform::Refusal>(&*answer))
      return platform_refused(till, sale, verdict, refusal->reason);
    return accepted(till, sale, verdict, quote, std::get<platform::Settlement>(*answer),
                    message_id);
  }
  Failure failure = std::move(answer).failure();
  if (failure.status == TILLGATE_E_UNCERTAIN) {
    auto sealed = seal_uncertain(till, sale, message_id);
    if (!sealed && sealed.failure().status == TILLGATE_E_KEY) sealed = leave_uncertain(till, sale);
    TILLGATE_CHECK(std::move(sealed));
    return Settled{State::uncertain, std::nullopt, std::move(failure)};
  }
  // Every other failure means that the platform certainly did nothing.
  TILLGATE_CHECK(undo_intent(till, sale));
  return Settled{State::open, std::nullopt, std::move(failure)};
}

}  // namespace tillgate::checkout
