// 2601 冲正: a message whose outcome its sender does not know is undone, by its message number.
#include <set>

#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

// Undoing a settlement gives its amount back to the account; undoing a cancellation takes it again
// and puts the settlement back in force.
void undo(Books& books, Settlement& settlement) {
  settlement.state = "reversed";
  const Fen balance =
      books.balance(settlement.person, settlement.insurance_kind, 0) + settlement.account_fen;
  books.set_balance(settlement.person, settlement.insurance_kind, balance);
  if (settlement.cancels.empty()) return;
  if (Settlement* cancelled = books.settlement_by_id(settlement.cancels))
    cancelled->state = "active";
}

}  // namespace

Outcome reverse_message(const Context& context, const Message& message) {
  static const std::set<std::string> reversible = {"2102", "2103"};
  const Json& data = message.input["data"];
  const std::string original = text_of(data, "omsgid");
  const std::string transaction = text_of(data, "oinfno");
  if (!reversible.contains(transaction)) return refuse("该交易不支持冲正");
  if (!original.starts_with(message.institution->code)) return refuse("原报文不属于本机构");

  Settlement* settlement = context.books.settlement_by_message(message.institution->code, original);
  if (settlement == nullptr) {
    if (!context.world.customs().accept_unknown_reversal) return refuse("未找到原交易");
  } else {
    if (settlement->transaction != transaction) return refuse("原交易编号不符");
    if (settlement->person != text_of(data, "psn_no")) return refuse("原交易人员不符");
    if (settlement->state == "cancelled") return refuse("原结算已撤销,不能冲正");
    if (settlement->state == "active") undo(context.books, *settlement);
  }
  context.books.reversals.push_back({message.id, original, transaction, settlement != nullptr});
  return accept(nullptr);
}

}  // namespace tillgate::simulator
