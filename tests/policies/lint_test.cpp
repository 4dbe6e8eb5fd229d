#include "policies/engine/lint.hpp"

#include <catch2/catch.hpp>

#include "pack.hpp"

using namespace tillgate;
using namespace tillgate::policies;
using test::RuleText;

namespace {

std::vector<std::string> complaints(const RuleText& rule) {
  const auto report = lint(test::pack_files({rule}));
  REQUIRE(report.ok());
  std::vector<std::string> told;
  for (const Problem& problem : report->problems)
    told.push_back(problem.place() + ": " + problem.what);
  return told;
}

std::vector<std::string> complaints(const std::string& sql,
                                    std::vector<std::pair<std::string, std::string>> changes = {}) {
  return complaints(RuleText{"T-01", std::move(changes), sql});
}

// Lint tells this, and nothing else, of the SELECT, which begins on line 13.
void told(const std::string& sql, const std::string& what, int line = 13,
          std::vector<std::pair<std::string, std::string>> changes = {}) {
  INFO(sql);
  CHECK(complaints(sql, std::move(changes)) ==
        std::vector<std::string>{"rules/T-01.sql:" + std::to_string(line) + ": " + what});
}

}  // namespace

TEST_CASE("the national pack is as lint wants it") {
  const auto report = lint(read_pack_folder(test::national_pack_folder()).value());
  REQUIRE(report.ok());
  for (const Problem& problem : report->problems)
    FAIL_CHECK(problem.place() << ": " << problem.what);
  CHECK(report->reads.at("ID-01") == std::set<std::string>{"line.pay", "person.verified"});
}

TEST_CASE("comparisons that NULL makes untrue are told, those it cannot are not") {
  told("SELECT l.line AS line FROM line l WHERE l.special <> 'psych2';",
       "<> is not true for NULL: write IS NOT");
  told("SELECT l.line AS line FROM line l WHERE 'psych2' <> l.special;",
       "<> is not true for NULL: write IS NOT");
  told("SELECT l.line AS line FROM line l WHERE special <> 'psych2';",
       "<> is not true for NULL: write IS NOT");
  told("SELECT l.line AS line FROM line AS l WHERE l.special NOT IN ('psych2', 'compound');",
       "NOT IN is not true for NULL: say what NULL means first");
  told("SELECT l.line AS line FROM line l WHERE l.line NOT IN (SELECT c.line FROM code c);",
       "NOT IN (SELECT …) is never true once a NULL is among the rows: write NOT EXISTS");
  CHECK(complaints("SELECT l.line AS line FROM line l WHERE l.pay <> 'self' AND l.kind NOT IN "
                   "('drug', 'device') "
                   "AND l.special IS NOT 'psych2' AND coalesce(l.special, '') <> 'psych2';")
            .empty());
}

TEST_CASE("aggregates that speak of nothing are told") {
  told("SELECT min(l.line) AS line FROM line l;",
       "an aggregate without GROUP BY or HAVING returns a row where there is none");
  told("SELECT min(l.line) AS line, sum(l.packs) AS packs FROM line l HAVING count(*) > 9;",
       "the sum of nothing is NULL: write coalesce(sum(…), 0)");
  told(
      "SELECT l.line AS line FROM line l CROSS JOIN (SELECT sum(c.line) AS n FROM code c) b WHERE "
      "b.n > 9;",
      "the sum of nothing is NULL: write coalesce(sum(…), 0)");
  told("SELECT min(l.line) AS line, l.sku AS sku FROM line l HAVING count(*) > 9;",
       "l.sku is neither grouped nor aggregated: its value is anybody's");
  told("SELECT l.line AS line, l.packs + 1 AS more, count(*) AS n FROM line l GROUP BY l.line;",
       "l.packs is neither grouped nor aggregated: its value is anybody's");
  told("SELECT l.line AS line FROM line l WHERE min(l.packs, 3) > 2;",
       "min of several values is NULL when one of them is: write CASE");
  CHECK(complaints(
            "SELECT min(l.line) AS line, l.sku AS sku, sum(l.packs) + l.gift AS packs FROM line l "
            "GROUP BY l.sku, l.gift HAVING sum(l.packs) > 9;")
            .empty());
}

