#include "base/time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace tillgate {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t ms_per_day = 86'400'000;
constexpr std::int64_t china_offset_ms = 28'800'000;  // 8 hours

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

year_month_day civil(std::int64_t day) {
  return sys_days{std::chrono::days{day}};
}

std::string format_date(std::int64_t day) {
  const year_month_day date = civil(day);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

struct TimeOfDay {
  int hour, minute, second, ms;
};

TimeOfDay time_of_day(UtcMs at) {
  const auto ms = static_cast<int>(at - floor_div(at, ms_per_day) * ms_per_day);
  return {ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000};
}

// Digits only; -1 when there is anything else.
int number_in(std::string_view text, std::size_t from, std::size_t count) {
  int value = -1;
  const char* const begin = text.data() + from;
  // from_chars would take a sign.
  if (!std::all_of(begin, begin + count, [](char c) { return c >= '0' && c <= '9'; })) return -1;
  const auto [end, error] = std::from_chars(begin, begin + count, value);
  return error == std::errc{} && end == begin + count ? value : -1;
}

std::optional<year_month_day> parse_date(std::string_view date) {
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  const int year = number_in(date, 0, 4);
  const int month = number_in(date, 5, 2);
  const int day = number_in(date, 8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const year_month_day result{std::chrono::year{year},
                              std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
  if (!result.ok()) return std::nullopt;
  return result;
}

}  // namespace

UtcMs SystemClock::now() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::int64_t SystemClock::monotonic_ms() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Deadline Deadline::within(std::int64_t ms) const {
  return {*clock_, std::min(at_, clock_->monotonic_ms() + ms), stop_};
}

std::int64_t Deadline::remaining_ms() const {
  if (stop_.stop_requested()) return 0;
  return std::max<std::int64_t>(0, at_ - clock_->monotonic_ms());
}

std::string utc_text(UtcMs at) {
  const TimeOfDay t = time_of_day(at);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "T%02d:%02d:%02d.%03dZ", t.hour, t.minute, t.second,
                t.ms);
  return format_date(floor_div(at, ms_per_day)) + text.data();
}

std::string local_text(UtcMs at) {
  const TimeOfDay t = time_of_day(at + china_offset_ms);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), " %02d:%02d:%02d", t.hour, t.minute, t.second);
  return local_date(at) + text.data();
}

std::optional<UtcMs> utc_of_local_text(std::string_view text) {
  if (text.size() != 19 || text[10] != ' ' || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const auto day = day_of_date(text.substr(0, 10));
  const int hour = number_in(text, 11, 2);
  const int minute = number_in(text, 14, 2);
  const int second = number_in(text, 17, 2);
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return std::nullopt;
  return *day * ms_per_day + ((hour * 60 + minute) * 60 + second) * std::int64_t{1000} -
         china_offset_ms;
}

std::int64_t local_day(UtcMs at) {
  return floor_div(at + china_offset_ms, ms_per_day);
}

std::string local_date(UtcMs at) {
  return format_date(local_day(at));
}

std::optional<std::int64_t> day_of_date(std::string_view date) {
  const auto parsed = parse_date(date);
  if (!parsed) return std::nullopt;
  return sys_days{*parsed}.time_since_epoch().count();
}

std::string date_of_day(std::int64_t day) {
  return format_date(day);
}

std::optional<std::int64_t> age_on_day(std::string_view birth_date, std::int64_t day) {
  const auto birth = parse_date(birth_date);
  if (!birth) return std::nullopt;
  const year_month_day today = civil(day);
  const int years = static_cast<int>(today.year()) - static_cast<int>(birth->year());
  const bool before_birthday =
      std::pair{today.month(), today.day()} < std::pair{birth->month(), birth->day()};
  const int age = years - (before_birthday ? 1 : 0);
  if (age < 0) return std::nullopt;
  return age;
}

}  // namespace tillgate
