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
  TILLGATE_CHECK(fields.change(settings.manner.fields));
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

Result<Answer<DecodedPerson>> Client::person_of_code(const std::string& code,
                                                     const Operator& cashier,
                                                     const Deadline& deadline) const {
  return read_answer<DecodedPerson>(
      exchange_.ask("ec.query", code_query_message(code, cashier, exchange_.settings()), deadline),
      Effect::none, read_decoded);
}

Result<Answer<DecodedPerson>> Client::person_of_face(const FaceAuthentication& face,
                                                     const Operator& cashier,
                                                     const Deadline& deadline) const {
  return read_answer<DecodedPerson>(
      exchange_.ask("cn.nhsa.auth.check", face_query_message(face, cashier, exchange_.settings()),
                    deadline),
      Effect::none, read_decoded);
}

Result<std::string> Client::next_message_id() const {
  return exchange_.next_message_id();
}

Result<Answer<Settlement>> Client::price(const SettlementRequest& request, const Session& session,
                                         const Deadline& deadline) const {
  TILLGATE_TRY(message_id, next_message_id());
  const Region& manner = exchange_.settings().manner;
  const Call call{"2101", message_id, request.insured_region, session,
                  settlement_input(request, manner)};
  return read_answer<Settlement>(
      exchange_.run(call, Effect::none, deadline), Effect::none,
      [&](const Json& output) { return read_price(output, request, message_id, manner); });
}

Result<Answer<Settlement>> Client::settle(const SettlementRequest& request,
                                          const std::string& message_id, const Session& session,
                                          const Deadline& deadline) const {
  const Region& manner = exchange_.settings().manner;
  const Call call{"2102", message_id, request.insured_region, session,
                  settlement_input(request, manner)};
  return read_answer<Settlement>(
      exchange_.run(call, Effect::changes, deadline), Effect::changes,
      [&](const Json& output) { return read_settlement(output, request, message_id, manner); });
}

Result<Answer<Done>> Client::reverse(const Reversal& reversal, const Session& session,
                                     const Deadline& deadline) const {
  TILLGATE_TRY(message_id, next_message_id());
  const Call call{"2601", message_id, reversal.insured_region, session, reversal_input(reversal)};
  return read_answer<Done>(exchange_.run(call, Effect::changes, deadline), Effect::changes,
                           [](const Json&) { return Result<Done>(Done{}); });
}

Result<Answer<Cancellation>> Client::cancel(const CancellationRequest& request,
                                            const std::string& message_id, const Session& session,
                                            const Deadline& deadline) const {
  const Call call{"2103", message_id, request.insured_region, session, cancellation_input(request)};
  return read_answer<Cancellation>(
      exchange_.run(call, Effect::changes, deadline), Effect::changes,
      [&](const Json& output) { return read_cancellation(output, request, message_id); });
}

namespace {

// The document that waits for its sending.
Result<Json> waiting(const Exchange& exchange, const char* transaction, const SaleUpload& sale,
                     Json input) {
  TILLGATE_CHECK(exchange.check_input(input, transaction));
  return Json{{"insured_region", sale.buyer ? sale.buyer->insured_region : ""},
              {"input", std::move(input)}};
}

}  // namespace

Result<Json> Client::sale_upload_input(const SaleUpload& sale) const {
  return waiting(exchange_, "3505", sale,
                 platform::sale_upload_input(sale, exchange_.settings().region));
}

Result<Json> Client::sale_return_input(const SaleUpload& sale) const {
  return waiting(exchange_, "3506", sale, platform::sale_return_input(sale));
}

Result<Answer<Done>> Client::upload(const std::string& transaction, const Json& document,
                                    const Session& session, const Deadline& deadline) const {
  const auto region = document.find("insured_region");
  const auto input = document.find("input");
  if (!document.is_object() || region == document.end() || !region->is_string() ||
      input == document.end())
    return Failure{TILLGATE_E_DOCUMENT, "not a document of sale_upload_input", ""};
  TILLGATE_TRY(message_id, next_message_id());
  const Call call{transaction, message_id, region->get<std::string>(), session, *input};
  auto answer = exchange_.run(call, Effect::changes, deadline);
  if (!answer) return std::move(answer).failure();
  if (auto* refusal = std::get_if<Refusal>(&*answer)) return Answer<Done>(std::move(*refusal));
  auto result = read_sale_upload(std::get<Json>(*answer));
  if (!result) return not_understood(std::move(result).failure(), Effect::changes);
  return result;
}

