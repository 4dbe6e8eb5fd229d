// The platform's times: China's local time as text, written one way and read in all the ways seen.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace tillgate::platform {

// yyyyMMddHHmmss, as message numbers carry it.
std::string local_stamp(UtcMs at);
std::optional<UtcMs> read_stamp(std::string_view text);

// Exactly yyyy-MM-dd HH:mm:ss and a time of the calendar.
bool is_time(std::string_view text);
// Exactly yyyy-MM-dd and a day of the calendar.
bool is_date(std::string_view text);

// Tolerant reading: "2026-11-20 10:15:00", the same without the blank or with a T, a stamp of 14 or
// 17 digits (milliseconds), or milliseconds since 1970 in 13 digits.
std::optional<UtcMs> read_time(std::string_view text);
// Tolerant reading: the date, or anything read_time understands. yyyy-MM-dd.
std::optional<std::string> read_date(std::string_view text);

}  // namespace tillgate::platform
