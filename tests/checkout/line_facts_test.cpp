// What the rules see of a line is what the product master states; what it does not state is not
// there.
#include "checkout/line_facts.hpp"

#include <catch2/catch.hpp>

#include "basket.hpp"
#include "policies/engine/confined.hpp"
#include "policies/engine/facts.hpp"

namespace tillgate::test::line_facts_seen {

namespace {

Json product(const Json& more) {
  Json document = test::medicine("D1").document;
  document.update(more);
  return document;
}

Json row_of(const Json& more) {
  return checkout::line_facts(test::line_of(1, checkout::product_of(product(more))));
}

}  // namespace

TEST_CASE("each attribute of the product master reaches the column of the rules") {
  const struct {
    const char* name;
    Json stated;
    const char* column;
    Json seen;
  } cases[] = {
      {"catalogue_from", "2026-11-20", "catalogue_from_day", 20'777},
      {"catalogue_until", "2026-11-20", "catalogue_until_day", 20'777},
      {"approval_until", "2026-11-20", "approval_until_day", 20'777},
      {"approval_cancelled", true, "approval_cancelled", 1},
      {"account_ok", false, "account_ok", 0},
      {"dual_channel", true, "dual_channel", 1},
      {"limit_level", 2, "limit_level", 2},
      {"ephedrine_ug", 30'000, "ephedrine_ug", 30'000},
      {"athlete_caution", true, "athlete_caution", 1},
      {"four_class", "fever", "four_class", "fever"},
      {"therapeutic_class", "statin", "therapeutic_class", "statin"},
      {"min_age_years", 12, "min_age_years", 12},
      {"avoid_pregnancy", true, "avoid_pregnancy", 1},
      {"day_dose_max_milli", 2'000, "day_dose_max_milli", 2'000},
      {"private_price_fen", 1'800, "private_price_fen", 1'800},
      {"price_cap_fen", 1'800, "price_cap_fen", 1'800},
      {"payment_standard_fen", 1'800, "payment_standard_fen", 1'800},
      {"special", "toxic", "special", "toxic"},
      {"fund_ok", false, "fund_ok", 0},
  };
  for (const auto& c : cases) {
    INFO(c.name);
    CHECK(row_of({{c.name, c.stated}}).at(c.column) == c.seen);
    CHECK_FALSE(row_of(Json::object()).contains(c.column));
  }
}

TEST_CASE("what the register says of a line is seen") {
  checkout::Line line = test::line_of(1, test::medicine("D1"));
  CHECK(checkout::line_facts(line).at("gift") == 0);
  line.gift = true;
  CHECK(checkout::line_facts(line).at("gift") == 1);
}

TEST_CASE("lists of the product master become rows of their own") {
  Json facts = Json::object();
  checkout::add_product_lists(
      facts, test::line_of(3, checkout::product_of(product({{"ingredients", {"a", "b"}},
                                                            {"first_line", {"c"}},
                                                            {"limit_diagnoses", {"G47"}}}))));
  CHECK(facts["ingredient"] ==
        Json::array({{{"line", 3}, {"ingredient", "a"}}, {{"line", 3}, {"ingredient", "b"}}}));
  CHECK(facts["first_line"] == Json::array({{{"line", 3}, {"generic", "c"}}}));
  CHECK(facts["limit_diagnosis"] == Json::array({{{"line", 3}, {"code", "G47"}}}));
}

TEST_CASE("the rules take a line with everything stated") {
  const policies::Views views = policies::read_views().value();
  auto confined = policies::ConfinedViews::open(views).value();
  const Json row = row_of({{"fund_ok", true}, {"catalogue_from", "2026-01-01"}});
  const Json facts = {{"sale",
                       {{"kind", "sale"},
                        {"channel", "counter"},
                        {"settlement", "account"},
                        {"now_ms", 1'795'000'000'000},
                        {"till", "T1"},
                        {"operator", "C1"},
                        {"total_fen", 1000}}},
                      {"pharmacy", {{"id", "P1"}, {"region", "320100"}}},
                      {"line", Json::array({row})}};
  const auto taken = policies::FactTables(views).insert(confined.database(), facts);
  INFO((taken ? "" : taken.failure().where + " " + taken.failure().detail));
  CHECK(taken.ok());
}

}  // namespace tillgate::test::line_facts_seen
