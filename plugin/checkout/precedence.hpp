// Who goes first: a call of the counter, or the uploads of two weeks offline. They share the
// database and the processor, and the customer waits for only one of them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "base/time.hpp"

namespace tillgate::checkout {

// Threads may use it at the same time.
class Precedence {
 public:
  // Alive while a call of the counter runs; calls may overlap.
  class Call {
   public:
    explicit Call(Precedence& precedence);
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    ~Call();

   private:
    Precedence& precedence_;
  };

  // A call that waits for the platform may take long; uploads go on then, only slower.
  static constexpr std::chrono::milliseconds longest_wait{50};
  // The calls of a sale come in bursts.
  static constexpr std::chrono::milliseconds after_a_call{4};

  // For the work in the background, before each of its steps: returns when no call runs and the
  // last one is a moment ago, at the latest after longest_wait or at the deadline.
  void give_way(const Deadline& deadline);

 private:
  using Steady = std::chrono::steady_clock;
  std::mutex turn_;
  std::condition_variable quiet_;
  std::int64_t running_ = 0;
  Steady::time_point last_end_ = Steady::time_point::min();
};

}  // namespace tillgate::checkout
