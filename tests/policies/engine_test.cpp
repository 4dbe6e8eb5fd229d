#include "policies/engine/engine.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "pack.hpp"

using namespace tillgate;
using namespace tillgate::policies;
using test::RuleText;

namespace {

std::vector<Finding> review(const std::vector<RuleText>& rules, const Json& facts) {
  auto findings = test::engine_of(rules)->review(facts);
  INFO((findings ? "" : findings.failure().where + " " + findings.failure().detail));
  REQUIRE(findings.ok());
  return std::move(findings).value();
}

std::vector<Finding> review(const RuleText& rule) {
  return review(std::vector{rule}, test::clean_facts());
}

RuleText rule(std::string sql) {
  return {"T-01", {}, std::move(sql)};
}

std::string fault_of(const std::vector<Finding>& findings) {
  return findings.size() == 1 ? findings.front().data.value("fault", "") : "";
}

}  // namespace

TEST_CASE(
    "a rule returns the offending rows, and each becomes a finding with its data and filled "
    "texts") {
  RuleText names = rule(
      "SELECT l.line AS line, l.name AS name, l.amount_fen AS amount_fen FROM line l WHERE "
      "l.rx_class = 'Rx';");
  names.changes = {{"zh", "「{name}」{amount_fen}元"},
                   {"en", "{name}: {amount_fen}"},
                   {"next_zh", "换掉{name}"}};
  const auto findings = review(names);
  REQUIRE(findings.size() == 1);
  const Json expected{{"rule", "T-01"},
                      {"effect", "block"},
                      {"scope", "sale"},
                      {"line", 1},
                      {"zh", "「苯磺酸氨氯地平片」21.61元"},
                      {"en", "苯磺酸氨氯地平片: 21.61"},
                      {"next_zh", "换掉苯磺酸氨氯地平片"},
                      {"next_en", "Take another"},
                      {"basis", "试验"},
                      {"data", {{"name", "苯磺酸氨氯地平片"}, {"amount_fen", 2161}}}};
  CHECK(findings.front().to_json() == expected);
}

TEST_CASE("a finding on the whole receipt has no line") {
  RuleText whole = rule("SELECT s.total_fen AS total_fen FROM sale s;");
  whole.changes = {{"on", "sale"}};
  const auto findings = review(whole);
  REQUIRE(findings.size() == 1);
  CHECK_FALSE(findings.front().line.has_value());
  CHECK_FALSE(findings.front().to_json().contains("line"));
}

TEST_CASE("what a rule may not do stops fund payment with a finding of the rule") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"a table that is no view", "SELECT l.line AS line FROM secret l;"},
      {"the schema", "SELECT 1 AS line, s.name AS name FROM sqlite_schema s;"},
      {"the schema under its old name", "SELECT count(*) AS line FROM sqlite_master;"},
      {"a table-valued pragma", "SELECT p.name AS line FROM pragma_table_info('line') p;"},
      {"a pragma", "PRAGMA user_version;"},
      {"a write", "DELETE FROM line;"},
      {"a write with rows", "UPDATE line SET pay = 'self' RETURNING line;"},
      {"a new table", "CREATE TABLE t AS SELECT 1 AS line;"},
      {"another database", "ATTACH ':memory:' AS other;"},
      {"the clock", "SELECT l.line AS line FROM line l WHERE date('now') > '2026';"},
      {"the clock as a word", "SELECT l.line AS line, current_timestamp AS at FROM line l;"},
      {"randomness", "SELECT l.line AS line FROM line l WHERE random() > 0;"},
      {"work no step counts",
       "SELECT l.line AS line, printf('%.*c', 500000000, 'x') AS x FROM line l;"},
      {"floating-point sums", "SELECT total(l.line) AS line FROM line l;"},
      {"JSON", "SELECT l.line AS line, l.name ->> '$' AS x FROM line l;"},
      {"patterns that differ between databases",
       "SELECT l.line AS line FROM line l WHERE l.name LIKE 'a%';"},
      {"recursion",
       "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT i AS line FROM r;"},
      {"a second statement", "SELECT l.line AS line FROM line l; SELECT 1 AS line;"},
      {"a misspelt column in double quotes",
       "SELECT l.line AS line FROM line l WHERE l.pay = \"fnud\";"},
      {"a column that does not exist", "SELECT l.line AS line FROM line l WHERE l.pack > 1;"},
      {"nothing", "-- only a comment in the body\n"},
      {"a parameter nobody declared", "SELECT l.line AS line FROM line l WHERE l.packs > :most;"},
      {"a parameter without a name", "SELECT l.line AS line FROM line l WHERE l.packs > ?;"},
      {"no column line", "SELECT l.packs AS packs FROM line l;"},
      {"a column missing nobody declared",
       "SELECT l.line AS line, 'person.sex' AS missing FROM line l;"},
  };
  for (const auto& [what, sql] : cases) {
    INFO(what);
    // "nothing" is a header without a SELECT, which lint refuses; the engine is asked all the same.
    const auto findings = review(rule("\n" + sql));
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().rule == "T-01");
    CHECK(findings.front().effect == Effect::block);
    CHECK(findings.front().scope == Scope::fund);
    CHECK_FALSE(fault_of(findings).empty());
    CHECK_FALSE(findings.front().next_zh.empty());
  }
}

