#include "checkout/precedence.hpp"

#include <catch2/catch.hpp>
#include <optional>
#include <thread>

using namespace tillgate;
using checkout::Precedence;

namespace {

const SystemClock real_clock;

std::int64_t waited_ms(Precedence& precedence, std::int64_t deadline_ms = 10'000) {
  const std::int64_t begun = real_clock.monotonic_ms();
  precedence.give_way(Deadline::in(real_clock, deadline_ms));
  return real_clock.monotonic_ms() - begun;
}

}  // namespace

TEST_CASE("nobody waits when no call runs") {
  Precedence precedence;
  CHECK(waited_ms(precedence) < Precedence::longest_wait.count());
}

TEST_CASE("the background waits for a call, at most the longest wait or until its deadline") {
  Precedence precedence;
  const Precedence::Call call(precedence);
  CHECK(waited_ms(precedence) >= Precedence::longest_wait.count());
  CHECK(waited_ms(precedence, 0) < Precedence::longest_wait.count());
}

TEST_CASE("of several calls the last one counts; a moment after it the background goes on") {
  Precedence precedence;
  std::optional<Precedence::Call> first(std::in_place, precedence);
  std::optional<Precedence::Call> second(std::in_place, precedence);
  first.reset();
  CHECK(waited_ms(precedence) >= Precedence::longest_wait.count());
  second.reset();
  CHECK(waited_ms(precedence) < Precedence::longest_wait.count());
}
