#include "platform/message_id.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "platform/counting_ids.hpp"
#include "support/clock.hpp"

using namespace tillgate;
using namespace tillgate::platform;

namespace {

const MessageSeries series{"P99999900001", 0};
constexpr UtcMs now = 1'795'140'900'000;  // 2026-11-20 10:15:00 in China

class BrokenIds final : public MessageIds {
 public:
  Result<std::int64_t> next(std::int64_t) override {
    return Failure{TILLGATE_E_STORE, "disk is gone", ""};
  }
};

}  // namespace

TEST_CASE("a message number is institution, local second and serial") {
  test::CountingIds ids;
  CHECK(next_message_id(series, ids, now).value() == "P99999900001202611201015000000");
  CHECK(next_message_id(series, ids, now).value() == "P99999900001202611201015000001");
  CHECK(next_message_id({"P99999900001", 7}, ids, now + 1000).value() ==
        "P99999900001202611201015010700");
}

TEST_CASE("message numbers never repeat: in a burst, after a restart, with the clock set back") {
  std::set<std::string> given;
  test::CountingIds ids;
  for (int i = 0; i < 1000; ++i) given.insert(next_message_id(series, ids, now).value());
  test::CountingIds restarted(ids.last());
  for (int i = 0; i < 1000; ++i)
    given.insert(next_message_id(series, restarted, now - 3'600'000).value());
  CHECK(given.size() == 2000);
  for (const std::string& id : given) CHECK(id.size() == message_id_length);
}

TEST_CASE("tills of one shop draw from different numbers") {
  std::set<std::string> given;
  for (int slot = 0; slot < message_slots; ++slot) {
    test::CountingIds own;
    for (int i = 0; i < 3; ++i)
      given.insert(next_message_id({"P99999900001", slot}, own, now).value());
  }
  CHECK(given.size() == 300);
}

TEST_CASE("message numbers drawn by two threads differ") {
  test::CountingIds ids;
  std::set<std::string> first;
  std::set<std::string> second;
  const auto draw = [&ids](std::set<std::string>& into) {
    for (int i = 0; i < 500; ++i) into.insert(next_message_id(series, ids, now).value());
  };
  std::thread other([&] { draw(second); });
  draw(first);
  other.join();
  first.merge(second);
  CHECK(first.size() == 1000);
}

TEST_CASE("a series out of range and a broken counter give no number") {
  test::CountingIds ids;
  CHECK(next_message_id({"P1", 0}, ids, now).failure().where == "institution");
  CHECK(next_message_id({"P99999900001", 100}, ids, now).failure().status == TILLGATE_E_CONFIG);
  CHECK(next_message_id({"P99999900001", -1}, ids, now).failure().status == TILLGATE_E_CONFIG);
  BrokenIds broken;
  CHECK(next_message_id(series, broken, now).failure().status == TILLGATE_E_STORE);
}
