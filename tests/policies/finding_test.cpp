#include "policies/engine/finding.hpp"

#include <catch2/catch.hpp>

using namespace tillgate;
using namespace tillgate::policies;

TEST_CASE("a placeholder is written as its name asks") {
  const Json data{{"name", "布洛芬"},   {"n", 3},
                  {"sum_fen", 50001},   {"back_fen", -5},
                  {"half_milli", 1500}, {"one_milli", 1000},
                  {"last_day", 20'777}, {"none", nullptr}};
  const std::vector<std::pair<std::string, std::string>> cases{
      {"「{name}」{n}盒", "「布洛芬」3盒"},
      {"{sum_fen}元", "500.01元"},
      {"{back_fen}", "-0.05"},
      {"{half_milli} {one_milli}", "1.5 1"},
      {"{last_day}", "2026-11-20"},
      {"[{none}]", "[]"},
      {"{unknown} {", "{unknown} {"},
      {"no placeholder", "no placeholder"},
      {"", ""},
  };
  for (const auto& [text, expected] : cases) CHECK(fill(text, data) == expected);
}

TEST_CASE("data cannot bring control characters or placeholders into a text") {
  CHECK(fill("<{name}>", {{"name", "a\n\x1b[1mb"}}) == "<a\\x0a\\x1b[1mb>");
  CHECK(fill("<{a}>", {{"a", "{b}"}, {"b", "never"}}) == "<{b}>");
}

TEST_CASE("effects and scopes are known by their names") {
  for (const Effect effect :
       {Effect::block, Effect::approve, Effect::confirm, Effect::warn, Effect::record})
    CHECK(effect_named(name_of(effect)) == effect);
  for (const Scope scope : {Scope::fund, Scope::sale}) CHECK(scope_named(name_of(scope)) == scope);
  CHECK_FALSE(effect_named("pharmacist").has_value());
  CHECK_FALSE(scope_named("").has_value());
}
