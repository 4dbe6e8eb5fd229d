#include "policies/engine/parameter.hpp"

#include <catch2/catch.hpp>

using namespace tillgate;
using namespace tillgate::policies;

namespace {

// The value after a lower layer's setting, or what was wrong with it.
std::string moved(const std::string& declaration, const Json& setting) {
  const Parameter parameter = parse_parameter(declaration).value();
  ParameterValues values{{parameter.name, parameter.value}};
  const auto result = move_parameters({parameter}, {{parameter.name, setting}}, values);
  if (result) return written(parameter, values.at(parameter.name));
  CHECK(result.failure().status == TILLGATE_E_CONFIG);
  CHECK(result.failure().where == "/" + parameter.name);
  CHECK(values.at(parameter.name) == parameter.value);
  return result.failure().detail;
}

}  // namespace

TEST_CASE("a threshold moves only in the direction its rule declares") {
  CHECK(moved("n integer 5 lower", 4) == "4");
  CHECK(moved("n integer 5 lower", 5) == "5");
  CHECK(moved("n integer 5 lower", 6) == "may not be moved from 5 to 6 (lower)");
  CHECK(moved("n integer 5 raise", 6) == "6");
  CHECK(moved("n integer 5 raise", 4) == "may not be moved from 5 to 4 (raise)");
  CHECK(moved("n integer 5 open", 1000) == "1000");
  CHECK(moved("n integer 5 fixed", 5) == "5");
  CHECK(moved("n integer 5 fixed", 4) == "may not be moved from 5 to 4 (fixed)");
  CHECK(moved("d day 2026-01-01 lower", "2025-07-01") == "2025-07-01");
  CHECK(moved("d day 2026-01-01 lower", "2026-01-02") ==
        "may not be moved from 2026-01-01 to 2026-01-02 (lower)");
}

TEST_CASE("bounds hold whatever the direction") {
  CHECK(moved("n integer 5 open 2..10", 2) == "2");
  CHECK(moved("n integer 5 open 2..10", 10) == "10");
  CHECK(moved("n integer 5 open 2..10", 11) == "may not be moved from 5 to 11 (open)");
  CHECK(moved("n integer 5 lower 2..5", 1) == "may not be moved from 5 to 1 (lower)");
}

TEST_CASE("a setting of the wrong type is refused") {
  CHECK(moved("n integer 5 open", "5") == "not an integer");
  CHECK(moved("n integer 5 open", 5.0) == "not an integer");
  CHECK(moved("n integer 5 open", true) == "not an integer");
  CHECK(moved("n integer 5 open", std::uint64_t{1} << 63) == "not an integer");
  CHECK(moved("d day 2026-01-01 open", 20'454) == "not a date YYYY-MM-DD");
  CHECK(moved("d day 2026-01-01 open", "2026-02-30") == "not a date YYYY-MM-DD");
}

TEST_CASE("nothing moves when one setting of several is refused") {
  const std::vector<Parameter> declared{parse_parameter("a integer 5 open").value(),
                                        parse_parameter("b integer 5 fixed").value()};
  ParameterValues values{{"a", 5}, {"b", 5}};
  CHECK_FALSE(move_parameters(declared, {{"a", 6}, {"b", 6}}, values).ok());
  CHECK_FALSE(move_parameters(declared, {{"a", 6}, {"c", 6}}, values).ok());
  CHECK_FALSE(move_parameters(declared, Json::array(), values).ok());
  CHECK(values == ParameterValues{{"a", 5}, {"b", 5}});
}

TEST_CASE("a declaration outside the grammar is refused") {
  for (const char* bad :
       {"", "n", "n integer 5", "n real 5 open", "n integer 5.0 open", "n integer five open",
        "N integer 5 open", "n integer 5 up", "n integer 5 open 6..7", "n integer 5 open 1-9",
        "n integer 5 open 1..9 more", "n day 5 open", "n integer 5 open ..9"}) {
    INFO(bad);
    CHECK_FALSE(parse_parameter(bad).ok());
  }
}
