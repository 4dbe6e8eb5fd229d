#include <array>

#include "scanner/cli/vector_parsers.hpp"
#include "scanner/kinds/credit_code.hpp"
#include "scanner/kinds/e_credential.hpp"
#include "scanner/kinds/institution.hpp"
#include "scanner/kinds/resident_id.hpp"
#include "scanner/kinds/social_card.hpp"
#include "scanner/kinds/travel_document.hpp"
#include "scanner/kinds/wallet.hpp"

namespace tillgate::scanner {

namespace {

template <class Parse, class Describe>
VectorParser dated(Parse parse, Describe describe) {
  return [=](const Json& input, const Json& params) {
    return answer_of(parse(input.get_ref<const std::string&>(), day_of(params)), describe);
  };
}

std::string_view name_of(Sex sex) {
  return sex == Sex::male ? "male" : "female";
}

Json describe_resident(const ResidentId& id) {
  return {{"region", id.region},
          {"birth", id.birth_date},
          {"seq", id.sequence},
          {"sex", name_of(id.sex)},
          {"check", std::string(1, id.check)}};
}

Json describe_permit(const ResidencePermit& permit) {
  Json fields = describe_resident(permit.number);
  fields["from"] = permit.from;
  return fields;
}

Json describe_foreign(const ForeignResident& person) {
  if (person.form == ForeignResident::Form::before)
    return {{"form", "old15"},
            {"country", person.country},
            {"region4", person.region},
            {"birth_yymmdd", person.birth_date}};
  return {{"form", "new18"},
          {"province", person.region},
          {"country_num", person.country},
          {"birth", person.birth_date},
          {"seq", person.sequence},
          {"sex", name_of(person.sex)}};
}

Json travel_doc(const Json& input, const Json& params) {
  using Type = TravelDocumentType;
  const std::string type = params.value("type", "cn_passport");
  const Type parsed_type = type == "hkmo_permit" ? Type::hk_macau_permit
                           : type == "tw_permit" ? Type::taiwan_permit
                                                 : Type::chinese_passport;
  return answer_of(parse_travel_document(input.get_ref<const std::string&>(), parsed_type),
                   [&](const TravelDocument& document) {
                     return Json{{"type", type},
                                 {"number", document.number},
                                 {"issue_count", text_or_null(document.issue_count)}};
                   });
}

Json describe_credit_code(const CreditCode& code) {
  return {{"dept", std::string(1, code.registrar)},
          {"org_type", std::string(1, code.type)},
          {"region", code.region},
          {"body", code.body},
          {"check", std::string(1, code.check)},
          {"body_gb11714_ok", code.body_check_fits}};
}

std::string upper_hex(ByteView bytes) {
  std::string hex = to_hex(bytes);
  for (char& c : hex)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  return hex;
}

Json ssc_record(const Json& input, const Json& params) {
  const auto tag = from_hex(params.value("tag", ""));
  const std::uint8_t expected = tag && tag->size() == 1 ? tag->front() : 0;
  const auto parsed =
      parse_social_card_record(as_bytes(input.get_ref<const std::string&>()), expected);
  if (const auto* fault = std::get_if<SocialCardFault>(&parsed)) {
    if (fault->reason != Reason::card_status) return refused_answer(fault->reason);
    const auto high = static_cast<std::uint8_t>(fault->status_word >> 8U);
    const auto low = static_cast<std::uint8_t>(fault->status_word & 0xFFU);
    return {{"ok", false}, {"reason", "SW_" + upper_hex(Bytes{high, low})}};
  }
  constexpr auto names = std::to_array<const char*>({"bytes", "text", "date", "bcd"});
  const auto& record = std::get<SocialCardRecord>(parsed);
  Json fields{{"tag", upper_hex(Bytes{record.tag})}, {"value_hex", upper_hex(record.value)}};
  fields[names[static_cast<std::size_t>(record.content)]] = text_or_null(record.text);
  return accepted_answer(fields);
}

Json describe_card_line(const SocialCardLine& line) {
  return {{"area", line.area},           {"ssn", line.person},
          {"card_no", line.card_number}, {"card_id", line.card_id},
          {"name", line.name},           {"version", line.version},
          {"issued", line.issued},       {"expires", text_or_null(line.expires)},
          {"expired", line.expired}};
}

Json describe_staff(const StaffCode& code) {
  constexpr auto roles =
      std::to_array<const char*>({"doctor", "nurse", "hospital_pharmacist", "hospital_technician"});
  return {{"role", roles[static_cast<std::size_t>(code.role)]},
          {"region", code.region},
          {"seq", code.sequence}};
}

}  // namespace

const VectorParsers& people_parsers() {
  static const VectorParsers parsers = {
      {"resident_id", dated(parse_resident_id, describe_resident)},
      {"hmt_permit_id", dated(parse_residence_permit, describe_permit)},
      {"foreign_pr_id", dated(parse_foreign_resident, describe_foreign)},
      {"travel_doc", travel_doc},
      {"uscc", plain(parse_credit_code, describe_credit_code)},
      {"ssc_card_no", plain(parse_social_card_number,
                            [](const SocialCardNumber& number) {
                              return Json{{"gb11714_ok", number.check_fits}};
                            })},
      {"ssc_card_id",
       plain(parse_social_card_id,
             [](const SocialCardId& id) {
               return Json{{"area", id.area}, {"rid", "D156000005"}, {"rest", id.rest}};
             })},
      {"ssc_record", ssc_record},
      {"ssc_basinfo", dated(parse_social_card_line, describe_card_line)},
      {"nhsa_org", plain(parse_institution_code,
                         [](const InstitutionCode& code) {
                           const bool pharmacy = code.type == InstitutionCode::Type::pharmacy;
                           return Json{{"type", pharmacy ? "pharmacy" : "hospital"},
                                       {"region", code.region},
                                       {"seq", code.sequence}};
                         })},
      {"nhsa_person", plain(parse_staff_code, describe_staff)},
      {"mi_evoucher", plain(parse_e_credential,
                            [](const ECredential& credential) {
                              return Json{{"token17", credential.token},
                                          {"rand2", credential.random},
                                          {"province", credential.province},
                                          {"ext", credential.extension}};
                            })},
      {"pay_code",
       plain(parse_wallet_code,
             [](Wallet wallet) {
               constexpr auto names = std::to_array<const char*>({"wechat", "alipay", "unionpay"});
               return Json{{"wallet", names[static_cast<std::size_t>(wallet)]}};
             })},
  };
  return parsers;
}

}  // namespace tillgate::scanner
