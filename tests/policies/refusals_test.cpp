// What a rule must not do is told with file and line before it ever runs - by lint, which a till
// asks before it takes a pack in - and, should it run all the same, blocks fund payment.
#include <catch2/catch.hpp>

#include "pack.hpp"
#include "policies/engine/cost.hpp"
#include "policies/engine/lint.hpp"

using namespace tillgate;
using namespace tillgate::policies;
using test::RuleText;

namespace {

struct Forbidden {
  const char* what;
  const char* sql;
  const char* told;  // part of what lint says
};

const std::vector<Forbidden> forbidden{
    {"another table", "SELECT l.line AS line FROM past_line l;", "past_line"},
    {"the sealed log", "SELECT e.idx AS line FROM ledger_entry e;", "ledger_entry"},
    {"the schema", "SELECT 1 AS line FROM sqlite_schema;", "not authorized"},
    {"another schema's table", "SELECT l.line AS line FROM main.product l;", "product"},
    {"a table that functions make", "SELECT 1 AS line FROM json_each('[1]');", "json_each"},
    {"a column the views do not have", "SELECT l.rowid AS line FROM line l WHERE l.owner = 1;",
     "owner"},
    {"a loop without end",
     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i AS line FROM n;",
     "not authorized"},
    {"a division by zero", "SELECT l.line AS line FROM line l WHERE l.packs / 0 = 1;",
     "integer division"},
    {"a rest of a division by zero", "SELECT l.line AS line FROM line l WHERE l.packs % 0 IS NULL;",
     "the rest of a division by zero"},
    {"no column line", "SELECT l.packs AS packs FROM line l;", "has a column line"},
    {"a column missing that names no need",
     "SELECT l.line AS line, 'person.sex' AS missing FROM line l;",
     "a column missing without needs"},
    {"the clock", "SELECT l.line AS line FROM line l WHERE date('now') > '';", "date"},
    {"the clock as a keyword", "SELECT l.line AS line FROM line l WHERE CURRENT_DATE > '';",
     "not authorized"},
    {"chance", "SELECT l.line AS line FROM line l WHERE random() > 0;", "random"},
    {"work that no step counts",
     "SELECT l.line AS line, printf('%.*c', 500000000, 'x') AS x "
     "FROM line l;",
     "printf"},
    {"a write", "DELETE FROM line;", ""},
    {"two statements", "SELECT l.line AS line FROM line l; SELECT 1 AS line;", "one statement"},
    {"another database", "ATTACH 'x' AS y;", ""},
    {"a setting", "PRAGMA user_version;", ""},
    {"a parameter without declaration", "SELECT l.line AS line FROM line l WHERE l.packs > :most;",
     ":most is not declared"},
    {"no SQL", "SELEC l.line AS line FROM line l;", "syntax error"},
};

std::vector<std::string> findings_of(const RuleText& rule) {
  std::vector<std::string> found;
  const auto findings = test::engine_of({rule})->review(test::clean_facts());
  REQUIRE(findings.ok());
  for (const Finding& finding : *findings)
    found.push_back(std::string(name_of(finding.effect)) + " " +
                    std::string(name_of(finding.scope)) +
                    (finding.data.contains("fault") ? " fault" : ""));
  return found;
}

}  // namespace

TEST_CASE("what a rule must not do is refused with file and line before it runs") {
  for (const Forbidden& one : forbidden) {
    INFO(one.what);
    const auto report = lint(test::pack_files({{"T-01", {}, one.sql}}));
    REQUIRE(report.ok());
    REQUIRE_FALSE(report->problems.empty());
    bool told = false;
    for (const Problem& problem : report->problems) {
      INFO(problem.place() << ": " << problem.what);
      CHECK(problem.file == "rules/T-01.sql");
      CHECK(problem.line >= 13);
      told = told || problem.what.find(one.told) != std::string::npos;
    }
    INFO(report->problems.front().what);
    CHECK(told);
  }
}

TEST_CASE("a value of the wrong kind blocks fund payment: only facts tell") {
  const std::vector<std::string> blocked{"block fund fault"};
  CHECK(findings_of({"T-01", {}, "SELECT 'x' AS line FROM line l WHERE l.line = 1;"}) == blocked);
  CHECK(findings_of(
            {"T-01", {}, "SELECT l.line AS line, 1.5 AS share FROM line l WHERE l.line = 1;"}) ==
        blocked);
  CHECK(findings_of({"T-01", {}, "SELECT NULL AS line FROM line l WHERE l.line = 1;"}) == blocked);
  CHECK(findings_of(
            {"T-01", {}, "SELECT l.line AS line, x'00' AS bytes FROM line l WHERE l.line = 1;"}) ==
        blocked);
}

TEST_CASE("the worst basket is as large as a sale and its past may be, and fits the views") {
  const Views views = read_views().value();
  const Json facts = worst_basket(views);
  CHECK(facts["line"].size() == 200);
  CHECK(facts["past_person"].size() == 2000);
  const auto costs = cost_on_worst_basket(test::national_pack());
  REQUIRE(costs.ok());
  CHECK(costs->size() == test::national_pack().rules.size());
  for (const RuleCost& cost : *costs) {
    INFO(cost.rule << " " << cost.steps);
    CHECK(cost.whole);
    CHECK(cost.steps > 0);
  }
  for (std::size_t i = 1; i < costs->size(); ++i) CHECK((*costs)[i - 1].steps >= (*costs)[i].steps);
}

TEST_CASE("two pasts joined without an index are over the budget on the worst basket") {
  const auto costs = cost_on_worst_basket(test::pack_of(
      {{"T-01",
        {},
        "SELECT l.line AS line FROM line l CROSS JOIN past_person a CROSS JOIN past_person b "
        "WHERE a.packs + b.packs = l.line;"}}));
  REQUIRE(costs.ok());
  CHECK_FALSE(costs->front().whole);
  CHECK(costs->front().steps >= step_budget());
}
