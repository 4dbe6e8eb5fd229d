// Time: UTC milliseconds inside, text at the edges, and the clock a test can set.
//
// China keeps one time zone without daylight saving (UTC+8), so local days and the platform's local
// timestamps need no time-zone data and no locale.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace tillgate {

using UtcMs = std::int64_t;  // milliseconds since 1970-01-01T00:00:00Z

// The smallest clock a test can replace.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual UtcMs now() const = 0;
  // Never goes back; for durations, deadlines and the log's second opinion on the wall clock.
  virtual std::int64_t monotonic_ms() const = 0;
};

class SystemClock final : public Clock {
 public:
  UtcMs now() const override;
  std::int64_t monotonic_ms() const override;
};

// A point on the monotonic clock by which a call must have returned.
class Deadline {
 public:
  static Deadline in(const Clock& clock, std::int64_t ms) {
    return {clock, clock.monotonic_ms() + ms, {}};
  }
  // For work in the background, which somebody may have to end: once a stop is asked for, no time
  // is left.
  static Deadline in(const Clock& clock, std::int64_t ms, std::stop_token stop) {
    return {clock, clock.monotonic_ms() + ms, std::move(stop)};
  }
  // A part of it: so many milliseconds from now, and no more than is left. Ends with the same stop.
  Deadline within(std::int64_t ms) const;

  std::int64_t remaining_ms() const;  // 0 when passed
  bool passed() const { return remaining_ms() == 0; }
  // For whoever sleeps until it: what wakes them before. Without a stop it never fires.
  const std::stop_token& stop() const { return stop_; }

 private:
  Deadline(const Clock& clock, std::int64_t at, std::stop_token stop)
      : clock_(&clock), at_(at), stop_(std::move(stop)) {}
  const Clock* clock_;
  std::int64_t at_;
  std::stop_token stop_;
};

// 2026-11-24T08:00:00.123Z
std::string utc_text(UtcMs at);
// 2026-11-24 16:00:00 in China
std::string local_text(UtcMs at);
// The moment such a text names; empty when it is not exactly of that form or not a time of the
// calendar.
std::optional<UtcMs> utc_of_local_text(std::string_view text);
// 2026-11-24 in China
std::string local_date(UtcMs at);
// Days since 1970-01-01 of the calendar day in China.
std::int64_t local_day(UtcMs at);
// Day number of a YYYY-MM-DD date; empty when it is not a date of the calendar.
std::optional<std::int64_t> day_of_date(std::string_view date);
std::string date_of_day(std::int64_t day);
// Completed years on `day`; someone born on 29 February completes a year on 1 March.
std::optional<std::int64_t> age_on_day(std::string_view birth_date, std::int64_t day);

}  // namespace tillgate
