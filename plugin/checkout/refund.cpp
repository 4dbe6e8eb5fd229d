#include "checkout/refund.hpp"

#include "checkout/agents.hpp"
#include "checkout/answers.hpp"
#include "checkout/review.hpp"
#include "checkout/sale_rows.hpp"
#include "checkout/till.hpp"
#include "checkout/uploads.hpp"

namespace tillgate::checkout {

namespace {

ledger::Draft draft_of(const std::string& kind, const SaleDocument& sale,
                       const RefundRequest& request) {
  ledger::Draft draft = sale_record(kind, sale);
  draft.operator_id = request.operator_id;
  draft.body["receipt"] = request.receipt;
  add_reason(draft, request.reason);
  return draft;
}

Json not_refunded(const SaleDocument& sale, const RefundRequest& request, const Refusal& refusal) {
  return with_refusal({{"refunded", false}, {"key", sale.key}, {"receipt", request.receipt}},
                      refusal);
}

// Seals that it was asked for in vain; there is no row, or it goes away.
Result<Refunded> refused(Till& till, const SaleDocument& sale, const RefundRequest& request,
                         const Refusal& refusal, const std::string& words) {
  ledger::Draft draft = draft_of("refund_refused", sale, request);
  draft.body["refusal"] = refusal.reason;
  if (!words.empty()) draft.disclosures.push_back({"words", words});
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.refunds->forget(sale.key));
  TILLGATE_CHECK(till.journal->seal(draft));
  TILLGATE_CHECK(transaction.commit());
  return Refunded{not_refunded(sale, request, refusal), std::nullopt};
}

Result<Refunded> refused_in_cash(Till& till, const SaleDocument& sale,
                                 const RefundRequest& request) {
  return refused(till, sale, request,
                 {"fund_money_in_cash", "医保支付的钱不能退现金",
                  "What the insurance paid is not paid out in cash",
                  "按原路退回:统筹退统筹,个人账户退个人账户",
                  "Refund it the way it was paid: to the fund and to the account"},
                 "");
}

Result<Refunded> refused_by_platform(Till& till, const SaleDocument& sale,
                                     const RefundRequest& request, const std::string& words) {
  return refused(till, sale, request,
                 {"platform_refused", "医保没有撤销结算:" + words,
                  "The insurance refused: " + words, "没有退款,不要收回药品;请按原因处理后再退",
                  "Nothing was refunded, the goods stay sold; mend the reason and try again"},
                 words);
}

struct GivenBack {
  Amounts amounts;                                  // positive
  std::optional<platform::Cancellation> cancelled;  // empty: the fund had paid nothing
  UtcMs at = 0;
};

SettlementRow negative(const SettlementRow& settled, const platform::Cancellation& cancelled,
                       const std::string& message_id) {
  SettlementRow row = settled;
  row.id = cancelled.id;
  row.cancellation = true;
  row.message_id = message_id;
  row.settled_at = cancelled.cancelled_at;
  if (!cancelled.clearing_office.empty()) row.office = cancelled.clearing_office;
  for (Fen SettlementRow::*amount :
       {&SettlementRow::total_fen, &SettlementRow::fund_fen, &SettlementRow::account_fen,
        &SettlementRow::shared_fen, &SettlementRow::cash_fen})
    row.*amount = -(settled.*amount);
  return row;
}

// Refunded: the record, packs and prescription free again, the past, the uploads, the answer.
Result<Json> seal_refunded(Till& till, const SaleDocument& sale, const RefundRequest& request,
                           const std::optional<SettlementRow>& settled, const GivenBack& back,
                           const std::optional<std::string>& message_id) {
  ledger::Draft draft = draft_of("sale_refunded", sale, request);
  draft.body["amounts"] = to_json(back.amounts);
  draft.fund_fen = -(back.amounts.fund_fen + back.amounts.account_fen);
  if (settled) draft.body["settlement"] = settled->id;
  if (back.cancelled) draft.body["cancellation"] = back.cancelled->id;
  if (message_id) draft.body["message"] = *message_id;
  TILLGATE_TRY(uploads, return_uploads(till, sale, settled, request, back.at));
  TILLGATE_TRY(keys, past_keys(till, sale));

  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  if (!message_id) TILLGATE_CHECK(till.refunds->begin(sale.key, request, std::nullopt));
  TILLGATE_CHECK(till.rows->give_back(sale.key));
  TILLGATE_CHECK(till.past->remember(sale, keys, back.at, PastKind::refund));
  TILLGATE_CHECK(remember_agent(till, sale, keys, back.at, PastKind::refund));
  if (settled && back.cancelled)
    TILLGATE_CHECK(till.settlements->add(negative(*settled, *back.cancelled, *message_id)));
  TILLGATE_TRY(sealed, till.journal->seal(draft));
  const Json answer = {{"refunded", true},
                       {"key", sale.key},
                       {"receipt", request.receipt},
                       {"amounts", to_json(back.amounts)},
                       {"cancellation_id", back.cancelled ? Json(back.cancelled->id) : Json()},
                       {"refunded_at", local_text(back.at)},
                       {"record", sealed.index},
                       {"leaf", to_hex(sealed.leaf)},
                       {"uploads", uploads.size()}};
  for (const outbox::Letter& letter : uploads) TILLGATE_CHECK(till.uploads->add(letter));
  TILLGATE_CHECK(till.refunds->finish(sale.key, answer, sealed.index));
  TILLGATE_CHECK(transaction.commit());
  till.wake_worker();
  return answer;
}

Result<Done> seal_refund_uncertain(Till& till, const SaleDocument& sale, const RefundRow& row) {
  ledger::Draft draft = draft_of("refund_uncertain", sale, row.request);
  draft.body["message"] = row.message_id.value_or("");
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_TRY(sealed, till.journal->seal(draft));
  TILLGATE_CHECK(till.refunds->mark_uncertain(sale.key, sealed.index));
  TILLGATE_CHECK(transaction.commit());
  till.wake_worker();
  return Done{};
}

Amounts amounts_of(const Json& settlement) {
  const Json& a = settlement.at("amounts");
  return {a.at("total_fen"), a.at("fund_fen"), a.at("account_fen"), a.at("cash_fen")};
}

platform::CancellationRequest cancellation_of(const SaleDocument& sale,
                                              const SettlementRow& settled) {
  platform::CancellationRequest request;
  request.person_number = sale.person->number;
  request.insured_region = sale.person->insurance.region;
  request.settlement_id = settled.id;
  request.visit_id = settled.visit_id;
  request.total_fen = settled.total_fen;
  request.fund_fen = settled.fund_fen;
  request.account_fen = settled.account_fen + settled.shared_fen;
  request.cash_fen = settled.cash_fen;
  return request;
}

Result<Done> forget(Till& till, const std::string& sale) {
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.refunds->forget(sale));
  return transaction.commit();
}

