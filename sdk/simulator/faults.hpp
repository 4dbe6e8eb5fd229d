// Faults on order: what goes wrong with the next replies to a transaction.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"

namespace tillgate::simulator {

enum class FaultKind {
  none,             // nothing; a place in a script
  drop_reply,       // the connection is cut in place of a reply
  close_before,     // the same, and the message is not processed
  delay,            // the reply comes late
  slow_drip,        // the reply comes byte by byte
  truncate,         // the body ends half way
  http_500,         // a server's page in place of a reply
  http_502,         // a gateway's page in place of a reply
  http_503,         // the same, with a time to come back
  garbage,          // bytes that are no JSON
  wrong_types,      // a reply whose groups are of another type
  duplicate_reply,  // the reply to an earlier message of the same transaction
  clock_skew,       // the reply tells another time
  huge,             // a body that does not end for a gigabyte
  tls               // the next handshake fails; stands for no transaction
};

struct Fault {
  FaultKind kind = FaultKind::drop_reply;
  std::int64_t times = 1;
  std::int64_t delay_ms = 0;  // of the reply; of each byte when it drips
  std::int64_t skew_ms = 0;   // of the time told
  std::int64_t retry_after_s = 0;
  bool processed = true;  // whether the platform does what the message asks for
};

class Faults {
 public:
  // {"2102": {"kind": "drop_reply", "times": 1, …}} or a script, {"2102": [{…}, {…}]}: replaces
  // what was ordered for these transactions. "*" stands for every transaction nothing is ordered
  // for, "tls" for handshakes. TILLGATE_E_DOCUMENT when it cannot be read; nothing is ordered then.
  Result<Done> order(const Json& document);

  // {"2102": 1}: how often faults are still to come.
  Json outstanding();

  // The fault for this message, if one is due; counts it.
  std::optional<Fault> take(std::string_view transaction);

 private:
  std::optional<Fault> take_from(std::string_view name);
  std::mutex mutex_;
  std::map<std::string, std::deque<Fault>, std::less<>> ordered_;
};

}  // namespace tillgate::simulator
