// A clock that moves only when the test says so.
#pragma once

#include "base/time.hpp"

namespace tillgate::test {

class FixedClock final : public Clock {
 public:
  // 2026-11-20 10:15:00 in China
  explicit FixedClock(UtcMs now = 1'795'140'900'000) : now_(now) {}
  UtcMs now() const override { return now_; }
  std::int64_t monotonic_ms() const override { return monotonic_; }
  void advance(std::int64_t ms) {
    now_ += ms;
    monotonic_ += ms;
  }
  void set(UtcMs now) { now_ = now; }

 private:
  UtcMs now_;
  std::int64_t monotonic_ = 1'000;
};

}  // namespace tillgate::test
