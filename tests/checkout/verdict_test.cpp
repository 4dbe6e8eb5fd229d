#include "checkout/verdict.hpp"

#include <catch2/catch.hpp>

#include "checkout/basket.hpp"

using namespace tillgate;
using namespace tillgate::checkout;
using policies::Effect;
using policies::Finding;
using policies::Scope;
using test::basket;
using test::line_of;
using test::medicine;

namespace {

Finding finding(Effect effect, Scope scope = Scope::fund,
                std::optional<std::int64_t> line = std::nullopt) {
  Finding f;
  f.rule = "XX-01";
  f.effect = effect;
  f.scope = scope;
  f.line = line;
  return f;
}

Override word(const char* role, std::optional<std::int64_t> line = std::nullopt) {
  return {"XX-01", line, "原因", "C001", role};
}

}  // namespace

TEST_CASE("a cashier lifts what wants a reason, a pharmacist what wants approval, nobody a block") {
  const struct {
    Effect effect;
    bool cashier;
    bool pharmacist;
  } cases[] = {
      {Effect::block, false, false}, {Effect::approve, false, true}, {Effect::confirm, true, true},
      {Effect::warn, false, false},  {Effect::record, false, false},
  };
  for (const auto& c : cases) {
    INFO(policies::name_of(c.effect));
    CHECK(lifts(word("cashier"), finding(c.effect)) == c.cashier);
    CHECK(lifts(word("pharmacist"), finding(c.effect)) == c.pharmacist);
  }
}

TEST_CASE("a word lifts the finding of its own rule and line only") {
  const Finding on_line = finding(Effect::confirm, Scope::fund, 1);
  CHECK(lifts(word("cashier", 1), on_line));
  CHECK_FALSE(lifts(word("cashier", 2), on_line));
  CHECK_FALSE(lifts(word("cashier"), on_line));
  Override other = word("cashier", 1);
  other.rule = "XX-02";
  CHECK_FALSE(lifts(other, on_line));
}

TEST_CASE("the gravest finding that nobody lifted decides") {
  auto sale = basket({line_of(1, medicine("A"))});
  CHECK(standing({"", {}}, sale) == "pass");
  CHECK(standing({"", {finding(Effect::record)}}, sale) == "pass");
  const Verdict verdict{"", {finding(Effect::warn), finding(Effect::confirm)}};
  CHECK(standing(verdict, sale) == "confirm");
  CHECK_FALSE(may_settle(verdict, sale));
  sale.overrides = {word("cashier")};
  CHECK(standing(verdict, sale) == "warn");
  CHECK(may_settle(verdict, sale));
  CHECK(standing({"", {finding(Effect::confirm), finding(Effect::block)}}, sale) == "block");
}

TEST_CASE("what only the fund may not pay does not stand against a private sale") {
  const Finding of_line = finding(Effect::block, Scope::fund, 1);
  const Finding of_receipt = finding(Effect::block, Scope::fund);
  auto sale = basket({line_of(1, medicine("A"), 1, Pay::self), line_of(2, medicine("B"))});
  CHECK(may_settle({"", {of_line}}, sale));
  CHECK_FALSE(may_settle({"", {of_receipt}}, sale));
  sale.lines[1].pay = Pay::self;
  CHECK(may_settle({"", {of_receipt}}, sale));
  CHECK_FALSE(may_settle({"", {finding(Effect::block, Scope::sale, 1)}}, sale));
}

TEST_CASE("the register reads who lifted what") {
  auto sale = basket({line_of(1, medicine("A"))});
  sale.overrides = {word("cashier")};
  const Json rows =
      findings_document({"", {finding(Effect::confirm), finding(Effect::warn)}}, sale);
  CHECK(rows[0]["lifted_by"] == "C001");
  CHECK(rows[0]["line"].is_null());
  CHECK(rows[1]["lifted_by"].is_null());
}
