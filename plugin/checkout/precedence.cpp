#include "checkout/precedence.hpp"

#include <algorithm>

namespace tillgate::checkout {

Precedence::Call::Call(Precedence& precedence) : precedence_(precedence) {
  const std::lock_guard turn(precedence_.turn_);
  ++precedence_.running_;
}

Precedence::Call::~Call() {
  const std::lock_guard turn(precedence_.turn_);
  if (--precedence_.running_ > 0) return;
  precedence_.last_end_ = Steady::now();
  precedence_.quiet_.notify_all();
}

void Precedence::give_way(const Deadline& deadline) {
  std::unique_lock turn(turn_);
  const auto end =
      Steady::now() + std::min<std::chrono::milliseconds>(
                          longest_wait, std::chrono::milliseconds(deadline.remaining_ms()));
  while (true) {
    const auto now = Steady::now();
    const bool recent = last_end_ != Steady::time_point::min() && now - last_end_ < after_a_call;
    if (now >= end || (running_ == 0 && !recent)) return;
    quiet_.wait_until(turn, running_ == 0 ? std::min(end, last_end_ + after_a_call) : end);
  }
}

}  // namespace tillgate::checkout
