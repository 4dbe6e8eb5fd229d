// 1101 人员基本信息获取, and the other queries about a person: 2001 人员待遇享受检查, 5301
// 人员慢特病备案查询
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

Json identify(const Context& context, const Message& message, const Person& person,
              const Credential& shown) {
  context.books.identifications.push_back(
      {message.institution->code, person.number, shown.kind, shown.number, message.now});
  Json rows = Json::array();
  for (const Insurance& insurance : person.insurances)
    rows.push_back(insurance_row(context, person, insurance));
  const auto age = age_on_day(person.born, local_day(message.now));
  return {{"baseinfo",
           {{"psn_no", person.number},
            {"psn_cert_type", person.certificate_kind},
            {"certno", person.certificate_number},
            {"psn_name", person.name},
            {"gend", person.sex},
            {"naty", "01"},
            {"brdy", person.born},
            {"age", std::to_string(age.value_or(0))}}},
          {"insuinfo", std::move(rows)},
          {"idetinfo", Json::array()}};
}

Outcome query_person(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  const Credential shown{text_of(data, "mdtrt_cert_type"), text_of(data, "mdtrt_cert_no"),
                         text_of(data, "card_sn")};
  const Person* person = context.world.person_by_credential(shown);
  if (person == nullptr) return refuse("未查询到参保人信息,请确认就诊凭证");
  const std::string name = text_of(data, "psn_name");
  if (!name.empty() && name != person->name) return refuse("姓名与就诊凭证不符");
  return accept(identify(context, message, *person, shown));
}

Outcome check_benefits(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  if (text_of(data, "fixmedins_code") != message.institution->code)
    return refuse("机构编号与报文不符");
  const Person& person = *context.world.person(text_of(data, "psn_no"));
  const Insurance* insurance = person.insurance(text_of(data, "insutype"));
  if (insurance == nullptr) return refuse("参保人没有该险种的参保信息");
  const bool entitled = insurance->status == "1";
  const auto row = [&](const char* fund, bool enjoys, const char* why) {
    return Json{{"psn_no", person.number},
                {"trt_chk_type", "01"},
                {"fund_pay_type", fund},
                {"trt_enjymnt_flag", enjoys ? "1" : "0"},
                {"begndate", local_date(message.now)},
                {"trt_chk_rslt", enjoys ? "" : why}};
  };
  return accept({{"trtinfo", Json::array({row("310200", entitled, "参保状态异常"),
                                          row("310101", entitled && insurance->pooled_permille > 0,
                                              "不享受门诊统筹待遇")})}});
}

Outcome query_chronic(const Context& context, const Message& message) {
  Json rows = Json::array();
  for (const ChronicDisease& one :
       context.world.person(text_of(message.input["data"], "psn_no"))->chronic)
    rows.push_back(
        {{"opsp_dise_code", one.code}, {"opsp_dise_name", one.name}, {"begndate", one.since}});
  return accept({{"feedetail", std::move(rows)}});
}

}  // namespace tillgate::simulator