// The fund paid: its settlement is cancelled first, and only then the goods are given back.
Result<Refunded> refund_settlement(Till& till, const SaleDocument& sale, const Amounts& amounts,
                                   const SettlementRow& settled, const RefundRequest& request,
                                   const Deadline& deadline) {
  if (!sale.person)
    return Failure{TILLGATE_E_STATE, "the person of this sale was erased", "person"};
  TILLGATE_TRY(session,
               till.sign_ins->session({request.operator_id, request.operator_name}, deadline));
  RefundRow row{sale.key, RefundState::refunding, std::nullopt, request, std::nullopt};
  TILLGATE_TRY(message_id, till.platform->next_message_id());
  row.message_id = message_id;
  {
    TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
    TILLGATE_CHECK(till.refunds->begin(sale.key, request, message_id));
    TILLGATE_CHECK(transaction.commit());
  }
  // From here on a crash leaves "refunding", and recovery undoes the cancellation.
  auto answer =
      till.platform->cancel(cancellation_of(sale, settled), message_id, session, deadline);
  if (answer) {
    if (const auto* no = std::get_if<platform::Refusal>(&*answer))
      return refused_by_platform(till, sale, request, no->reason);
    const auto& cancelled = std::get<platform::Cancellation>(*answer);
    const GivenBack back{amounts, cancelled, till.clock->now()};
    auto sealed = seal_refunded(till, sale, request, settled, back, message_id);
    // The money went back, yet nothing of it could be written: the next opening undoes the
    // cancellation.
    if (!sealed) return Refunded{std::nullopt, std::move(sealed).failure()};
    return Refunded{std::move(sealed).value(), std::nullopt};
  }
  Failure failure = std::move(answer).failure();
  if (failure.status == TILLGATE_E_UNCERTAIN) {
    TILLGATE_CHECK(seal_refund_uncertain(till, sale, row));
  } else {
    TILLGATE_CHECK(forget(till, sale.key));
  }
  return Refunded{std::nullopt, std::move(failure)};
}

}  // namespace

