// How late this machine lets a thread come back that only sleeps: what a measured call may be late
// for no fault of its own.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>

namespace tillgate::test {

class Metronome {
 public:
  Metronome() : thread_([this] { beat(); }) {}
  Metronome(const Metronome&) = delete;
  Metronome& operator=(const Metronome&) = delete;
  ~Metronome() {
    over_ = true;
    thread_.join();
  }

  // Forgets what was before.
  void reset() { worst_us_ = 0; }
  // The worst since reset(), in whole milliseconds.
  std::int64_t worst_ms() const { return worst_us_ / 1000; }

 private:
  using Steady = std::chrono::steady_clock;

  void beat() {
    while (!over_) {
      const auto due = Steady::now() + std::chrono::milliseconds(2);
      std::this_thread::sleep_until(due);
      const std::int64_t late =
          std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - due).count();
      if (late > worst_us_) worst_us_ = late;
    }
  }

  std::atomic<bool> over_{false};
  std::atomic<std::int64_t> worst_us_{0};
  std::thread thread_;
};

}  // namespace tillgate::test
