#include "sdk/simulator/transactions.hpp"

#include <map>

#include "platform/wire_json.hpp"

namespace tillgate::simulator {

Outcome accept(Json output, std::string warning) {
  return {true, std::move(warning), std::move(output)};
}
Outcome refuse(std::string words) {
  return {false, std::move(words), {}};
}

Transaction transaction_by_number(std::string_view number) {
  static const std::map<std::string_view, Transaction> all = {
      {"9001", &sign_in},     {"1101", &query_person},      {"2101", &price_sale},
      {"2102", &settle_sale}, {"2103", &cancel_settlement}, {"2601", &reverse_message},
      {"3505", &upload_sale}};
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

std::string yuan(Fen fen) {
  return decimal_text(fen, 2);
}

}  // namespace tillgate::simulator
