#include "checkout/quote.hpp"

#include "checkout/answers.hpp"
#include "checkout/settlement_request.hpp"
#include "checkout/till.hpp"

namespace tillgate::checkout {

namespace {

Quoted told_quote(const SaleDocument& sale, const Quote& quote, const std::optional<Fen>& balance) {
  return {quote,
          {{"quoted", true},
           {"key", sale.key},
           {"basket", quote.basket},
           {"amounts", to_json(quote.amounts)},
           {"balance_fen", balance ? Json(*balance) : Json()},
           {"quoted_at", local_text(quote.at)}}};
}

Quoted not_quoted(const SaleDocument& sale, const std::string& words) {
  return {std::nullopt,
          with_refusal({{"quoted", false}, {"key", sale.key}},
                       {"platform_refused", "医保没有通过试算:" + words,
                        "The insurance refused: " + words, "请按原因处理后再试算,或改自费",
                        "Mend the reason and quote again, or pay privately"})};
}

}  // namespace

Result<Quoted> quote(Till& till, const SaleDocument& sale, const Verdict& verdict,
                     const Deadline& deadline) {
  const Fen self = sale.total(Pay::self);
  const UtcMs now = till.clock->now();
  if (!sale.has_line_paid_by(Pay::fund))
    return told_quote(sale, {verdict.basket, {self, 0, 0, self}, now}, std::nullopt);
  if (!sale.person) return Failure{TILLGATE_E_STATE, "nobody was identified for this sale", ""};
  TILLGATE_TRY(session, till.sign_ins->session({sale.operator_id, sale.operator_name}, deadline));
  TILLGATE_TRY(answer, till.platform->price(settlement_request(sale, now), session, deadline));
  if (const auto* no = std::get_if<platform::Refusal>(&answer)) return not_quoted(sale, no->reason);
  const auto& price = std::get<platform::Settlement>(answer);
  return told_quote(sale, {verdict.basket, settled_amounts(price, self), now}, price.balance_fen);
}

std::optional<Refusal> outdated(const Quote& quote, const Verdict& verdict) {
  if (quote.basket == verdict.basket) return std::nullopt;
  return Refusal{"basket_changed", "试算以后这一单改过了",
                 "The sale was changed after it was quoted", "请再试算一次,把新的金额告诉顾客",
                 "Quote again and tell the customer the new amounts"};
}

Json compared(const Quote& quote, const Amounts& settled) {
  const Json amounts = to_json(quote.amounts);
  if (amounts == to_json(settled)) return {{"amounts", amounts}, {"same", true}};
  return {{"amounts", amounts},
          {"same", false},
          {"zh", "结算金额和试算的不一样"},
          {"en", "What was settled differs from what was quoted"},
          {"next_zh", "请按结算金额收款,并告诉顾客"},
          {"next_en", "Take what was settled, and tell the customer"}};
}

}  // namespace tillgate::checkout
