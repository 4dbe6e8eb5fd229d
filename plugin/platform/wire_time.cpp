#include "platform/wire_time.hpp"

#include <algorithm>
#include <charconv>

namespace tillgate::platform {

namespace {

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// From a date and six digits HHmmss.
std::optional<UtcMs> at_time_of_day(std::string_view date, std::string_view digits) {
  const auto day = day_of_date(date);
  if (!day || digits.size() != 6 || !all_digits(digits)) return std::nullopt;
  const std::int64_t hour = number(digits.substr(0, 2));
  const std::int64_t minute = number(digits.substr(2, 2));
  const std::int64_t second = number(digits.substr(4, 2));
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  constexpr std::int64_t china_offset_hours = 8;
  return (((*day * 24 + hour - china_offset_hours) * 60 + minute) * 60 + second) * 1000;
}

// HH:mm:ss becomes HHmmss; anything else becomes empty.
std::string without_colons(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return "";
  return std::string(text.substr(0, 2)) + std::string(text.substr(3, 2)) +
         std::string(text.substr(6, 2));
}

}  // namespace

std::string local_stamp(UtcMs at) {
  std::string text = local_text(at);
  std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
  return text;
}

std::optional<UtcMs> read_stamp(std::string_view text) {
  if (text.size() != 14 || !all_digits(text)) return std::nullopt;
  const std::string date = std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) +
                           "-" + std::string(text.substr(6, 2));
  return at_time_of_day(date, text.substr(8));
}

bool is_date(std::string_view text) {
  return day_of_date(text).has_value();
}

bool is_time(std::string_view text) {
  return text.size() == 19 && text[10] == ' ' &&
         at_time_of_day(text.substr(0, 10), without_colons(text.substr(11))).has_value();
}

std::optional<UtcMs> read_time(std::string_view text) {
  if (all_digits(text)) {
    if (text.size() == 13) return number(text);
    if (text.size() != 14 && text.size() != 17) return std::nullopt;
    const auto second = read_stamp(text.substr(0, 14));
    if (!second) return std::nullopt;
    return *second + (text.size() == 17 ? number(text.substr(14)) : 0);
  }
  if (text.size() < 18) return std::nullopt;
  std::string_view time = text.substr(10);
  if (time.front() == ' ' || time.front() == 'T') time.remove_prefix(1);
  return at_time_of_day(text.substr(0, 10), without_colons(time));
}

std::optional<std::string> read_date(std::string_view text) {
  if (is_date(text)) return std::string(text);
  if (const auto at = read_time(text)) return local_date(*at);
  return std::nullopt;
}

}  // namespace tillgate::platform
