#include "sdk/simulator/transactions.hpp"

#include <map>

#include "platform/wire_json.hpp"

namespace tillgate::simulator {

Outcome accept(Json output, std::string warning) {
  return {true, std::move(warning), std::move(output), std::nullopt};
}
Outcome refuse(std::string words) {
  return {false, std::move(words), {}, std::nullopt};
}

Transaction transaction_by_number(std::string_view number) {
  static const std::map<std::string_view, Transaction> all = {
      {"9001", &sign_in},
      {"9002", &sign_out},
      {"9101", &store_file},
      {"9102", &fetch_file},
      {"1101", &query_person},
      {"1162", &decode_credential},
      {"1201", &query_institution},
      {"1301", &list_catalogue},
      {"1302", &list_catalogue},
      {"1303", &list_catalogue},
      {"1312", &query_catalogue},
      {"1316", &query_catalogue},
      {"1317", &query_catalogue},
      {"1318", &query_catalogue},
      {"1319", &query_catalogue},
      {"1901", &query_dictionary},
      {"2001", &check_benefits},
      {"2101", &price_sale},
      {"2102", &settle_sale},
      {"2103", &cancel_settlement},
      {"2601", &reverse_message},
      {"3101", &audit_sale},
      {"3102", &audit_sale},
      {"3201", &compare_totals},
      {"3202", &compare_details},
      {"3301", &map_items},
      {"3302", &unmap_item},
      {"3501", &upload_goods},
      {"3502", &upload_goods},
      {"3503", &upload_goods},
      {"3504", &upload_goods},
      {"3505", &upload_goods},
      {"3506", &upload_goods},
      {"3507", &delete_goods},
      {"3501A", &upload_goods},
      {"3502A", &upload_goods},
      {"3503A", &upload_goods},
      {"3504A", &upload_goods},
      {"3505A", &upload_goods},
      {"3506A", &upload_goods},
      {"3507A", &delete_goods},
      {"3508", &query_goods},
      {"3509", &query_goods},
      {"3510", &query_goods},
      {"3511", &query_goods},
      {"3512", &query_goods},
      {"3513", &query_goods},
      {"5203", &query_settlement},
      {"5204", &query_fee_lines},
      {"5301", &query_chronic},
      {"7201", &authorise_prescriptions},
      {"7203", &decode_prescription},
      {"7204", &download_prescription},
      {"7205", &verify_prescription},
      {"7206", &review_prescription},
      {"7207", &dispense_prescription},
      {"7208", &take_back_prescription},
      {"ec.query", &decode_locally},
      {"cn.nhsa.qrcode.get", &decode_locally},
      {"cn.nhsa.ec.auth", &decode_locally},
      {"cn.nhsa.auth.check", &decode_locally}};
  const auto found = all.find(number);
  return found == all.end() ? nullptr : found->second;
}

std::string text_of(const Json& object, const char* name) {
  const auto at = object.find(name);
  return at == object.end() ? "" : platform::scalar_text(*at).value_or("");
}

std::int64_t scaled_of(const Json& object, const char* name, int scale) {
  const auto number = scaled_integer(text_of(object, name), scale);
  return number ? *number : 0;
}

Json plain_row(const Json& row) {
  Json plain = Json::object();
  for (const auto& member : row.items())
    if (auto text = platform::scalar_text(member.value()); text && !text->empty())
      plain[member.key()] = std::move(*text);
  return plain;
}

std::string yuan(Fen fen) {
  return decimal_text(fen, 2);
}

}  // namespace tillgate::simulator
