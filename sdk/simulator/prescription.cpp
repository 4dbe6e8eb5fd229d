// The e-prescription centre (电子处方中心) as a pharmacy sees it: 7201 by credential, 7203 by QR
// code, 7204 download, 7205 check of the signature, 7206 the pharmacist's review, 7207 what was
// dispensed, 7208 its withdrawal. A prescription goes through them in this order and is dispensed
// once.
#include <algorithm>

#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr const char* passed = "1";

template <class Same>
const Prescription* find_prescription(const World& world, Same same) {
  const auto& all = world.prescriptions();
  const auto found = std::find_if(all.begin(), all.end(), same);
  return found == all.end() ? nullptr : &*found;
}

UtcMs written_at(const Prescription& one, UtcMs now) {
  return now - one.days_ago * day_ms;
}

UtcMs valid_until(const Prescription& one, UtcMs now) {
  return written_at(one, now) + one.valid_days * day_ms;
}

std::string why_not_usable(const Context& context, const Message& message,
                           const Prescription* one) {
  if (one == nullptr) return "处方不存在";
  if (valid_until(*one, message.now) < message.now) return "处方已过有效期";
  const auto state = context.books.prescriptions.find(one->number);
  if (state != context.books.prescriptions.end() && !state->second.dispensed_by.empty())
    return "处方已使用";
  return "";
}

Json drug_row(const Context& context, const Prescription& one, const PrescribedItem& item,
              UtcMs now) {
  const Item* known = context.world.item(item.code);
  return {{"med_list_codg", item.code},
          {"drug_prodname", known == nullptr ? item.code : known->name},
          {"drug_genname", known == nullptr ? item.code : known->name},
          {"drug_dosform", "片剂"},
          {"drug_spec", "见药品目录"},
          {"drug_cnt", decimal_text(item.quantity_milli, 3)},
          {"drug_cnt_unit", "盒"},
          {"medc_way_codg", "1"},
          {"medc_way_dscr", "口服"},
          {"medc_starttime", local_text(written_at(one, now))},
          {"medc_endtime", local_text(valid_until(one, now))},
          {"medc_days", std::to_string(one.valid_days)}};
}

Json visit_of(const Prescription& one, const Person& person, UtcMs now) {
  const std::string time = local_text(written_at(one, now));
  return {{"mdtrt_id", "V" + one.number},
          {"med_type", "11"},
          {"ipt_op_no", "OP" + one.number.substr(one.number.size() - 6)},
          {"psn_no", person.number},
          {"patn_name", person.name},
          {"age", std::to_string(age_on_day(person.born, local_day(now)).value_or(0))},
          {"gend", person.sex},
          {"insuplc_admdvs", person.insurances.front().region},
          {"psn_cert_type", person.certificate_kind},
          {"certno", person.certificate_number},
          {"insutype", person.insurances.front().kind},
          {"prsc_dept_name", one.department},
          {"prsc_dept_code", "01"},
          {"prsc_dr_name", one.doctor},
          {"phar_name", one.pharmacist},
          {"phar_chk_time", time},
          {"mdtrt_time", time},
          {"sp_dise_flag", "0"},
          {"diag_code", one.diagnosis_code},
          {"diag_name", one.diagnosis_name}};
}

Json diagnosis_of(const Prescription& one, UtcMs now) {
  return {{"diag_type", "1"},
          {"maindiag_flag", "1"},
          {"diag_srt_no", "1"},
          {"diag_code", one.diagnosis_code},
          {"diag_name", one.diagnosis_name},
          {"diag_dept", one.department},
          {"dise_dor_no", "D999900000001"},
          {"dise_dor_name", one.doctor},
          {"diag_time", local_text(written_at(one, now))}};
}

Json download_of(const Context& context, const Message& message, const Prescription& one) {
  const Person& person = *context.world.person(one.person);
  Json drugs = Json::array();
  for (const PrescribedItem& item : one.items)
    drugs.push_back(drug_row(context, one, item, message.now));
  return {{"data",
           {{"hi_rxno", one.number},
            {"fixmedins_code", one.hospital_code},
            {"fixmedins_name", one.hospital_name},
            {"prsc_time", local_text(written_at(one, message.now))},
            {"rx_drug_nums", std::to_string(one.items.size())},
            {"valid_days", std::to_string(one.valid_days)},
            {"valid_end_time", local_text(valid_until(one, message.now))},
            {"rept_flag", "0"},
            {"rx_file", "5aSE5pa5"}}},
          {"rxdrugdetail", std::move(drugs)},
          {"mdtrtinfo", visit_of(one, person, message.now)},
          {"diseinfo", Json::array({diagnosis_of(one, message.now)})}};
}

const Prescription* by_number(const Context& context, const std::string& number) {
  return find_prescription(context.world,
                           [&](const Prescription& one) { return one.number == number; });
}

}  // namespace

