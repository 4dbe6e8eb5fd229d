#include "platform/exchange.hpp"

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

Result<Answer<Json>> Exchange::run(const Call& call, Effect effect,
                                   const Deadline& deadline) const {
  const UtcMs now = clock_.now();
  const Json envelope = request_envelope(settings_, call, now);
  const auto findings =
      fields_.check(envelope, Direction::request, "envelope", Numbers::decimal_text);
  if (!findings.empty()) return first_of(findings);
  TILLGATE_CHECK(check_input(call.input, call.transaction));

  HttpRequest request;
  request.url = settings_.url;
  request.body = fields_.write(envelope, Direction::request, call.transaction);
  TILLGATE_TRY(headers, x_tif_headers(settings_.application, settings_.secret, now));
  request.headers = std::move(headers);

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
  auto reply = read_reply(posted->body);
  observer_({true, reply ? reply->told_at : std::nullopt});
  if (!reply) return not_understood(std::move(reply).failure(), effect);
  if (!reply->accepted) return Answer<Json>(Refusal{reply->words});
  return Answer<Json>(std::move(reply->output));
}

}  // namespace tillgate::platform