Result<Refunded> refund(Till& till, const SaleDocument& sale, const Json& settlement,
                        const RefundRequest& request, PayBack pay_back, const Deadline& deadline) {
  TILLGATE_TRY(known, till.refunds->find(sale.key));
  if (known) {
    if (known->state == RefundState::refunded) return Refunded{known->answer, std::nullopt};
    return Refunded{std::nullopt,
                    Failure{TILLGATE_E_UNCERTAIN,
                            "the platform's reply was lost; the cancellation is being undone", ""}};
  }
  const Amounts amounts = amounts_of(settlement);
  TILLGATE_TRY(settled, till.settlements->of_sale(sale.key));
  if (pay_back == PayBack::cash && amounts.fund_fen + amounts.account_fen > 0)
    return refused_in_cash(till, sale, request);
  // Everything that can fail for want of data fails here, before any money moves.
  TILLGATE_CHECK(return_uploads(till, sale, settled, request, till.clock->now()));
  if (settled) return refund_settlement(till, sale, amounts, *settled, request, deadline);
  if (amounts.fund_fen + amounts.account_fen > 0)
    return Failure{TILLGATE_E_STATE, "the settlement of this sale is not known here", ""};
  TILLGATE_TRY(answer, seal_refunded(till, sale, request, settled,
                                     {amounts, std::nullopt, till.clock->now()}, std::nullopt));
  return Refunded{std::move(answer), std::nullopt};
}

Result<Done> recover_interrupted_refunds(Till& till) {
  TILLGATE_TRY(rows, till.refunds->in_state(RefundState::refunding));
  for (const RefundRow& row : rows) {
    TILLGATE_TRY(sale, till.rows->find(row.sale));
    if (!sale) return Failure{TILLGATE_E_STORE, "a refund without its sale", ""};
    TILLGATE_CHECK(seal_refund_uncertain(till, sale->document, row));
  }
  return Done{};
}

platform::Reversal reversal_of(const RefundRow& row, const SaleDocument& sale) {
  platform::Reversal reversal;
  reversal.message_id = row.message_id.value_or("");
  reversal.what = platform::Reversible::cancellation;
  if (sale.person) {
    reversal.person_number = sale.person->number;
    reversal.insured_region = sale.person->insurance.region;
  }
  return reversal;
}

Result<Done> seal_not_refunded(Till& till, const RefundRow& row, const SaleDocument& sale) {
  ledger::Draft draft = draft_of("refund_reversed", sale, row.request);
  draft.body["message"] = row.message_id.value_or("");
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.journal->seal(draft));
  TILLGATE_CHECK(till.refunds->forget(sale.key));
  return transaction.commit();
}

}  // namespace tillgate::checkout