Result<Answer<Done>> Client::upload_batch(const std::string& transaction,
                                          const std::vector<const Json*>& documents,
                                          const Session& session, const Deadline& deadline) const {
  const Json::json_pointer row("/input/selinfo");
  Json rows = Json::array();
  for (const Json* document : documents) {
    if (!document->is_object() || !document->contains(row))
      return Failure{TILLGATE_E_DOCUMENT, "not a document of sale_upload_input", ""};
    rows.push_back(document->at(row));
  }
  const std::string region = documents.front()->value("insured_region", "");
  return upload(transaction + "A",
                {{"insured_region", region}, {"input", {{"selinfoDetail", std::move(rows)}}}},
                session, deadline);
}

Result<Answer<StatementVerdict>> Client::compare_totals(const StatementTotals& totals,
                                                        const Session& session,
                                                        const Deadline& deadline) const {
  TILLGATE_TRY(message_id, next_message_id());
  const Call call{"3201", message_id, "", session, statement_totals_input(totals)};
  return read_answer<StatementVerdict>(exchange_.run(call, Effect::none, deadline), Effect::none,
                                       read_statement_totals);
}

Result<Answer<std::string>> Client::compare_details(const StatementTotals& totals, ByteView archive,
                                                    const Session& session,
                                                    const Deadline& deadline) const {
  TILLGATE_TRY(sent, upload_file("statement.zip", archive, session, deadline));
  if (auto* refusal = std::get_if<Refusal>(&sent)) return Answer<std::string>(std::move(*refusal));
  TILLGATE_TRY(message_id, next_message_id());
  const Call call{"3202", message_id, "", session,
                  statement_details_input(totals, std::get<PlatformFile>(sent))};
  TILLGATE_TRY(result, read_answer<PlatformFile>(exchange_.run(call, Effect::none, deadline),
                                                 Effect::none, read_statement_details));
  if (auto* refusal = std::get_if<Refusal>(&result))
    return Answer<std::string>(std::move(*refusal));
  return download(std::get<PlatformFile>(result), session, deadline);
}

Result<Answer<PlatformFile>> Client::upload_file(const std::string& name, ByteView content,
                                                 const Session& session,
                                                 const Deadline& deadline) const {
  TILLGATE_TRY(message_id, next_message_id());
  const Call call{"9101", message_id, "", session,
                  file_upload_input(name, content, exchange_.settings())};
  return read_answer<PlatformFile>(exchange_.run(call, Effect::none, deadline), Effect::none,
                                   read_file_upload);
}

Result<Answer<std::string>> Client::download(const PlatformFile& file, const Session& session,
                                             const Deadline& deadline) const {
  TILLGATE_TRY(message_id, next_message_id());
  return exchange_.fetch(
      {"9102", message_id, "", session, file_download_input(file, exchange_.settings())}, deadline);
}

namespace {

// The second level of success, where a transaction has one: result.retRslt of goods messages,
// msg_code of the prescription centre.
std::optional<Refusal> second_level(const Json& output) {
  if (!output.is_object()) return std::nullopt;
  const auto words = [](const Json& node, const char* code, const char* text) {
    const std::string told = platform_words(node.value(text, ""));
    return told.empty() ? std::string(code) + " " + node.value(code, "") : told;
  };
  if (const auto result = output.find("result");
      result != output.end() && result->is_object() && result->value("retRslt", "1") != "1")
    return Refusal{words(*result, "retRslt", "msgRslt")};
  if (output.value("msg_code", "0") != "0") return Refusal{words(output, "msg_code", "flag")};
  return std::nullopt;
}

}  // namespace

Result<Answer<Json>> Client::call(const std::string& transaction, const Json& input,
                                  const std::string& insured_region, const Session& session,
                                  const Deadline& deadline) const {
  const auto facts = exchange_.fields().facts(transaction);
  if (!facts || facts->bare || facts->raw_reply)
    return Failure{TILLGATE_E_DOCUMENT, "not a transaction with an envelope", transaction};
  TILLGATE_TRY(message_id, next_message_id());
  const Call message{transaction, message_id, insured_region, session, input};
  auto answer = exchange_.run(message, facts->effect, deadline);
  if (!answer || std::holds_alternative<Refusal>(*answer)) return answer;
  auto output = exchange_.fields().read(std::get<Json>(*answer), transaction);
  if (!output) return not_understood(std::move(output).failure(), facts->effect);
  if (auto refusal = second_level(*output)) return Answer<Json>(std::move(*refusal));
  return Answer<Json>(std::move(*output));
}

Result<Answer<Json>> Client::ask(const std::string& transaction, const Json& message,
                                 const Deadline& deadline) const {
  const auto facts = exchange_.fields().facts(transaction);
  if (!facts || !facts->bare)
    return Failure{TILLGATE_E_DOCUMENT, "not a message without an envelope", transaction};
  return exchange_.ask(transaction, message, deadline);
}

}  // namespace tillgate::platform
