// 2103 药店结算撤销: a whole settlement is undone by a negative one.
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

// The split into over-limit and first-paid parts is not kept: a cancellation reports it all as in
// scope.
Json output_of(const Settlement& cancellation, const Message& message, Fen balance_after) {
  const Fen person_part = cancellation.account_fen + cancellation.cash_fen;
  Json info = {{"mdtrt_id", cancellation.visit_id},
               {"setl_id", cancellation.id},
               {"clr_optins", message.institution->region},
               {"setl_time", local_text(message.now)},
               {"medfee_sumamt", yuan(cancellation.total_fen)},
               {"inscp_scp_amt", yuan(cancellation.total_fen)},
               {"hifp_pay", yuan(cancellation.fund_fen)},
               {"pool_prop_selfpay", "0"},
               {"fund_pay_sumamt", yuan(cancellation.fund_fen)},
               {"psn_pay", yuan(person_part)},
               {"acct_pay", yuan(cancellation.account_fen)},
               {"cash_payamt", yuan(cancellation.cash_fen)},
               {"balc", yuan(balance_after)},
               {"medins_setl_id", message.id}};
  for (const char* empty :
       {"fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "act_pay_dedc", "cvlserv_pay",
        "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "oth_pay", "acct_mulaid_pay"})
    info[empty] = yuan(0);
  return {{"setlinfo", std::move(info)}, {"setldetail", Json::array()}};
}

}  // namespace

Outcome cancel_settlement(const Context& context, const Message& message) {
  if (context.books.was_reversed(message.id)) return refuse("该报文已被冲正");
  const Json& data = message.input["data"];
  Settlement* settled = context.books.settlement_by_id(text_of(data, "setl_id"));
  if (settled == nullptr || settled->institution != message.institution->code ||
      settled->transaction != "2102")
    return refuse("未找到结算记录");
  if (settled->person != text_of(data, "psn_no") || settled->visit_id != text_of(data, "mdtrt_id"))
    return refuse("结算记录与人员或就诊不符");
  if (settled->state != "active") return refuse("该结算已撤销或已冲正");

  Settlement cancellation = *settled;
  cancellation.id = context.books.next_number(message.institution->region, message.now);
  cancellation.message_id = message.id;
  cancellation.transaction = message.transaction;
  cancellation.cancels = settled->id;
  cancellation.total_fen = -settled->total_fen;
  cancellation.fund_fen = -settled->fund_fen;
  cancellation.account_fen = -settled->account_fen;
  cancellation.cash_fen = -settled->cash_fen;
  settled->state = "cancelled";

  const Fen balance =
      context.books.balance(settled->person, settled->insurance_kind, 0) + settled->account_fen;
  context.books.set_balance(settled->person, settled->insurance_kind, balance);
  Json output = output_of(cancellation, message, balance);
  cancellation.at = message.now;
  // Queries about it tell the person as the settlement did, and its own amounts.
  cancellation.reply["setlinfo"].update(output["setlinfo"]);
  for (const char* ours : {"psn_part_amt", "psn_cash_pay"})
    cancellation.reply["setlinfo"].erase(ours);
  cancellation.reply["setldetail"] = Json::array();
  cancellation.reply.erase("detlcutinfo");
  context.books.settlements.push_back(std::move(cancellation));
  return accept(std::move(output));
}

}  // namespace tillgate::simulator
