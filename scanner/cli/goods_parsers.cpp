#include <array>

#include "scanner/aim.hpp"
#include "scanner/cli/vector_parsers.hpp"
#include "scanner/kinds/approval.hpp"
#include "scanner/kinds/catalogue.hpp"
#include "scanner/kinds/gs1.hpp"
#include "scanner/kinds/gs1_date.hpp"
#include "scanner/kinds/retail.hpp"
#include "scanner/kinds/sscc.hpp"
#include "scanner/kinds/standard_code.hpp"
#include "scanner/kinds/trace.hpp"
#include "scanner/kinds/udi.hpp"

namespace tillgate::scanner {

namespace {

std::string_view name_of(Origin origin) {
  constexpr auto names =
      std::to_array<std::string_view>({"domestic", "imported", "hk_mo_tw", "repacked_import"});
  return names[static_cast<std::size_t>(origin)];
}

Json trace20(const Json& input, const Json& params) {
  const bool eight = params.value("require_leading_8", true);
  const auto& text = input.get_ref<const std::string&>();
  return answer_of(parse_trace(text, eight ? FirstDigit::eight : FirstDigit::any),
                   [](const TraceCode& code) {
                     return Json{{"drug_id", code.drug_id},
                                 {"serial", code.serial},
                                 {"legacy_serial9", code.serial.substr(0, 9)},
                                 {"legacy_check4", code.serial.substr(9)},
                                 {"leading8", code.code.front() == '8'}};
                   });
}

Json trace_qr(const Json& input, const Json& params) {
  const auto names = params.value("hosts", std::vector<std::string>{"mashangfangxin.com"});
  const std::vector<std::string_view> hosts(names.begin(), names.end());
  return answer_of(
      find_trace(input.get_ref<const std::string&>(), hosts), [](const TraceText& found) {
        constexpr auto sources = std::to_array<const char*>({"bare", "url", "text"});
        return Json{{"code", found.code.code},
                    {"source", sources[static_cast<std::size_t>(found.source)]},
                    {"host_known", found.host_known ? Json(*found.host_known) : Json()}};
      });
}

Json describe_gs1(const Gs1Text& gs1, std::int64_t today) {
  Json elements = Json::array();
  for (const auto& element : gs1.elements) elements.push_back({element.ai, element.value});
  Json fields{{"elements", elements},
              {"carrier", gs1.carrier},
              {"gtin", text_or_null(gs1.value("01"))},
              {"batch", text_or_null(gs1.value("10"))},
              {"serial", text_or_null(gs1.value("21"))}};
  if (const auto date = parse_gs1_date(gs1.value("17"), "17", today); accepted(date))
    fields["expiry_last_usable"] = std::get<Gs1Date>(date).last_usable;
  return fields;
}

Json gs1_scan(const Json& input, const Json& params) {
  const auto split = split_aim(input.get_ref<const std::string&>());
  if (const auto* reason = std::get_if<Reason>(&split)) return refused_answer(*reason);
  const auto& text = std::get<AimText>(split);
  return answer_of(parse_gs1(text.aim, text.data),
                   [&](const Gs1Text& gs1) { return describe_gs1(gs1, day_of(params)); });
}

VectorParser written_gs1(Parsed<Gs1Text> (*parse)(std::string_view)) {
  return [=](const Json& input, const Json& params) {
    return answer_of(parse(input.get_ref<const std::string&>()),
                     [&](const Gs1Text& gs1) { return describe_gs1(gs1, day_of(params)); });
  };
}

Json gs1_date(const Json& input, const Json& params) {
  const std::string ai = params.value("ai", "17");
  return answer_of(parse_gs1_date(input.get_ref<const std::string&>(), ai, day_of(params)),
                   [](const Gs1Date& date) {
                     return Json{{"year", date.year},
                                 {"month", date.month},
                                 {"day", date.day == 0 ? Json() : Json(date.day)},
                                 {"precision", date.day == 0 ? "month" : "day"},
                                 {"last_usable", text_or_null(date.last_usable)}};
                   });
}

Json udi_ma(const DeviceIdentifier& device) {
  Json production = Json::object();
  for (const auto& [letter, value] : device.production) production[std::string(1, letter)] = value;
  return {{"di", device.identifier},
          {"registrant", device.registrant},
          {"package", std::string(1, device.package)},
          {"item", device.item},
          {"di_check", std::string(1, device.check)},
          {"pi", production}};
}

Json approval_no(const Json& input, const Json& params) {
  return answer_of(parse_approval_number(input.get_ref<const std::string&>(), day_of(params)),
                   [](const ApprovalNumber& number) {
                     return Json{{"letters", number.letters},
                                 {"digits", number.digits},
                                 {"year", number.year ? Json(*number.year) : Json()},
                                 {"origin", name_of(number.origin)}};
                   });
}

Json device_reg_no(const Json& input, const Json& params) {
  return answer_of(parse_device_registration(input.get_ref<const std::string&>(), day_of(params)),
                   [](const DeviceRegistration& number) {
                     return Json{{"issuer", number.issuer},     {"origin", name_of(number.origin)},
                                 {"year", number.year},         {"class", number.device_class},
                                 {"category", number.category}, {"seq", number.sequence}};
                   });
}

Json nhsa_tcm_t(const HerbalCode& code) {
  return {{"type", code.form == HerbalCode::Form::piece ? "piece" : "granule"},
          {"standard", code.standard},
          {"effect", code.effect},
          {"name", code.name},
          {"authentic_region", text_or_null(code.authentic_region)},
          {"spec_pack", text_or_null(code.spec_pack)},
          {"company", text_or_null(code.company)}};
}

}  // namespace

const VectorParsers& goods_parsers() {
  static const VectorParsers parsers = {
      {"trace20", trace20},
      {"trace_qr", trace_qr},
      {"trace_label",
       plain(parse_trace_label,
             [](const TraceCode& code) {
               return Json{{"code", code.code}, {"drug_id", code.drug_id}, {"serial", code.serial}};
             })},
      {"gtin", plain(parse_gtin,
                     [](const Gtin& gtin) {
                       return Json{{"gtin14", gtin.gtin14}, {"format", gtin.format}};
                     })},
      {"ean13_69", plain(parse_chinese_ean13,
                         [](const ChineseEan13& ean) {
                           return Json{{"prefix", ean.prefix}, {"gtin14", ean.gtin14}};
                         })},
      {"sscc",
       plain(parse_sscc,
             [](const Sscc& sscc) {
               return Json{{"sscc", sscc.sscc}, {"extension", std::string(1, sscc.extension)}};
             })},
      {"aim_prefix", plain(split_aim,
                           [](const AimText& split) {
                             return Json{{"aim", text_or_null(split.aim)},
                                         {"symbology", text_or_null(split.symbology)},
                                         {"gs1", split.gs1},
                                         {"payload", split.data}};
                           })},
      {"gs1_scan", gs1_scan},
      {"gs1_hri", written_gs1(parse_gs1_brackets)},
      {"gs1_dl", written_gs1(parse_digital_link)},
      {"gs1_date", gs1_date},
      {"udi_ma", plain(parse_device_identifier, udi_ma)},
      {"drug_std_code", plain(parse_standard_code,
                              [](const StandardCode& code) {
                                return Json{{"country", "86"},
                                            {"category", "9"},
                                            {"company", code.company},
                                            {"product", code.product},
                                            {"check", std::string(1, code.check)}};
                              })},
      {"approval_no", approval_no},
      {"device_reg_no", device_reg_no},
      {"nhsa_drug_x", plain(parse_western_medicine_code,
                            [](const WesternMedicineCode& code) {
                              return Json{{"category", code.category},
                                          {"name", code.name},
                                          {"form", code.form},
                                          {"spec_pack", code.spec_pack},
                                          {"company", code.company}};
                            })},
      {"nhsa_drug_z", plain(parse_patent_medicine_code,
                            [](const PatentMedicineCode& code) {
                              return Json{{"category", code.category},
                                          {"name", code.name},
                                          {"spec_pack", code.spec_pack},
                                          {"company", code.company}};
                            })},
      {"nhsa_tcm_t", plain(parse_herbal_code, nhsa_tcm_t)},
      {"nhsa_consumable_c", plain(parse_consumable_code,
                                  [](const ConsumableCode& code) {
                                    return Json{{"category", code.category},
                                                {"name", code.name},
                                                {"feature", code.feature},
                                                {"company", code.company},
                                                {"sequence", text_or_null(code.sequence)}};
                                  })},
  };
  return parsers;
}

}  // namespace tillgate::scanner