TEST_CASE("a rule that runs too long stops at its budget of steps and blocks fund payment") {
  Json facts = test::clean_facts();
  for (int i = 3; i <= 60; ++i) {
    facts["line"].push_back(facts["line"][1]);
    facts["line"].back()["line"] = i;
  }
  const auto findings =
      review({rule("SELECT count(*) AS line FROM line a CROSS JOIN line b CROSS JOIN line c CROSS "
                   "JOIN line d "
                   "WHERE a.packs + b.packs + c.packs + d.packs < 0 HAVING count(*) > 0;")},
             facts);
  CHECK(fault_of(findings) == "over the step budget");
}

TEST_CASE("a rule that finds too much keeps what it found and blocks fund payment") {
  Json facts = test::clean_facts();
  for (int i = 3; i <= 30; ++i) {
    facts["line"].push_back(facts["line"][1]);
    facts["line"].back()["line"] = i;
  }
  const auto findings = review(
      {rule("SELECT a.line AS line, b.line AS other FROM line a CROSS JOIN line b;")}, facts);
  REQUIRE(findings.size() == 501);
  CHECK(std::count_if(findings.begin(), findings.end(),
                      [](const Finding& f) { return f.data.contains("fault"); }) == 1);
}

TEST_CASE("a value that cannot be told exactly is a fault") {
  CHECK(
      fault_of(review(rule("SELECT l.line AS line, 0.1 AS share FROM line l WHERE l.line = 1;"))) ==
      "column share is neither integer nor text");
  CHECK(fault_of(
            review(rule("SELECT l.line AS line, x'00' AS bytes FROM line l WHERE l.line = 1;"))) ==
        "column bytes is neither integer nor text");
  CHECK(fault_of(review(rule("SELECT l.name AS line FROM line l WHERE l.line = 1;"))) ==
        "column line is not a line");
}

TEST_CASE("a rule is skipped unless all its guards hold and the day is within since and until") {
  const std::string sql = "SELECT l.line AS line FROM line l WHERE l.line = 1;";
  const auto findings_with = [&](std::vector<std::pair<std::string, std::string>> changes) {
    RuleText one = rule(sql);
    one.changes = std::move(changes);
    return review(one).size();
  };
  CHECK(findings_with({{"guard", "sale, fund"}}) == 1);
  CHECK(findings_with({{"guard", "sale, ephedrine"}}) == 0);
  CHECK(findings_with({{"guard", "refund"}}) == 0);
  CHECK(findings_with({{"since", "2026-11-20"}}) == 1);
  CHECK(findings_with({{"since", "2026-11-21"}}) == 0);
  CHECK(findings_with({{"until", "2026-11-20"}}) == 1);
  CHECK(findings_with({{"until", "2026-11-19"}}) == 0);
}

TEST_CASE("a sale rule says nothing about a refund, nor a refund rule about a sale") {
  Json refund = test::clean_facts();
  refund["sale"]["kind"] = "refund";
  const std::string sql = "SELECT l.line AS line FROM line l WHERE l.line = 1;";
  RuleText for_refunds = rule(sql);
  for_refunds.changes = {{"guard", "refund"}};
  CHECK(review({rule(sql)}, refund).empty());
  CHECK(review({for_refunds}, refund).size() == 1);
}

TEST_CASE(
    "a missing input softens a block to what a pharmacist can lift, and is named to the cashier") {
  Json facts = test::clean_facts();
  facts["person"].erase("sex");
  const auto softened = [&](const std::string& effect) {
    RuleText needs = rule(
        "SELECT l.line AS line, CASE WHEN p.sex IS NULL THEN 'person.sex' END AS missing "
        "FROM line l CROSS JOIN person p WHERE l.line = 1;");
    needs.changes = {{"needs", "person.sex"}, {"effect", effect}};
    const auto findings = review({needs}, facts);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().data == Json{{"missing", "person.sex"}});
    CHECK(findings.front().zh == "缺少性别,无法判断:试验");
    CHECK(findings.front().scope == Scope::sale);
    return findings.front().effect;
  };
  CHECK(softened("block") == Effect::approve);
  CHECK(softened("approve") == Effect::approve);
  CHECK(softened("confirm") == Effect::confirm);
  CHECK(softened("warn") == Effect::warn);
}

