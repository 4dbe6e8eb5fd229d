#include "sdk/simulator/platform.hpp"

#include "base/bytes.hpp"
#include "crypto/signature.hpp"
#include "platform/envelope_seal.hpp"
#include "platform/wire_json.hpp"
#include "platform/wire_time.hpp"
#include "sdk/simulator/checks.hpp"
#include "sdk/simulator/goods.hpp"
#include "sdk/simulator/neutral.hpp"

namespace tillgate::simulator {

namespace {

constexpr std::size_t max_words = 200;               // characters of err_msg
constexpr std::size_t max_message_bytes = 16 << 20;  // a file travels as Base64

// In the gateway's own shape: no infcode.
HttpAnswer gateway_answer(const std::string& why) {
  return {200, Json{{"code", "9000"}, {"message", why}, {"data", nullptr}}.dump(), false};
}

std::string cut(const std::string& text) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++characters > max_words)
      return text.substr(0, i);
  return text;
}

// The second level of a stock or sale upload said no.
std::string second_level_refusal(const Outcome& outcome) {
  if (!outcome.output.is_object() || !outcome.output.contains("result")) return "";
  const Json& result = outcome.output["result"];
  return text_of(result, "retRslt") == "0" ? text_of(result, "msgRslt") : "";
}

}  // namespace

Platform::Platform(World world, Books books, platform::FieldTable fields, const Clock& clock)
    : world_(std::move(world)),
      books_(std::move(books)),
      fields_(std::move(fields)),
      clock_(clock) {
  // A change that does not fit was refused when the world was loaded by a client of that region.
  static_cast<void>(fields_.change(world_.customs().manner.fields));
}

Json Platform::state() const {
  const std::lock_guard lock(mutex_);
  return books_.document();
}

HttpAnswer Platform::answer(const SignedRequest& request, std::string_view body) {
  const std::lock_guard lock(mutex_);
  HttpAnswer answer = answer_locked(request, body);
  if (const auto saved = books_.save(); !saved)
    return {500, "state cannot be written: " + saved.failure().detail, false};
  return answer;
}

HttpAnswer Platform::answer_locked(const SignedRequest& request, std::string_view body) {
  Message message;
  message.now = clock_.now();
  if (gateway_.asks_for_token(world_, request))
    return {200, gateway_.token_reply(world_, body, message.now), false};
  std::string why;
  const Institution* admitted = gateway_.admit(world_, request, message.now, why);
  Result<Json> envelope = Json();
  if (admitted != nullptr) {
    envelope = understood(body, *admitted);
    why = envelope ? address_problem(request, *envelope) : "body is " + envelope.failure().detail;
  }
  if (!why.empty()) {
    books_.refuse({"", "", why});
    return gateway_answer(why);
  }
  if (envelope->is_object() && envelope->contains("transType"))
    return answer_bare(*admitted, *envelope, message);
  Outcome outcome = outcome_of(*admitted, *envelope, message);
  const std::string second = second_level_refusal(outcome);
  if (!outcome.accepted || !second.empty())
    books_.refuse({message.transaction, message.id, outcome.accepted ? second : outcome.words});
  return reply(message, admitted->region, std::move(outcome));
}

std::string Platform::address_problem(const SignedRequest& request, const Json& envelope) const {
  const platform::Region& manner = world_.customs().manner;
  if (manner.url_form == platform::UrlForm::one_address || !envelope.is_object()) return "";
  std::string transaction = text_of(envelope, "infno");
  if (transaction.empty()) transaction = text_of(envelope, "transType");
  const auto path = manner.paths.find(transaction);
  const bool known =
      manner.url_form == platform::UrlForm::service_paths && path != manner.paths.end();
  const std::string expected = known ? path->second : "/" + transaction;
  return request.path.ends_with(expected) ? "" : "no service at this address";
}

Result<Json> Platform::understood(std::string_view body, const Institution& admitted) const {
  TILLGATE_TRY(envelope, platform::parse_wire(body, {max_message_bytes, 32}));
  if (!envelope.is_object()) return envelope;
  if (world_.customs().manner.encryption == platform::Encryption::sm4 &&
      envelope.contains("infno")) {
    if (envelope.contains("input") && !envelope["input"].is_string())
      return Failure{TILLGATE_E_DOCUMENT, "not encrypted", "input"};
    std::optional<crypto::PublicKey> key;
    if (!admitted.sm2_public.empty()) {
      TILLGATE_TRY(bytes, from_hex(admitted.sm2_public));
      TILLGATE_TRY(read, crypto::PublicKey::from(crypto::Algorithm::sm2_sm3, bytes));
      key = std::move(read);
    }
    TILLGATE_CHECK(
        platform::open_envelope(envelope, "input", admitted.application, key ? &*key : nullptr));
  }
  if (envelope.contains("input"))
    envelope["input"] =
        fields_.with_own_names(std::move(envelope["input"]), text_of(envelope, "infno"));
  return envelope;
}

