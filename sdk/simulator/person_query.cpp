// 1101 人员基本信息获取
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

Json insurance_row(const Context& context, const Person& person, const Insurance& insurance) {
  return {
      {"insutype", insurance.kind},
      {"psn_type", insurance.person_kind},
      {"psn_insu_stas", insurance.status},
      {"insuplc_admdvs", insurance.region},
      {"cvlserv_flag", "0"},
      {"balc", yuan(context.books.balance(person.number, insurance.kind, insurance.balance_fen))}};
}

}  // namespace

Outcome query_person(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  const Credential shown{text_of(data, "mdtrt_cert_type"), text_of(data, "mdtrt_cert_no"),
                         text_of(data, "card_sn")};
  const Person* person = context.world.person_by_credential(shown);
  if (person == nullptr) return refuse("未查询到参保人信息,请确认就诊凭证");
  const std::string name = text_of(data, "psn_name");
  if (!name.empty() && name != person->name) return refuse("姓名与就诊凭证不符");

  context.books.identifications.push_back(
      {message.institution->code, person->number, shown.kind, shown.number, message.now});
  Json rows = Json::array();
  for (const Insurance& insurance : person->insurances)
    rows.push_back(insurance_row(context, *person, insurance));
  const auto age = age_on_day(person->born, local_day(message.now));
  return accept({{"baseinfo",
                  {{"psn_no", person->number},
                   {"psn_cert_type", person->certificate_kind},
                   {"certno", person->certificate_number},
                   {"psn_name", person->name},
                   {"gend", person->sex},
                   {"naty", "01"},
                   {"brdy", person->born},
                   {"age", std::to_string(age.value_or(0))}}},
                 {"insuinfo", std::move(rows)},
                 {"idetinfo", Json::array()}});
}

}  // namespace tillgate::simulator
