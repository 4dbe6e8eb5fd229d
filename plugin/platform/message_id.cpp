#include "platform/message_id.hpp"

#include <array>
#include <cstdio>

#include "platform/wire_time.hpp"

namespace tillgate::platform {

namespace {
constexpr std::int64_t tickets_per_second = 100;
}

Result<std::string> next_message_id(const MessageSeries& series, MessageIds& ids, UtcMs now) {
  if (series.institution.size() != institution_code_length)
    return Failure{TILLGATE_E_CONFIG, "an institution code has 12 characters", "institution"};
  if (series.slot < 0 || series.slot >= message_slots)
    return Failure{TILLGATE_E_CONFIG, "the till's place in the message numbers is not 0 to 99",
                   "message_slot"};

  TILLGATE_TRY(ticket, ids.next(now / 1000 * tickets_per_second));
  std::array<char, 8> serial{};
  std::snprintf(serial.data(), serial.size(), "%02d%02d", series.slot,
                static_cast<int>(ticket % tickets_per_second));
  return series.institution + local_stamp(ticket / tickets_per_second * 1000) + serial.data();
}

}  // namespace tillgate::platform
