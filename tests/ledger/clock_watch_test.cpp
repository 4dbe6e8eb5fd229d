// A wall clock that is set, as the log tells it.
#include <catch2/catch.hpp>

#include "ledger/till.hpp"
#include "ledger/verify.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::draft_of;
using test::record_at;
using test::Till;

TEST_CASE("a clock that was set while the till was open is a record of its own, before the next") {
  Till till;
  till.seal(draft_of("gate_opened"));
  for (const std::int64_t change : {-3'600'000, 61'000}) {
    INFO(change);
    const std::uint64_t before = till.journal->size().value();
    till.clock.advance(1000);
    till.clock.set(till.clock.now() + change);
    CHECK(till.seal(draft_of("sale_settled")).index == before + 1);
    const Json record = record_at(till, before);
    CHECK(record["kind"] == "clock_anomaly");
    CHECK(record["body"]["change_ms"] == change);
    CHECK(record["body"]["now"] == record["utc"]);
    CHECK(record["body"]["before"] == record_at(till, before - 1)["utc"]);
    CHECK(record["body"]["while_closed"] == false);
    CHECK(till.seal(draft_of("sale_settled")).index == before + 2);
  }
}

TEST_CASE("network time that corrects a clock by less than a minute is no anomaly") {
  Till till;
  till.seal(draft_of("gate_opened"));
  till.clock.set(till.clock.now() - 60'000);
  CHECK(till.seal(draft_of("sale_settled")).index == 1);
  till.clock.set(till.clock.now() + 60'000);
  CHECK(till.seal(draft_of("sale_settled")).index == 2);
}

TEST_CASE("an anomaly that was rolled back with its record is told with the next one") {
  Till till;
  till.seal(draft_of("gate_opened"));
  till.clock.set(till.clock.now() - 7'200'000);
  {
    auto transaction = store::Transaction::begin(*till.database);
    REQUIRE(till.journal->seal(draft_of("sale_settled")).ok());
    CHECK(till.journal->size().value() == 3);
  }
  CHECK(till.seal(draft_of("sale_settled")).index == 2);
  CHECK(record_at(till, 1)["kind"] == "clock_anomaly");
}

TEST_CASE("a clock found earlier than the last record at opening was set back while closed") {
  Till till;
  till.seal(draft_of("gate_opened"));
  till.clock.set(till.clock.now() + 12 * 3'600'000);  // a night passes
  till.open();
  CHECK(till.seal(draft_of("gate_opened")).index == 1);
  till.clock.set(till.clock.now() - 86'400'000);
  till.open();
  CHECK(till.seal(draft_of("gate_opened")).index == 3);
  const Json record = record_at(till, 2);
  CHECK(record["kind"] == "clock_anomaly");
  CHECK(record["body"]["while_closed"] == true);
  CHECK(record["body"]["change_ms"] == -86'400'000);
}

TEST_CASE("records carry the platform's last time and how old it is, once it told one") {
  Till till;
  till.seal(draft_of("gate_opened"));
  CHECK_FALSE(record_at(till, 0).contains("platform"));
  till.journal->note_platform_time(till.clock.now() - 250);
  const std::string told = utc_text(till.clock.now() - 250);
  till.clock.advance(4000);
  till.seal(draft_of("sale_settled"));
  CHECK(record_at(till, 1)["platform"] == Json({{"age_ms", 4000}, {"utc", told}}));
  const auto folder = till.published();
  CHECK(verify_folder(folder, till.keys->public_keys())->good());
}
