#include "checkout/answers.hpp"

#include "base/time.hpp"

namespace tillgate::checkout {

Json with_refusal(Json document, const Refusal& refusal) {
  document["reason"] = refusal.reason;
  document["zh"] = refusal.zh;
  document["en"] = refusal.en;
  document["next_zh"] = refusal.next_zh;
  document["next_en"] = refusal.next_en;
  return document;
}

Json person_answer(const identity::Person& person) {
  return {{"name", identity::masked_name(person.name)},
          {"insurance", person.insurance.kind},
          {"region", person.insurance.region},
          {"status", person.insurance.status},
          {"verified_at", local_text(person.verified_at)}};
}

Json agent_answer(const identity::Agent& agent) {
  return {{"name", identity::masked_name(agent.name)}, {"holder_document", agent.holder_document}};
}

Json sale_answer(const SaleDocument& sale, std::string_view state,
                 const std::optional<std::string>& verdict, const std::optional<Json>& outcome) {
  Json lines = Json::array();
  for (const Line& line : sale.lines) {
    Json codes = Json::array();
    for (const ScannedCode& code : line.codes) codes.push_back(code.code);
    lines.push_back({{"line", line.number},
                     {"sku", line.product.sku},
                     {"name", line.product.name},
                     {"spec", line.product.spec},
                     {"quantity_milli", line.quantity_milli},
                     {"price_fen", line.price_fen},
                     {"total_fen", line.total_fen},
                     {"pay", line.pay == Pay::fund ? "fund" : "self"},
                     {"codes", codes},
                     {"codes_wanted", line.codes_wanted()}});
    if (line.moved) lines.back()["moved"] = *line.moved;
  }
  Json prescriptions = Json::array();
  for (const Json& prescription : sale.prescriptions)
    prescriptions.push_back(prescription.at("number"));
  Json answer = {{"key", sale.key},
                 {"state", state},
                 {"operator", {{"id", sale.operator_id}, {"name", sale.operator_name}}},
                 {"person", sale.person ? person_answer(*sale.person) : Json()},
                 {"lines", lines},
                 {"prescriptions", prescriptions},
                 {"fund_fen", sale.total(Pay::fund)},
                 {"self_fen", sale.total(Pay::self)},
                 {"verdict", verdict ? Json(*verdict) : Json()},
                 {"outcome", outcome ? *outcome : Json()}};
  if (sale.agent) answer["agent"] = agent_answer(*sale.agent);
  return answer;
}

Json verdict_answer(const SaleDocument& sale, const Verdict& verdict) {
  const PackIdentity& pack = verdict.pack;
  return {{"verdict", standing(verdict, sale)},
          {"findings", findings_document(verdict, sale)},
          {"basket", verdict.basket},
          {"pack", {{"id", pack.id}, {"version", pack.version}, {"digest", pack.digest}}},
          {"fund_fen", sale.total(Pay::fund)},
          {"self_fen", sale.total(Pay::self)}};
}

}  // namespace tillgate::checkout
