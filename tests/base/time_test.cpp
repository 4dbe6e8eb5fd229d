#include "base/time.hpp"

#include <catch2/catch.hpp>

#include "support/clock.hpp"

using namespace tillgate;

TEST_CASE("UTC and local text name the same moment eight hours apart") {
  const UtcMs at = 1'795'140'900'123;
  CHECK(utc_text(at) == "2026-11-20T02:15:00.123Z");
  CHECK(local_text(at) == "2026-11-20 10:15:00");
  CHECK(utc_text(-1) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("a local text is read back as the moment it names, anything else is not") {
  CHECK(utc_of_local_text("2026-11-20 10:15:00") == 1'795'140'900'000);
  CHECK(utc_of_local_text("1970-01-01 08:00:00") == 0);
  for (const char* bad : {"2026-11-20T10:15:00", "2026-11-20 10:15", "2026-11-20 24:00:00",
                          "2026-11-20 10:60:00", "2026-11-20 10:15:60", "2026-02-30 10:15:00",
                          "2026-11-20 1a:15:00", "2026-11-20 10:15:00Z", "2026-11-20 10:15:-0", ""})
    CHECK_FALSE(utc_of_local_text(bad).has_value());
}

TEST_CASE("the local day begins at 16:00 UTC") {
  const UtcMs before = 1'795'103'999'999;  // 2026-11-19T15:59:59.999Z
  CHECK(local_date(before) == "2026-11-19");
  CHECK(local_date(before + 1) == "2026-11-20");
  CHECK(local_day(before + 1) == local_day(before) + 1);
}

TEST_CASE("only real calendar dates have a day number") {
  CHECK(day_of_date("1970-01-01") == 0);
  CHECK(day_of_date("2024-02-29").has_value());
  for (const char* bad : {"2026-02-29", "2026-02-30", "2026-13-01", "2026-1-05", "2026-01-5x",
                          "20260105", "", "-026-01-05"})
    CHECK_FALSE(day_of_date(bad).has_value());
  CHECK(date_of_day(*day_of_date("2000-02-29")) == "2000-02-29");
}

TEST_CASE("someone born on 29 February is a year older on 1 March of a common year") {
  CHECK(age_on_day("2012-02-29", *day_of_date("2026-02-28")) == 13);
  CHECK(age_on_day("2012-02-29", *day_of_date("2026-03-01")) == 14);
  CHECK(age_on_day("2012-02-29", *day_of_date("2024-02-29")) == 12);
  CHECK_FALSE(age_on_day("2030-01-01", *day_of_date("2026-01-01")).has_value());
}

TEST_CASE("a deadline runs on the monotonic clock, whatever happens to the wall clock") {
  test::FixedClock clock;
  const Deadline deadline = Deadline::in(clock, 100);
  clock.set(0);
  CHECK(deadline.remaining_ms() == 100);
  clock.advance(60);
  CHECK(deadline.remaining_ms() == 40);
  clock.advance(60);
  CHECK(deadline.passed());
}

TEST_CASE("a part of a deadline is never longer than the whole") {
  test::FixedClock clock;
  const Deadline whole = Deadline::in(clock, 100);
  CHECK(whole.within(30).remaining_ms() == 30);
  CHECK(whole.within(300).remaining_ms() == 100);
  clock.advance(80);
  CHECK(whole.within(30).remaining_ms() == 20);
}

TEST_CASE("a stop leaves no time, also in the parts of a deadline") {
  const test::FixedClock clock;
  std::stop_source stop;
  const Deadline whole = Deadline::in(clock, 100, stop.get_token());
  const Deadline part = whole.within(30);
  const Deadline other = Deadline::in(clock, 100);
  CHECK(part.remaining_ms() == 30);
  stop.request_stop();
  CHECK(whole.passed());
  CHECK(part.passed());
  CHECK_FALSE(other.passed());
}
