#include "platform/exchange.hpp"

#include <algorithm>
#include <chrono>

#include "platform/csb.hpp"
#include "platform/envelope_seal.hpp"
#include "platform/reply_node.hpp"
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
      ids_(ids),
      quiet_until_(std::make_unique<std::atomic<std::int64_t>>(0)),
      token_(std::make_unique<Token>()) {}

std::int64_t Exchange::quiet_ms() const {
  return std::max<std::int64_t>(0, quiet_until_->load() - clock_.monotonic_ms());
}

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

namespace {

std::string address_of(const Settings& settings, const std::string& transaction) {
  const Region& manner = settings.manner;
  if (manner.url_form == UrlForm::with_number) return settings.url + "/" + transaction;
  if (manner.url_form == UrlForm::one_address) return settings.url;
  const auto path = manner.paths.find(transaction);
  return settings.url + (path == manner.paths.end() ? "/" + transaction : path->second);
}

// Scheme and host of an address.
std::string host_of(const std::string& url) {
  return url.substr(0, url.find('/', std::string_view("https://").size()));
}

}  // namespace

Result<std::string> Exchange::token(const Deadline& deadline) const {
  const std::unique_lock turn(token_->turn, std::chrono::milliseconds(deadline.remaining_ms()));
  if (!turn) return Failure{TILLGATE_E_OFFLINE, "nothing was sent: no token in time", ""};
  if (clock_.monotonic_ms() < token_->ends_at) return token_->text;
  HttpRequest request;
  request.url = host_of(settings_.url) + settings_.manner.token_path;
  request.body = Json{{"grant_type", "client_credentials"},
                      {"client_id", settings_.application},
                      {"client_secret", settings_.secret}}
                     .dump();
  TILLGATE_TRY(posted, post(request, Effect::none, deadline));
  const auto reply = parse_wire(posted.body);
  const std::string text = reply ? ReplyNode(*reply).text("access_token") : "";
  if (text.empty()) return Failure{TILLGATE_E_PLATFORM, "the platform gives no token", ""};
  constexpr std::int64_t margin_s = 30;
  const auto seconds = scaled_integer(ReplyNode(*reply).text("expires_in"), 0);
  token_->text = text;
  token_->ends_at =
      clock_.monotonic_ms() + std::max<std::int64_t>(0, (seconds ? *seconds : 0) - margin_s) * 1000;
  return text;
}

Result<std::vector<std::string>> Exchange::authentication(const std::string& transaction, UtcMs now,
                                                          const Deadline& deadline) const {
  const Region& manner = settings_.manner;
  switch (manner.authentication) {
    case Authentication::csb:
      return csb_headers(
          {transaction, manner.api_version, settings_.application, std::to_string(now)},
          settings_.secret);
    case Authentication::api_key:
      return std::vector<std::string>{manner.api_key_header + ": " + settings_.secret};
    case Authentication::driver:
      return std::vector<std::string>{};
    case Authentication::oauth2: {
      TILLGATE_TRY(bearer, token(deadline));
      return std::vector<std::string>{"Authorization: Bearer " + bearer};
    }
    default:
      return x_tif_headers(settings_.application, settings_.secret, now);
  }
}

Result<HttpRequest> Exchange::signed_request(std::string body, const std::string& transaction,
                                             UtcMs now, const Deadline& deadline) const {
  HttpRequest request;
  request.url = address_of(settings_, transaction);
  request.body = std::move(body);
  TILLGATE_TRY(headers, authentication(transaction, now, deadline));
  request.headers = std::move(headers);
  return request;
}

Result<HttpRequest> Exchange::request_of(const Call& call, const Deadline& deadline) const {
  const UtcMs now = clock_.now();
  const Json envelope = request_envelope(settings_, call, now);
  const auto findings =
      fields_.check(envelope, Direction::request, "envelope", Numbers::decimal_text);
  if (!findings.empty()) return first_of(findings);
  TILLGATE_CHECK(check_input(call.input, call.transaction));
  std::string written = fields_.write(envelope, Direction::request, call.transaction);
  if (settings_.manner.encryption == Encryption::sm4) {
    TILLGATE_TRY(sealed,
                 seal_envelope(written, "input", settings_.application, settings_.signer.get()));
    written = std::move(sealed);
  }
  return signed_request(std::move(written), call.transaction, now, deadline);
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
  if (posted->retry_after_ms > 0)
    quiet_until_->store(clock_.monotonic_ms() + posted->retry_after_ms);
  if (posted->status != 200) {
    observer_({true, std::nullopt});
    return not_understood(
        {TILLGATE_E_PLATFORM, "HTTP status " + std::to_string(posted->status), ""}, effect);
  }
  return posted;
}

Result<Answer<Json>> Exchange::run(const Call& call, Effect effect,
                                   const Deadline& deadline) const {
  TILLGATE_TRY(request, request_of(call, deadline));
  TILLGATE_TRY(posted, post(request, effect, deadline));
  auto reply = read_reply(posted.body, settings_);
  observer_({true, reply ? reply->told_at : std::nullopt});
  if (!reply) return not_understood(std::move(reply).failure(), effect);
  if (!reply->accepted) return Answer<Json>(Refusal{reply->words});
  return Answer<Json>(std::move(reply->output));
}

Result<Answer<std::string>> Exchange::fetch(const Call& call, const Deadline& deadline) const {
  TILLGATE_TRY(request, request_of(call, deadline));
  TILLGATE_TRY(posted, post(request, Effect::none, deadline));
  // A refusal comes as an envelope; an archive never begins like one.
  if (!posted.body.starts_with('{')) {
    observer_({true, std::nullopt});
    return Answer<std::string>(std::move(posted.body));
  }
  TILLGATE_TRY(reply, read_reply(posted.body, settings_));
  observer_({true, reply.told_at});
  if (reply.accepted)
    return Failure{TILLGATE_E_PLATFORM, "the reply is an envelope in place of a file", ""};
  return Answer<std::string>(Refusal{reply.words});
}

Result<Answer<Json>> Exchange::ask(const std::string& transaction, const Json& message,
                                   const Deadline& deadline) const {
  TILLGATE_CHECK(check_input(message, transaction));
  TILLGATE_TRY(request, signed_request(fields_.write(message, Direction::request, transaction),
                                       transaction, clock_.now(), deadline));
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
