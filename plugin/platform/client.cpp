#include "platform/client.hpp"

namespace tillgate::platform {

namespace {

// Reads the output of an accepted transaction; a refusal goes through as it is.
template <class T, class Read>
Result<Answer<T>> read_answer(Result<Answer<Json>> answer, Effect effect, Read read) {
  if (!answer) return std::move(answer).failure();
  if (auto* refusal = std::get_if<Refusal>(&*answer)) return Answer<T>(std::move(*refusal));
  auto value = read(std::get<Json>(*answer));
  if (!value) return not_understood(std::move(value).failure(), effect);
  return Answer<T>(std::move(*value));
}

}  // namespace

Result<std::unique_ptr<Client>> Client::create(Settings settings,
                                               std::unique_ptr<Transport> transport,
                                               const Clock& clock, MessageIds& ids) {
  TILLGATE_CHECK(check_settings(settings));
  TILLGATE_TRY(fields, FieldTable::load());
  return std::unique_ptr<Client>(new Client(
      Exchange(std::move(settings), std::move(fields), std::move(transport), clock, ids)));
}

Result<Answer<SignIn>> Client::sign_in(const Operator& cashier, const Deadline& deadline) const {
  TILLGATE_TRY(message_id, next_message_id());
  const Call call{
      "9001", message_id, "", {cashier, ""}, sign_in_input(cashier, exchange_.settings())};
  return read_answer<SignIn>(exchange_.run(call, Effect::none, deadline), Effect::none,
                             read_sign_in);
}

Result<Answer<Person>> Client::query_person(const Credential& credential, const Session& session,
                                            const Deadline& deadline) const {
  TILLGATE_TRY(message_id, next_message_id());
  const Call call{"1101", message_id, "", session, person_query_input(credential)};
  return read_answer<Person>(exchange_.run(call, Effect::none, deadline), Effect::none,
                             read_person);
}

Result<std::string> Client::next_message_id() const {
  return exchange_.next_message_id();
}

Result<Answer<Settlement>> Client::settle(const SettlementRequest& request,
                                          const std::string& message_id, const Session& session,
                                          const Deadline& deadline) const {
  const Call call{"2102", message_id, request.insured_region, session, settlement_input(request)};
  return read_answer<Settlement>(
      exchange_.run(call, Effect::changes, deadline), Effect::changes,
      [&](const Json& output) { return read_settlement(output, request, message_id); });
}

Result<Answer<Done>> Client::reverse(const Reversal& reversal, const Session& session,
                                     const Deadline& deadline) const {
  TILLGATE_TRY(message_id, next_message_id());
  const Call call{"2601", message_id, reversal.insured_region, session, reversal_input(reversal)};
  return read_answer<Done>(exchange_.run(call, Effect::changes, deadline), Effect::changes,
                           [](const Json&) { return Result<Done>(Done{}); });
}

Result<Json> Client::sale_upload_input(const SaleUpload& sale) const {
  Json input = platform::sale_upload_input(sale, exchange_.settings().region);
  TILLGATE_CHECK(exchange_.check_input(input, "3505"));
  return Json{{"insured_region", sale.buyer ? sale.buyer->insured_region : ""},
              {"input", std::move(input)}};
}

Result<Answer<Done>> Client::upload_sale(const Json& document, const Session& session,
                                         const Deadline& deadline) const {
  const auto region = document.find("insured_region");
  const auto input = document.find("input");
  if (!document.is_object() || region == document.end() || !region->is_string() ||
      input == document.end())
    return Failure{TILLGATE_E_DOCUMENT, "not a document of sale_upload_input", ""};
  TILLGATE_TRY(message_id, next_message_id());
  const Call call{"3505", message_id, region->get<std::string>(), session, *input};
  auto answer = exchange_.run(call, Effect::changes, deadline);
  if (!answer) return std::move(answer).failure();
  if (auto* refusal = std::get_if<Refusal>(&*answer)) return Answer<Done>(std::move(*refusal));
  auto result = read_sale_upload(std::get<Json>(*answer));
  if (!result) return not_understood(std::move(result).failure(), Effect::changes);
  return result;
}

}  // namespace tillgate::platform
