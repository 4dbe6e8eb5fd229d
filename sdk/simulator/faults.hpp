// Faults on order: what goes wrong with the next replies to a transaction.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"

namespace tillgate::simulator {

enum class FaultKind {
  drop_reply,    // the connection is cut in place of a reply
  close_before,  // the same, and the message is not processed
  delay,         // the reply comes late
  truncate,      // the body ends half way
  http_502,      // a gateway's page in place of a reply
  garbage,       // bytes that are no JSON
  huge           // a body that does not end for a gigabyte
};

struct Fault {
  FaultKind kind = FaultKind::drop_reply;
  std::int64_t times = 1;
  std::int64_t delay_ms = 0;
  bool processed = true;  // whether the platform does what the message asks for
};

class Faults {
 public:
  // {"2102": {"kind": "drop_reply", "times": 1, "delay_ms": 0, "processed": true}}: replaces what
  // was ordered for these transactions. TILLGATE_E_DOCUMENT when it cannot be read; nothing is
  // ordered then.
  Result<Done> order(const Json& document);

  // {"2102": 1}: how often each ordered fault is still to come.
  Json outstanding();

  // The fault for this message, if one is due; counts it.
  std::optional<Fault> take(std::string_view transaction);

 private:
  std::mutex mutex_;
  std::map<std::string, Fault, std::less<>> ordered_;
};

}  // namespace tillgate::simulator
