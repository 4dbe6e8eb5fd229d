#include "ledger/clock_watch.hpp"

#include <algorithm>
#include <cstdlib>

namespace tillgate::ledger {

std::optional<ClockWatch::Anomaly> ClockWatch::look() {
  const Reading now{clock_->now(), clock_->monotonic_ms()};
  // Within one transaction the reading before is the one to go on from.
  const std::optional<Reading> before = seen_ ? seen_ : last_;
  const bool same_run = before.has_value();
  seen_ = now;
  if (same_run) {
    const std::int64_t change = (now.utc - before->utc) - (now.monotonic_ms - before->monotonic_ms);
    if (std::abs(change) > clock_tolerance_ms) return Anomaly{before->utc, now.utc, change, false};
  } else if (earlier_run_ && now.utc < *earlier_run_ - clock_tolerance_ms) {
    return Anomaly{*earlier_run_, now.utc, now.utc - *earlier_run_, true};
  }
  return std::nullopt;
}

void ClockWatch::recorded() {
  if (!seen_) return;
  last_ = seen_;
  earlier_run_.reset();
  seen_.reset();
}

void ClockWatch::note_platform_time(UtcMs told) {
  const std::lock_guard turn(platform_turn_);
  platform_ = Reading{told, clock_->monotonic_ms()};
}

std::optional<PlatformTime> ClockWatch::platform_time() const {
  const std::lock_guard turn(platform_turn_);
  if (!platform_) return std::nullopt;
  return PlatformTime{platform_->utc,
                      std::max<std::int64_t>(0, clock_->monotonic_ms() - platform_->monotonic_ms)};
}

}  // namespace tillgate::ledger
