#include "policies/engine/scenario.hpp"

#include <catch2/catch.hpp>

#include "pack.hpp"

using namespace tillgate;
using namespace tillgate::policies;
using test::RuleText;

namespace {

// A rule that fires on gifts and needs the sex of the person for them.
RuleText gifts() {
  return {"T-01",
          {{"needs", "person.sex"}},
          "SELECT l.line AS line, CASE WHEN p.sex IS NULL THEN 'person.sex' END AS missing\n"
          "FROM line l LEFT JOIN person p ON 1 = 1\n"
          "WHERE l.gift = 1 AND p.sex IS NOT 'F';\n"};
}

const Json fires{{"id", "a"},
                 {"title", "a man"},
                 {"change", {{"/line/0/gift", 1}, {"/person/sex", "M"}}},
                 {"expect", {{{"rule", "T-01"}, {"line", 1}}}}};
const Json missing{{"id", "b"},
                   {"title", "unknown"},
                   {"change", {{"/line/0/gift", 1}, {"/person/sex", nullptr}}},
                   {"expect", {{{"rule", "T-01"}, {"line", 1}, {"missing", "person.sex"}}}}};

std::vector<std::string> problems(const RuleText& rule, const std::vector<Json>& scenarios) {
  PackFiles files = test::pack_files({rule});
  files["scenarios/base.json"] = test::clean_facts().dump();
  files["scenarios/T-01.json"] = Json(scenarios).dump();
  const auto report = run_scenarios(Pack::from_files(files).value());
  REQUIRE(report.ok());
  CHECK(report->scenarios == scenarios.size() + 1);
  std::vector<std::string> told;
  for (const Problem& problem : report->problems)
    told.push_back(problem.place() + ": " + problem.what);
  return told;
}

Json with(Json scenario, const char* pointer, const Json& value) {
  scenario[Json::json_pointer(pointer)] = value;
  return scenario;
}

}  // namespace

TEST_CASE("the national pack comes out of its scenarios as expected") {
  const auto report = run_scenarios(test::national_pack());
  REQUIRE(report.ok());
  for (const Problem& problem : report->problems)
    FAIL_CHECK(problem.place() << ": " << problem.what);
  CHECK(report->scenarios > 100);
}

TEST_CASE(
    "a rule that fires, stays silent and misses its input as the scenarios say has no problems") {
  CHECK(problems(gifts(), {fires, missing}).empty());
}

TEST_CASE("a finding too many, one too few and one of another kind are told") {
  const auto first = [](const Json& scenario) {
    return problems(gifts(), {scenario, fires, missing}).at(0);
  };
  const std::string found =
      R"(found [{"data":{},"effect":"block","line":1,"rule":"T-01","zh":"不行"}])";
  CHECK(first(with(fires, "/expect", Json::array())) ==
        "scenarios/T-01.json: a: expected [], " + found);
  CHECK(first(with(fires, "/expect/0/line", 2)) ==
        R"(scenarios/T-01.json: a: expected [{"effect":"block","line":2,"rule":"T-01"}], )" +
            found);
  CHECK(first(with(fires, "/expect/0/effect", "warn")) ==
        R"(scenarios/T-01.json: a: expected [{"effect":"warn","line":1,"rule":"T-01"}], )" + found);
  CHECK(
      first(with(fires, "/expect/0/zh", "行")) ==
      R"(scenarios/T-01.json: a: expected [{"effect":"block","line":1,"rule":"T-01","zh":"行"}], )" +
          found);
  CHECK(first(with(fires, "/expect/1", fires["expect"][0]))
            .starts_with("scenarios/T-01.json: a: expected "));
}

TEST_CASE("the text a scenario gives is compared") {
  CHECK(problems(gifts(), {with(fires, "/expect/0/zh", "不行"), missing}).empty());
}

TEST_CASE("what a rule saw is compared when a scenario gives it") {
  const RuleText packs{
      "T-01", {}, "SELECT l.line AS line, l.packs AS packs FROM line l WHERE l.packs > 1;\n"};
  const Json two{{"id", "a"},
                 {"title", ""},
                 {"change", {{"/line/0/packs", 2}}},
                 {"expect", {{{"rule", "T-01"}, {"line", 1}, {"data", {{"packs", 2}}}}}}};
  CHECK(problems(packs, {two}).empty());
  CHECK(problems(packs, {with(two, "/expect/0/data", Json::object())}).size() == 1);
  CHECK(problems(packs, {with(two, "/expect/0/data/packs", 3)}).size() == 1);
  CHECK(problems(packs, {with(two, "/expect/0/data/line", 1)}).size() == 1);
}

TEST_CASE("a scenario may set parameters as a region sets them, and no further") {
  const RuleText packs{"T-01",
                       {{"param", "most integer 2 lower 0..2"}},
                       "SELECT l.line AS line FROM line l WHERE l.line = 1 AND l.packs > :most;\n"};
  const Json one_pack{
      {"id", "a"}, {"title", ""}, {"change", Json::object()}, {"expect", Json::array()}};
  const Json stricter = with(with(one_pack, "/parameters", {{"most", 0}}), "/expect",
                             Json::array({{{"rule", "T-01"}, {"line", 1}}}));
  CHECK(problems(packs, {one_pack, stricter}).empty());
  const auto told =
      problems(packs, {one_pack, stricter, with(one_pack, "/parameters", {{"most", 3}})});
  REQUIRE(told.size() == 1);
  CHECK(told[0].starts_with("scenarios/T-01.json: a: parameters/most may not be moved"));
}

