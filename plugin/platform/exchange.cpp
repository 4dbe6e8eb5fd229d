#include "platform/exchange.hpp"

#include "platform/wire_json.hpp"
#include "platform/x_tif.hpp"

namespace tillgate::platform {

namespace {

Failure first_of(const std::vector<Finding>& findings) {
  return {TILLGATE_E_DOCUMENT, "a field for the insurance platform is " + findings.front().reason,
          findings.front().path};
}

}  // namespace

Failure not_understood(Failure failure, Effect effect) {
  if (effect == Effect::changes) failure.status = TILLGATE_E_UNCERTAIN;
  return failure;
}

Exchange::Exchange(Settings settings, FieldTable fields, std::unique_ptr<Transport> transport,
                   const Clock& clock, MessageIds& ids)
    : settings_(std::move(settings)),
      fields_(std::move(fields)),
      transport_(std::move(transport)),
      clock_(clock),
      ids_(ids) {}

Result<std::string> Exchange::next_message_id() const {
  return platform::next_message_id({settings_.institution_code, settings_.message_slot}, ids_,
                                   clock_.now());
}

Result<Done> Exchange::check_input(const Json& input, const std::string& transaction) const {
  const auto findings =
      fields_.check(input, Direction::request, transaction, Numbers::decimal_text);
  if (!findings.empty()) return first_of(findings);
  return Done{};
}

Result<HttpRequest> Exchange::signed_request(std::string body, UtcMs now) const {
  HttpRequest request;
  request.url = settings_.url;
  request.body = std::move(body);
  TILLGATE_TRY(headers, x_tif_headers(settings_.application, settings_.secret, now));
  request.headers = std::move(headers);
  return request;
}

Result<HttpRequest> Exchange::request_of(const Call& call) const {
  const UtcMs now = clock_.now();
  const Json envelope = request_envelope(settings_, call, now);
  const auto findings =
      fields_.check(envelope, Direction::request, "envelope", Numbers::decimal_text);
  if (!findings.empty()) return first_of(findings);
  TILLGATE_CHECK(check_input(call.input, call.transaction));
  return signed_request(fields_.write(envelope, Direction::request, call.transaction), now);
}

// A reply with status 200; the observer hears of it only from the caller, who can read its time.
Result<HttpReply> Exchange::post(const HttpRequest& request, Effect effect,
                                 const Deadline& deadline) const {
  auto posted = transport_->post(request, deadline);
  if (!posted) {
    Failure failure = std::move(posted).failure();
    observer_({false, std::nullopt});
    if (effect == Effect::none && failure.status == TILLGATE_E_UNCERTAIN)
      failure.status = TILLGATE_E_OFFLINE;
    return failure;
  }
  if (posted->status != 200) {
    observer_({true, std::nullopt});
    return not_understood(
        {TILLGATE_E_PLATFORM, "HTTP status " + std::to_string(posted->status), ""}, effect);
  }
  return posted;
}

Result<Answer<Json>> Exchange::run(const Call& call, Effect effect,
                                   const Deadline& deadline) const {
  TILLGATE_TRY(request, request_of(call));
  TILLGATE_TRY(posted, post(request, effect, deadline));
  auto reply = read_reply(posted.body);
  observer_({true, reply ? reply->told_at : std::nullopt});
  if (!reply) return not_understood(std::move(reply).failure(), effect);
  if (!reply->accepted) return Answer<Json>(Refusal{reply->words});
  return Answer<Json>(std::move(reply->output));
}

Result<Answer<std::string>> Exchange::fetch(const Call& call, const Deadline& deadline) const {
  TILLGATE_TRY(request, request_of(call));
  TILLGATE_TRY(posted, post(request, Effect::none, deadline));
  // A refusal comes as an envelope; an archive never begins like one.
  if (!posted.body.starts_with('{')) {
    observer_({true, std::nullopt});
    return Answer<std::string>(std::move(posted.body));
  }
  TILLGATE_TRY(reply, read_reply(posted.body));
  observer_({true, reply.told_at});
  if (reply.accepted)
    return Failure{TILLGATE_E_PLATFORM, "the reply is an envelope in place of a file", ""};
  return Answer<std::string>(Refusal{reply.words});
}

Result<Answer<Json>> Exchange::ask(const std::string& transaction, const Json& message,
                                   const Deadline& deadline) const {
  TILLGATE_CHECK(check_input(message, transaction));
  TILLGATE_TRY(request, signed_request(fields_.write(message, Direction::request, transaction),
                                       clock_.now()));
  TILLGATE_TRY(posted, post(request, Effect::none, deadline));
  observer_({true, std::nullopt});
  auto document = parse_wire(posted.body);
  if (!document)
    return Failure{TILLGATE_E_PLATFORM, "the reply is " + document.failure().detail, ""};
  TILLGATE_TRY(reply, fields_.read(*document, transaction));
  if (!reply.contains("code"))
    return Failure{TILLGATE_E_PLATFORM, "the reply has no status code", "code"};
  if (reply["code"] != "0") {
    const std::string words = platform_words(reply.value("message", ""));
    return Answer<Json>(
        Refusal{words.empty() ? "code " + reply["code"].get<std::string>() : words});
  }
  return Answer<Json>(reply.contains("data") ? std::move(reply["data"]) : Json::object());
}

}  // namespace tillgate::platform
