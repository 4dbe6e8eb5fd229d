// 5203 结算信息查询 and 5204 费用明细查询
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

const Settlement* settlement_asked_for(const Context& context, const Message& message,
                                       const Json& data, std::string_view id) {
  for (const Settlement& one : context.books.settlements) {
    if (one.institution != message.institution->code || one.person != text_of(data, "psn_no") ||
        one.visit_id != text_of(data, "mdtrt_id"))
      continue;
    if (!id.empty() && one.id != id) continue;
    if (one.state != "reversed") return &one;
  }
  return nullptr;
}

}  // namespace

Outcome query_settlement(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  const Settlement* found = settlement_asked_for(context, message, data, text_of(data, "setl_id"));
  if (found == nullptr) return refuse("未找到结算记录");
  Json info = found->reply["setlinfo"];
  // The names of a cancellation.
  for (const auto& [ours, theirs] :
       {std::pair{"psn_part_amt", "psn_pay"}, std::pair{"psn_cash_pay", "cash_payamt"}})
    if (info.contains(ours)) {
      info[theirs] = info[ours];
      info.erase(ours);
    }
  info.erase("hosp_part_amt");
  info["setl_id"] = found->id;
  info["fixmedins_code"] = message.institution->code;
  info["fixmedins_name"] = message.institution->name;
  info["begndate"] = local_date(found->at);
  info["enddate"] = local_date(found->at);
  info["year"] = local_date(found->at).substr(0, 4);
  info["pay_loc"] = "2";
  info["refd_setl_flag"] = found->cancels.empty() ? "0" : "1";
  return accept({{"setlinfo", std::move(info)}, {"setldetail", found->reply["setldetail"]}});
}

Outcome query_fee_lines(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  const Settlement* found = settlement_asked_for(context, message, data, text_of(data, "setl_id"));
  if (found == nullptr) return refuse("未找到结算记录");
  Json rows = Json::array();
  const Json lines = found->reply.value("detlcutinfo", Json::array());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Json row = lines[i];
    const Item* item = context.world.item(found->lines.at(i).item_code);
    row["mdtrt_id"] = found->visit_id;
    row["setl_id"] = found->id;
    row["med_type"] = "41";
    row["fee_ocur_time"] = local_text(found->at);
    row["hilist_code"] = item->code;
    row["hilist_name"] = item->name;
    row["list_type"] = "101";
    row["med_list_codg"] = item->code;
    row["medins_list_codg"] = item->shop_code;
    row["medins_list_name"] = item->name;
    row["dosform_name"] = "无";
    rows.push_back(std::move(row));
  }
  return accept(std::move(rows));
}

}  // namespace tillgate::simulator
