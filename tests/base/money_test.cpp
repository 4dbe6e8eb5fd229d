#include "base/money.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace tillgate;

TEST_CASE("decimal text becomes exact integers") {
  struct Case {
    const char* text;
    int scale;
    std::int64_t expected;
  };
  for (const Case& c : {Case{"27.6", 2, 2760},
                        {"27.60", 2, 2760},
                        {"27", 2, 2700},
                        {"0.01", 2, 1},
                        {"-3.05", 2, -305},
                        {"27.6000", 2, 2760},
                        {".5", 2, 50},
                        {"13.800000", 6, 13'800'000},
                        {"0", 0, 0}}) {
    INFO(c.text);
    CHECK(scaled_integer(c.text, c.scale).value() == c.expected);
  }
}

TEST_CASE("decimal text that would lose a digit or is no number is refused") {
  for (const char* text : {"", ".", "-", "1.001", "1,5", "1e3", " 1", "1 ", "--1", "1.2.3",
                           "99999999999999999999", "NaN"}) {
    INFO(text);
    CHECK_FALSE(scaled_integer(text, 2).ok());
  }
}

TEST_CASE("integers become decimal text with all places") {
  CHECK(decimal_text(2760, 2) == "27.60");
  CHECK(decimal_text(5, 2) == "0.05");
  CHECK(decimal_text(-5, 2) == "-0.05");
  CHECK(decimal_text(12, 0) == "12");
  CHECK(decimal_text(std::numeric_limits<std::int64_t>::min(), 2) == "-92233720368547758.08");
}

TEST_CASE("a line amount is rounded half up to a whole fen, and overflow is refused") {
  CHECK(line_total(1380, 2000).value() == 2760);
  CHECK(line_total(999, 500).value() == 500);
  CHECK(line_total(1001, 333).value() == 333);
  CHECK_FALSE(line_total(std::numeric_limits<std::int64_t>::max(), 2).ok());
}