Outcome authorise_prescriptions(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  const Person* person = context.world.person_by_credential(
      {text_of(data, "mdtrt_cert_type"), text_of(data, "mdtrt_cert_no"), text_of(data, "card_sn")});
  if (person == nullptr) return refuse("未查询到参保人信息,请确认就诊凭证");
  Json rows = Json::array();
  for (const Prescription& one : context.world.prescriptions()) {
    if (one.person != person->number || !why_not_usable(context, message, &one).empty()) continue;
    rows.push_back({{"auth_rxno", one.authorisation},
                    {"diag_name", one.diagnosis_name},
                    {"fixmedins_code", one.hospital_code},
                    {"fixmedins_name", one.hospital_name},
                    {"prsc_time", local_text(written_at(one, message.now))},
                    {"dept_name", one.department},
                    {"valid_end_time", local_text(valid_until(one, message.now))},
                    {"epc_token", one.token}});
  }
  return accept({{"data", std::move(rows)}});
}

Outcome decode_prescription(const Context& context, const Message& message) {
  const std::string code = text_of(message.input["data"], "epc_qrcd");
  const Prescription* one =
      find_prescription(context.world, [&](const Prescription& p) { return p.shown_code == code; });
  if (one == nullptr) return refuse("处方二维码无效");
  const Person& person = *context.world.person(one->person);
  return accept({{"data",
                  {{"epc_token", one->token},
                   {"cert_type", person.certificate_kind},
                   {"name", person.name},
                   {"certno", person.certificate_number},
                   {"insuplc_admdvs", person.insurances.front().region}}}});
}

Outcome download_prescription(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  const std::string token = text_of(data, "epc_token");
  const std::string authorisation = text_of(data, "auth_rxno");
  const Prescription* one = find_prescription(context.world, [&](const Prescription& p) {
    return (token.empty() || p.token == token) &&
           (authorisation.empty() || p.authorisation == authorisation);
  });
  if (std::string why = why_not_usable(context, message, one); !why.empty())
    return refuse(std::move(why));
  if (text_of(data, "insuplc_admdvs") !=
      context.world.person(one->person)->insurances.front().region)
    return refuse("参保地医保区划与处方不符");
  return accept(download_of(context, message, *one));
}

Outcome verify_prescription(const Context& context, const Message& message) {
  const Json& info = message.input["rx_sign_verify_info"];
  const Prescription* one = by_number(context, text_of(info, "hi_rxno"));
  if (one == nullptr || one->token != text_of(info, "epc_token")) return refuse("处方不存在");
  PrescriptionState& state = context.books.prescriptions[one->number];
  if (state.verification.empty())
    state.verification = context.books.next_number(message.institution->region, message.now);
  return accept({{"rx_sign_verify_sn", state.verification},
                 {"vrf_rslt", one->signature_holds ? "1" : "0"},
                 {"vrf_rslt_dscr", one->signature_holds ? "签名有效" : "签名无效"}});
}

Outcome review_prescription(const Context& context, const Message& message) {
  const Json& info = message.input["rx_chk_up_info"];
  const Prescription* one = by_number(context, text_of(info, "hi_rxno"));
  if (std::string why = why_not_usable(context, message, one); !why.empty())
    return refuse(std::move(why));
  PrescriptionState& state = context.books.prescriptions[one->number];
  if (one->token != text_of(info, "epc_token")) return refuse("处方令牌不正确");
  if (state.verification.empty() || state.verification != text_of(info, "rx_sign_verify_sn"))
    return refuse("处方未验签");
  state.review = context.books.next_number(message.institution->region, message.now);
  state.reviewed = text_of(info, "rx_chk_stas_codg");
  return accept({{"msg_code", "0"}, {"flag", "成功"}, {"rx_chk_biz_sn", state.review}});
}

Outcome dispense_prescription(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  const Prescription* one = by_number(context, text_of(data, "hi_rxno"));
  if (std::string why = why_not_usable(context, message, one); !why.empty())
    return refuse(std::move(why));
  PrescriptionState& state = context.books.prescriptions[one->number];
  if (state.reviewed != passed || state.review != text_of(data, "rx_chk_biz_sn"))
    return refuse("处方未经药师审核通过");
  for (const Json& row : message.input["selinfo"]) {
    const auto prescribed = std::find_if(
        one->items.begin(), one->items.end(),
        [&](const PrescribedItem& item) { return item.code == text_of(row, "med_list_codg"); });
    if (prescribed == one->items.end()) return refuse("处方中没有该药品");
    if (scaled_of(row, "sel_retn_cnt", 4) > prescribed->quantity_milli * 10)
      return refuse("销售数量超过处方数量");
  }
  state.dispensed_by = message.institution->code;
  return accept(nullptr);
}

Outcome take_back_prescription(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  const auto state = context.books.prescriptions.find(text_of(data, "hi_rxno"));
  if (state == context.books.prescriptions.end() ||
      state->second.dispensed_by != message.institution->code ||
      state->second.review != text_of(data, "rx_chk_biz_sn"))
    return refuse("没有可撤销的销售出库记录");
  state->second.dispensed_by.clear();
  return accept({{"hi_rxno", state->first}, {"rx_stas_codg", "1"}, {"rx_stas_name", "有效"}});
}

}  // namespace tillgate::simulator
