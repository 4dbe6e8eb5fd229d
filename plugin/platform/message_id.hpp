// Message numbers (报文ID): institution code (12), local second yyyyMMddHHmmss (14), serial (4).
//
// A reversal names the lost message by its number, so a number that was ever given must never be
// given again: not after a restart, not after the clock was set back, not by another thread, and
// not by another till of the same shop, which sends under the same institution code.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::platform {

constexpr std::size_t institution_code_length = 12;
constexpr std::size_t message_id_length = 30;
constexpr int message_slots = 100;  // tills that may share an institution code

// Gives out tickets, whole numbers: each larger than every one given before and none below
// `at_least`. That is max(last + 1, at_least) over one counter that is durable before next()
// returns. Threads may call at the same time.
class MessageIds {
 public:
  virtual ~MessageIds() = default;
  virtual Result<std::int64_t> next(std::int64_t at_least) = 0;
};

struct MessageSeries {
  std::string institution;  // 12 characters
  int slot =
      0;  // 0..99, a different one for each till of the shop: the first two digits of the serial
};

// The next number of the series. When more than a hundred are drawn in a second, or the clock was
// set back, the second in the number runs ahead of the clock; it never repeats. TILLGATE_E_CONFIG
// when the series is out of range, else what `ids` answers.
Result<std::string> next_message_id(const MessageSeries& series, MessageIds& ids, UtcMs now);

}  // namespace tillgate::platform