TEST_CASE("a rule that calls an input missing which it does not need is at fault") {
  RuleText needs =
      rule("SELECT l.line AS line, 'person.age_years' AS missing FROM line l WHERE l.line = 1;");
  needs.changes = {{"needs", "person.sex"}};
  CHECK(fault_of(review(needs)) == "column missing names no input of needs");
}

TEST_CASE("findings are a set in a fixed order, whatever the order of rules and rows") {
  const std::string both = "SELECT l.line AS line FROM line l";
  const RuleText warns{"A-01", {{"effect", "warn"}}, both + " ORDER BY l.line DESC;"};
  const RuleText blocks{"Z-01", {}, both + ";"};
  const RuleText whole{"Z-02", {{"on", "sale"}}, "SELECT s.till AS till FROM sale s;"};
  const RuleText twice{
      "B-01", {{"effect", "confirm"}}, "SELECT a.line AS line FROM line a CROSS JOIN line b;"};
  std::vector<std::string> order;
  for (const Finding& finding : review({warns, twice, blocks, whole}, test::clean_facts()))
    order.push_back(finding.rule + ":" + (finding.line ? std::to_string(*finding.line) : "-"));
  CHECK(order == std::vector<std::string>{"Z-01:1", "Z-01:2", "Z-02:-", "B-01:1", "B-01:2",
                                          "A-01:1", "A-01:2"});
}

TEST_CASE("the same engine answers the same facts alike, and forgets them in between") {
  const auto engine =
      test::engine_of({rule("SELECT l.line AS line FROM line l WHERE l.pay = 'self';")});
  Json self_paid = test::clean_facts();
  self_paid["line"][0]["pay"] = "self";
  Json broken = self_paid;
  broken["line"][1]["pay"] = 7;
  CHECK(engine->review(self_paid)->size() == 1);
  CHECK_FALSE(engine->review(broken).ok());
  CHECK(engine->review(test::clean_facts())->empty());
  CHECK(engine->review(self_paid)->size() == 1);
}

TEST_CASE("outside its days a pack stops fund payment") {
  Pack pack = test::pack_of({rule("SELECT l.line AS line FROM line l WHERE l.line = 0;")});
  const std::int64_t today = 20'777;  // 2026-11-20
  const auto effects_when = [&](std::int64_t from, std::optional<std::int64_t> until) {
    pack.layers.front().valid_from_day = from;
    pack.layers.front().valid_until_day = until;
    const auto engine = Engine::create(pack, Json::object()).value();
    const auto findings = engine->review(test::clean_facts()).value();
    std::vector<std::string> found;
    for (const Finding& finding : findings)
      found.push_back(finding.rule + " " + std::string(name_of(finding.effect)) + " " +
                      std::string(name_of(finding.scope)));
    return found;
  };
  const std::vector<std::string> stopped{"IN-06 block fund"};
  CHECK(effects_when(today, today).empty());
  CHECK(effects_when(today + 1, std::nullopt) == stopped);
  CHECK(effects_when(today - 9, today - 1) == stopped);
}

TEST_CASE(
    "a shop moves a threshold as far as the rule allows, and the values in force can be told") {
  RuleText many = rule(
      "SELECT l.line AS line FROM line l CROSS JOIN sale s WHERE l.packs > :most AND s.day >= "
      ":from_day;");
  many.changes = {{"param", "most integer 1 lower 0..1"},
                  {"param", "from_day day 2026-11-20 open"}};
  const Pack pack = test::pack_of({many});
  const auto with = [&](const Json& overrides) { return Engine::create(pack, overrides); };

  CHECK((*with(Json::object()))->review(test::clean_facts())->empty());
  CHECK((*with({{"most", 0}}))->review(test::clean_facts())->size() == 2);
  CHECK((*with({{"most", 0}, {"from_day", "2026-11-21"}}))->review(test::clean_facts())->empty());
  CHECK((*with({{"most", 0}}))->parameters() == Json{{"most", 0}, {"from_day", "2026-11-20"}});
  const auto refused = with({{"most", 2}});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().status == TILLGATE_E_CONFIG);
  CHECK(refused.failure().where == "/most");
}