Outcome Platform::outcome_of(const Institution& admitted, const Json& envelope, Message& message) {
  const Context context{world_, books_, fields_};
  if (std::string problem = envelope_problem(fields_, context, admitted, envelope, message);
      !problem.empty())
    return refuse(std::move(problem));
  books_.message_ids.insert(message.id);
  if (std::string problem = input_problem(fields_, context, message); !problem.empty()) {
    // Uploads answer this at their second level.
    if (goods_kind(message.transaction) != nullptr && !is_batch(message.transaction))
      return accept({{"result", {{"retRslt", "0"}, {"msgRslt", std::move(problem)}}}});
    return refuse(std::move(problem));
  }
  return transaction_by_number(message.transaction)(context, message);
}

// A message of the local decode service: no envelope, and a code of its own.
HttpAnswer Platform::answer_bare(const Institution& admitted, const Json& document,
                                 Message& message) {
  message.transaction = text_of(document, "transType");
  message.institution = &admitted;
  message.input = document;
  Outcome outcome;
  const auto facts = fields_.facts(message.transaction);
  const Json& type = document["transType"];
  if (message.transaction.empty()) {
    outcome = refuse("transType: missing");
  } else if (!type.is_string()) {
    outcome = refuse("transType: not text");
  } else if (!facts || !facts->bare) {
    outcome = refuse("transType: 交易类型不存在");
  } else if (const auto findings = fields_.check(document, platform::Direction::request,
                                                 message.transaction, platform::Numbers::tokens);
             !findings.empty()) {
    outcome = refuse(field_problems(findings));
  } else {
    outcome = transaction_by_number(message.transaction)({world_, books_, fields_}, message);
  }
  if (!outcome.accepted) books_.refuse({message.transaction, "", outcome.words});
  Json reply = {{"code", outcome.accepted ? "0" : "-1"},
                {"message", outcome.accepted ? "成功" : outcome.words},
                {"orgId", admitted.code}};
  if (outcome.accepted) reply["data"] = std::move(outcome.output);
  return {200, fields_.write(reply, platform::Direction::reply, message.transaction), false};
}

std::string Platform::complete(Outcome& outcome, const std::string& transaction) const {
  if (!outcome.accepted || outcome.output.is_null()) return "";
  const auto check = [&] {
    return fields_.check(outcome.output, platform::Direction::reply, transaction,
                         platform::Numbers::decimal_text);
  };
  fill_neutral(outcome.output, check());
  return field_problems(check());
}

HttpAnswer Platform::reply(const Message& message, const std::string& region, Outcome outcome) {
  if (outcome.file) return {200, std::move(*outcome.file), true};
  std::string problem = complete(outcome, message.transaction);
  const std::string stamp = platform::local_stamp(message.now) + "000";
  Json envelope = {{"infcode", outcome.accepted ? "0" : "-1"},
                   {"inf_refmsgid", books_.next_number(region, message.now)},
                   {"refmsg_time", stamp},
                   {"respond_time", stamp},
                   {"err_msg", outcome.accepted ? "" : cut(outcome.words)},
                   {"warn_msg", outcome.accepted ? outcome.words : ""},
                   {"output", nullptr}};
  // The queries that answer rows alone know no pages: nothing bounds their length.
  const bool rows = outcome.output.is_array();
  if (!rows) envelope["output"] = std::move(outcome.output);
  problem += field_problems(fields_.check(envelope, platform::Direction::reply, "envelope",
                                          platform::Numbers::decimal_text));
  if (!problem.empty()) return {500, "own reply breaks the field table: " + problem, false};
  if (rows) envelope["output"] = std::move(outcome.output);
  std::string written = fields_.write(envelope, platform::Direction::reply, message.transaction);
  if (world_.customs().manner.encryption == platform::Encryption::sm4 &&
      message.institution != nullptr) {
    const auto sealed =
        platform::seal_envelope(written, "output", message.institution->application, nullptr);
    if (sealed) written = *sealed;
  }
  return {200, std::move(written), false};
}

}  // namespace tillgate::simulator
