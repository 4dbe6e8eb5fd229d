// 3101 明细审核事前分析 and 3102 事中分析: warnings about a sale before it is settled. This
// platform warns of one thing only: more than a hundred units of an item.
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

constexpr std::int64_t most_units = 100;

Json warning(const Json& patient, const Json& order, const std::string& number) {
  const std::string person = text_of(patient, "patn_id");
  const std::string amount = text_of(order, "sumamt");
  return {{"jr_id", number},
          {"rule_id", "QTY-100"},
          {"rule_name", "单次数量过大"},
          {"vola_cont", text_of(order, "hilist_name") + "数量过大"},
          {"patn_id", person},
          {"vola_amt", amount},
          {"vola_amt_stas", "1"},
          {"sev_deg", "2"},
          {"vola_bhvr_type", "1"},
          {"judge_result_detail_dtos", Json::array({{{"jrd_id", number + "-1"},
                                                     {"patn_id", person},
                                                     {"vola_item_type", "1"},
                                                     {"vola_amt", amount}}})}};
}

}  // namespace

Outcome audit_sale(const Context& context, const Message& message) {
  std::int64_t factor = 1;
  for (int i = 0; i < quantity_places; ++i) factor *= 10;
  Json warnings = Json::array();
  for (const Json& patient : message.input["data"]["patient_dtos"])
    for (const Json& visit : patient["fsi_encounter_dtos"])
      for (const Json& order : visit.value("fsi_order_dtos", Json::array()))
        if (scaled_of(order, "cnt", quantity_places) > most_units * factor)
          warnings.push_back(warning(
              patient, order, context.books.next_number(message.institution->region, message.now)));
  return accept({{"result", std::move(warnings)}});
}

}  // namespace tillgate::simulator
