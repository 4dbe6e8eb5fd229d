// The simulated platform without its network: a signed request in, a reply out.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "platform/field_table.hpp"
#include "sdk/simulator/books.hpp"
#include "sdk/simulator/gateway.hpp"
#include "sdk/simulator/transactions.hpp"
#include "sdk/simulator/world.hpp"

namespace tillgate::simulator {

struct HttpAnswer {
  int status = 200;
  std::string body;
  bool file = false;  // the body is no JSON
};

// Threads may call at the same time.
class Platform {
 public:
  Platform(World world, Books books, platform::FieldTable fields, const Clock& clock);

  // Whatever changed is on disk before the answer is returned.
  HttpAnswer answer(const SignedRequest& request, std::string_view body);

  Json state() const;

 private:
  // Why the message may not come by this address; empty when it may.
  std::string address_problem(const SignedRequest& request, const Json& envelope) const;
  // The message in the table's own words, in clear.
  Result<Json> understood(std::string_view body, const Institution& admitted) const;
  HttpAnswer answer_locked(const SignedRequest& request, std::string_view body);
  Outcome outcome_of(const Institution& admitted, const Json& envelope, Message& message);
  HttpAnswer answer_bare(const Institution& admitted, const Json& document, Message& message);
  // Fills in what no transaction cares about; what is then still wrong with the output, or "".
  std::string complete(Outcome& outcome, const std::string& transaction) const;
  HttpAnswer reply(const Message& message, const std::string& region, Outcome outcome);

  const World world_;
  Books books_;
  platform::FieldTable fields_;
  const Clock& clock_;
  Gateway gateway_;
  mutable std::mutex mutex_;
};

}  // namespace tillgate::simulator