TEST_CASE("what other databases read differently is told") {
  told("SELECT l.line AS line FROM line l, sale s;",
       "no comma in FROM: write JOIN … ON or CROSS JOIN");
  told("SELECT l.line AS line FROM line l LEFT JOIN person p WHERE l.line = 0;",
       "JOIN without ON: write CROSS JOIN or say ON what");
  told(
      "SELECT l.line AS line FROM line l CROSS JOIN (SELECT s.till AS till FROM sale s) WHERE "
      "l.line = 0;",
      "give the subquery in FROM a name");
  told("SELECT c.* FROM code c;", "name the output columns instead of *");
  told("SELECT l.line AS line FROM line l WHERE l.packs == 3;", "== is SQLite only: write =");
  told("SELECT l.line AS line FROM line l WHERE l.packs != 3;", "write <>");
  told("SELECT l.line AS line FROM line l WHERE l.lot ISNULL;", "write IS NULL");
  told("SELECT l.line AS line FROM line l WHERE substr(l.sku, -5) = 'ABCDE';",
       "a negative position of substr counts from the end in SQLite only");
  told("SELECT l.line AS line, l.packs + 1 AS more FROM line l\nWHERE more > 3;",
       "more is an output of this SELECT: repeat its expression, or qualify the column", 14);
  told("SELECT l.line AS line FROM line l WHERE l.price_fen / 10 > 3;",
       "integer division drops what is left over: compare products instead");
  told("SELECT l.line AS line FROM line l ORDER BY l.line LIMIT 1;",
       "LIMIT hides findings: a rule returns all of them");
}

TEST_CASE("comments and texts are not SQL") {
  CHECK(complaints("SELECT l.line AS line, 'a, b / c != d' AS x -- LIMIT 1, != /\nFROM line l /* , "
                   "*/ WHERE l.name = 'it''s <> LIMIT';")
            .empty());
}

TEST_CASE("a rule that cannot be prepared is told with the reason") {
  const auto found = complaints("SELECT l.line AS line FROM line l WHERE date('now') > '';");
  REQUIRE(found.size() == 1);
  CHECK(found.front().starts_with("rules/T-01.sql:13: "));
  CHECK(found.front().find("date") != std::string::npos);
}

TEST_CASE("outputs are named, told once, and fill the texts") {
  told("SELECT l.line AS line, l.packs + 1 FROM line l;",
       "name the output l.packs + 1 with AS: lower-case letters, digits and _");
  told("SELECT l.line AS line, l.packs AS a, l.gift AS a FROM line l;", "two outputs are named a");
  told("SELECT l.line AS line, l.packs AS fault FROM line l;",
       "the output name fault is the engine's own");
  told("SELECT l.line AS line FROM line l;", "zh fills {packs}, which is no output of its own", 13,
       {{"zh", "{packs}盒"}});
  told("SELECT l.line AS line FROM line l;", "next_en fills {line}, which is no output of its own",
       13, {{"next_en", "Line {line}"}});
}

TEST_CASE("an input that may be unknown is needed, or its absence counts as no") {
  told("SELECT l.line AS line FROM line l CROSS JOIN person p WHERE p.sex = 'F';",
       "reads person.sex, which may be unknown: say so in needs or absent");
  CHECK(complaints("SELECT l.line AS line FROM line l CROSS JOIN person p WHERE p.sex = 'F';",
                   {{"absent", "person.sex"}})
            .empty());
  const std::string missing =
      "SELECT l.line AS line, CASE WHEN p.sex IS NULL THEN 'person.sex' END AS missing FROM line l "
      "CROSS JOIN person p";
  CHECK(complaints(missing + ";", {{"needs", "person.sex"}}).size() == 0);
  told(missing + ";", "a column missing without needs", 14, {{"absent", "person.sex"}});
  told("SELECT l.line AS line FROM line l CROSS JOIN person p WHERE p.sex = 'F';",
       "a rule with needs has a column missing", 14, {{"needs", "person.sex"}});
  CHECK(complaints(missing + ";", {{"needs", "person.sex, person.age_years"}}) ==
        std::vector<std::string>{
            "rules/T-01.sql:14: needs names person.age_years, which is not read"});
}

TEST_CASE("a declared parameter is used") {
  told("SELECT l.line AS line FROM line l;", "parameter most is not used", 14,
       {{"param", "most integer 3 lower"}});
}