TEST_CASE("an input taken away may not make a rule milder than a missing one makes it") {
  // Both inputs are needed; a known offence stays a block without the other.
  const RuleText both{"T-01",
                      {{"needs", "person.sex, person.age_years"}},
                      "SELECT l.line AS line, CASE WHEN p.sex = 'M' THEN NULL\n"
                      "  WHEN p.sex IS NULL THEN 'person.sex'\n"
                      "  WHEN p.age_years IS NULL THEN 'person.age_years' END AS missing\n"
                      "FROM line l LEFT JOIN person p ON 1 = 1\n"
                      "WHERE l.gift = 1 AND (p.sex IS NOT 'F' OR p.age_years IS NULL);\n"};
  const Json no_age{{"id", "c"},
                    {"title", "a woman of unknown age"},
                    {"change", {{"/line/0/gift", 1}, {"/person/age_years", nullptr}}},
                    {"expect", {{{"rule", "T-01"}, {"line", 1}, {"missing", "person.age_years"}}}}};
  CHECK(problems(both, {fires, missing, no_age}).empty());
}

TEST_CASE("a change that leads nowhere and facts the views refuse are told") {
  const auto first = [](const Json& change) {
    return problems(gifts(), {with(fires, "/change", change), fires, missing}).at(0);
  };
  CHECK(first({{"/line/0/colour", "red"}}) ==
        "scenarios/T-01.json: a: facts are refused: /line/0/colour no such column");
  CHECK(first({{"/nothing/0", nullptr}}).starts_with("scenarios/T-01.json: a: [json.exception"));
  CHECK(first({{"line", 1}}).starts_with("scenarios/T-01.json: a: [json.exception"));
}

TEST_CASE("times and days are written as on a calendar") {
  RuleText at_eight{"T-01",
                    {},
                    "SELECT l.line AS line FROM line l CROSS JOIN sale s WHERE s.minute = 480 AND "
                    "l.expiry_day = 20777;"};
  const Json scenario{
      {"id", "a"},
      {"title", "eight o'clock"},
      {"change", {{"/sale/now_ms", "2026-11-20 08:00:00"}, {"/line/1/expiry_day", "2026-11-20"}}},
      {"expect", {{{"rule", "T-01"}, {"line", 2}}}}};
  CHECK(problems(at_eight, {scenario}).empty());
}

TEST_CASE("a rule nothing makes fire, and one that always does, are told") {
  CHECK(problems(gifts(), {missing}) ==
        std::vector<std::string>{"rules/T-01.sql: fires in no scenario"});
  RuleText always{"T-01", {}, "SELECT l.line AS line FROM line l WHERE l.line = 1;"};
  const auto told = problems(always, {});
  CHECK(told.size() == 2);  // the base is not in order, and:
  CHECK(told.back() == "rules/T-01.sql: is silent in no scenario where its guard holds");
}

TEST_CASE("a guard that keeps a rule from being asked is no silence") {
  RuleText guarded{"T-01",
                   {{"guard", "sale, ephedrine"}},
                   "SELECT l.line AS line FROM line l WHERE l.ephedrine = 1;"};
  const Json scenario{{"id", "a"},
                      {"title", "t"},
                      {"change", {{"/line/0/ephedrine", 1}}},
                      {"expect", {{{"rule", "T-01"}, {"line", 1}}}}};
  CHECK(problems(guarded, {scenario}) ==
        std::vector<std::string>{"rules/T-01.sql: is silent in no scenario where its guard holds"});
}

TEST_CASE("an input no scenario misses, and a rule that falls silent without it, are told") {
  CHECK(problems(gifts(), {fires}) ==
        std::vector<std::string>{"rules/T-01.sql: person.sex is missing in no scenario"});
  RuleText forgetful = gifts();
  forgetful.sql =
      "SELECT l.line AS line, CASE WHEN p.sex IS NULL THEN 'person.sex' END AS missing\n"
      "FROM line l CROSS JOIN person p WHERE l.gift = 1 AND p.sex = 'M';\n";
  CHECK(problems(forgetful, {fires}) ==
        std::vector<std::string>{"scenarios/T-01.json: a: T-01 falls silent without person.sex",
                                 "rules/T-01.sql: person.sex is missing in no scenario"});
  RuleText lenient{
      "T-01",
      {{"absent", "person.sex"}},
      "SELECT l.line AS line FROM line l CROSS JOIN person p WHERE l.gift = 1 AND p.sex = 'M';"};
  CHECK(problems(lenient, {fires}) ==
        std::vector<std::string>{"scenarios/T-01.json: a: T-01 falls silent without person.sex"});
}

TEST_CASE("a pack without a base, or with a file that is no list, is told") {
  PackFiles files = test::pack_files({gifts()});
  CHECK(run_scenarios(Pack::from_files(files).value())->problems.at(0).place() ==
        "scenarios/base.json");
  files["scenarios/base.json"] = test::clean_facts().dump();
  files["scenarios/T-01.json"] = "{}";
  CHECK(run_scenarios(Pack::from_files(files).value())->problems.at(0).what ==
        "is not a list of scenarios");
}
