// One request to the platform and its reply: envelope, strict check, authentication, transport,
// envelope again. Every transaction goes through here, so this is where a region's own way of
// signing or addressing goes.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "platform/answer.hpp"
#include "platform/envelope.hpp"
#include "platform/field_table.hpp"
#include "platform/http.hpp"
#include "platform/message_id.hpp"

namespace tillgate::platform {

// How a request went on the wire, for whoever keeps an eye on the connection.
struct Contact {
  bool reached = false;          // a reply came, whatever it says
  std::optional<UtcMs> told_at;  // the platform's own time in it
};

class Exchange {
 public:
  Exchange(Settings settings, FieldTable fields, std::unique_ptr<Transport> transport,
           const Clock& clock, MessageIds& ids);

  // The output of an accepted transaction, numbers as tokens. Failures:
  //   TILLGATE_E_DOCUMENT   not sent: the request breaks the field table, `where` names the field
  //   TILLGATE_E_OFFLINE    not sent, or Effect::none and the reply was lost
  //   TILLGATE_E_PLATFORM   Effect::none and the reply cannot be understood
  //   TILLGATE_E_UNCERTAIN  Effect::changes and there is no reply that can be understood
  Result<Answer<Json>> run(const Call& call, Effect effect, const Deadline& deadline) const;

  // A transaction whose reply is a file in place of an envelope (9102): its bytes.
  Result<Answer<std::string>> fetch(const Call& call, const Deadline& deadline) const;

  // A message without an envelope (the local decode service): the reply's `data`, in the table's
  // own words. Changes nothing.
  Result<Answer<Json>> ask(const std::string& transaction, const Json& message,
                           const Deadline& deadline) const;

  Result<std::string> next_message_id() const;
  // TILLGATE_E_DOCUMENT naming the first field that is wrong.
  Result<Done> check_input(const Json& input, const std::string& transaction) const;

  const Settings& settings() const { return settings_; }
  const FieldTable& fields() const { return fields_; }

  // How long the platform asked not to be bothered (Retry-After); 0 when it did not, or it is over.
  // Only uploads keep to it: a customer at the counter is not kept waiting.
  std::int64_t quiet_ms() const;

  // Told after each request that was sent, or could not be; on the caller's thread. Set it before
  // the first one.
  void observe(std::function<void(const Contact&)> observer) { observer_ = std::move(observer); }

 private:
  Result<HttpRequest> signed_request(std::string body, const std::string& transaction, UtcMs now,
                                     const Deadline& deadline) const;
  Result<std::vector<std::string>> authentication(const std::string& transaction, UtcMs now,
                                                  const Deadline& deadline) const;
  // A bearer token, the one from before while it lasts.
  Result<std::string> token(const Deadline& deadline) const;
  Result<HttpRequest> request_of(const Call& call, const Deadline& deadline) const;
  Result<HttpReply> post(const HttpRequest& request, Effect effect, const Deadline& deadline) const;
  Settings settings_;
  FieldTable fields_;
  std::unique_ptr<Transport> transport_;
  const Clock& clock_;
  MessageIds& ids_;
  std::unique_ptr<std::atomic<std::int64_t>> quiet_until_;  // on the running clock
  struct Token {
    std::timed_mutex turn;
    std::string text;
    std::int64_t ends_at = 0;  // on the running clock
  };
  std::unique_ptr<Token> token_;
  std::function<void(const Contact&)> observer_ = [](const Contact&) {};
};

// A reply that was accepted but cannot be understood: after a change nobody knows what was done.
Failure not_understood(Failure failure, Effect effect);

}  // namespace tillgate::platform
