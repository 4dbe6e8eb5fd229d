// Packs on packs: what a lower one may do to those above, and that it never loosens them.
#include <catch2/catch.hpp>

#include "pack.hpp"
#include "policies/engine/engine.hpp"
#include "policies/engine/lint.hpp"
#include "policies/engine/scenario.hpp"

using namespace tillgate;
using namespace tillgate::policies;
using test::RuleText;

namespace {

RuleText many(const std::string& id = "T-01", const std::string& parameter = "most") {
  return {id,
          {{"param", parameter + " integer 5 lower 1..5"}, {"param", "free integer 3 open 1..9"}},
          "SELECT l.line AS line FROM line l WHERE l.packs > :" + parameter +
              " AND l.packs < 1000 + :free;"};
}

Pack national() {
  PackFiles files = test::pack_files({many()});
  files["scenarios/base.json"] = test::clean_facts().dump();
  return Pack::from_files(files).value();
}

// A manifest of several lines, so that places can be told.
PackFiles below(const std::vector<RuleText>& rules, const Json& members = Json::object(),
                const std::string& layer = "region", const std::string& extends = "trial") {
  PackFiles files = test::pack_files(rules);
  Json manifest = Json::parse(files["pack.json"]);
  manifest["id"] = "trial-" + layer;
  manifest["layer"] = layer;
  manifest["extends"] = extends;
  manifest["valid_from"] = "2026-01-01";
  manifest.update(members);
  files["pack.json"] = manifest.dump(1);
  return files;
}

std::string refusal(const PackFiles& files, const Pack& above) {
  const auto pack = Pack::from_files(files, &above);
  REQUIRE_FALSE(pack.ok());
  CHECK(pack.failure().status == TILLGATE_E_POLICY);
  return pack.failure().where + ": " + pack.failure().detail;
}

Json with_packs(std::int64_t packs) {
  Json facts = test::clean_facts();
  facts["line"][0]["packs"] = packs;
  return facts;
}

std::vector<std::string> found(Engine& engine, const Json& facts) {
  std::vector<std::string> rules;
  const auto findings = engine.review(facts);
  REQUIRE(findings.ok());
  for (const Finding& finding : *findings) rules.push_back(finding.rule);
  return rules;
}

RuleText gift() {
  return {"R-01", {}, "SELECT l.line AS line FROM line l WHERE l.gift = 1;"};
}

}  // namespace

TEST_CASE("a lower pack tightens thresholds, adds rules and leaves the rules above as they are") {
  const Pack above = national();
  const Pack region =
      Pack::from_files(below({gift()}, {{"parameters", {{"most", 2}}}}), &above).value();
  REQUIRE(region.layers.size() == 2);
  CHECK(region.top().id == "trial");
  CHECK(region.own().id == "trial-region");
  CHECK(region.find("T-01")->pack == "trial");
  CHECK(region.find("R-01")->pack == "trial-region");
  CHECK(region.digest != above.digest);
  const auto upper = Engine::create(above, Json::object()).value();
  const auto lower = Engine::create(region, Json::object()).value();
  CHECK(found(*upper, with_packs(3)).empty());
  CHECK(found(*lower, with_packs(3)) == std::vector<std::string>{"T-01"});
  Json present = with_packs(1);
  present["line"][1]["gift"] = 1;
  CHECK(found(*lower, present) == std::vector<std::string>{"R-01"});
  CHECK(lower->parameters()["most"] == 2);
}

TEST_CASE("three layers move a threshold one after the other, each only as far as is left") {
  const Pack above = national();
  const Pack region =
      Pack::from_files(below({gift()}, {{"parameters", {{"most", 3}}}}), &above).value();
  RuleText own{"S-01", {}, "SELECT l.line AS line FROM line l WHERE l.line = 0;"};
  const Pack shop =
      Pack::from_files(below({own}, {{"parameters", {{"most", 2}}}}, "shop", "trial-region"),
                       &region)
          .value();
  CHECK(shop.layers.size() == 3);
  CHECK(Engine::create(shop, Json::object()).value()->parameters()["most"] == 2);
  CHECK(Engine::create(shop, {{"most", 1}}).ok());
  CHECK(Engine::create(shop, {{"most", 3}}).failure().where == "/most");
  const std::string loose =
      refusal(below({own}, {{"parameters", {{"most", 4}}}}, "shop", "trial-region"), region);
  CHECK(loose.starts_with("pack.json:"));
  CHECK(loose.find(": /parameters/most ") != std::string::npos);
}

TEST_CASE("a lower pack with thresholds alone is a pack") {
  const Pack above = national();
  CHECK(Pack::from_files(below({}, {{"parameters", {{"most", 1}}}}), &above).ok());
}

TEST_CASE("what would loosen, remove or redefine a rule above is refused with file and line") {
  const Pack above = national();
  CHECK(refusal(below({many()}), above) ==
        "rules/T-01.sql:1: T-01 is a rule of trial: a lower layer may set its parameters, not "
        "redefine it");
  const auto line_of = [&](const PackFiles& files, const char* member) {
    const std::string& text = files.at("pack.json");
    return std::to_string(
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(member)),
                       '\n'));
  };
  const PackFiles removes = below({gift()}, {{"retired", {"T-01"}}});
  CHECK(refusal(removes, above) ==
        "pack.json:" + line_of(removes, "\"retired\"") +
            ": /retired T-01 is a rule of trial: a lower layer cannot remove it");
  const PackFiles silences = below({gift()}, {{"shadow", {"T-01"}}});
  CHECK(refusal(silences, above) ==
        "pack.json:" + line_of(silences, "\"shadow\"") +
            ": /shadow T-01 is a rule of trial: a lower layer cannot silence it");
  const PackFiles loosens = below({gift()}, {{"parameters", {{"most", 6}}}});
  CHECK(refusal(loosens, above)
            .starts_with("pack.json:" + line_of(loosens, "\"most\"") + ": /parameters/most "));
  RuleText other = many("R-02");
  other.changes[0].second = "most integer 9 lower 1..9";
  CHECK(refusal(below({other}), above) ==
        "rules/R-02.sql:1: parameter most is declared differently by another rule");
}

TEST_CASE("a retired id of a pack above stays retired below") {
  PackFiles files = test::pack_files({many()});
  Json manifest = Json::parse(files["pack.json"]);
  manifest["retired"] = {"R-01"};
  files["pack.json"] = manifest.dump();
  const Pack above = Pack::from_files(files).value();
  CHECK(refusal(below({gift()}), above) == "rules/R-01.sql:1: the id is retired by a pack above");
}

TEST_CASE("a pack stands on the one it names, in a layer below, or not at all") {
  const Pack above = national();
  CHECK(refusal(below({gift()}, Json::object(), "region", "other"), above)
            .find("/extends names none of the packs above, the nearest of which is trial") !=
        std::string::npos);
  const Pack region = Pack::from_files(below({gift()}), &above).value();
  PackFiles twin = below({{"R-09", {}, "SELECT l.line AS line FROM line l WHERE l.line = 0;"}},
                         {{"id", "trial-other"}});
  CHECK(refusal(twin, region).find("/layer must be below region of trial-region") !=
        std::string::npos);
  const auto alone = Pack::from_files(below({gift()}));
  REQUIRE_FALSE(alone.ok());
  CHECK(alone.failure().detail.find("stands on trial, which is not at hand") != std::string::npos);
}

TEST_CASE("a layer that is not in force stops fund payment, whichever it is") {
  const Pack above = national();
  const Pack region =
      Pack::from_files(below({gift()}, {{"valid_until", "2026-11-19"}}), &above).value();
  const auto engine = Engine::create(region, Json::object()).value();
  const auto findings = engine->review(test::clean_facts()).value();
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().rule == "IN-06");
  CHECK(findings.front().data["pack"] == "trial-region");
}

TEST_CASE("the scenarios of a lower pack are run with the rules above, its own rules are covered") {
  const Pack above = national();
  PackFiles files = below({gift()}, {{"parameters", {{"most", 2}}}});
  files["scenarios/R-01.json"] =
      Json::array(
          {{{"id", "a"},
            {"title", "a gift, and too many"},
            {"change", {{"/line/1/gift", 1}, {"/line/0/packs", 3}}},
            {"expect", {{{"rule", "R-01"}, {"line", 2}}, {{"rule", "T-01"}, {"line", 1}}}}}})
          .dump();
  const Pack region = Pack::from_files(files, &above).value();
  const auto report = run_scenarios(region);
  REQUIRE(report.ok());
  for (const Problem& problem : report->problems)
    FAIL_CHECK(problem.place() << " " << problem.what);
  CHECK(report->scenarios == 2);
  files.erase("scenarios/R-01.json");
  const auto bare = run_scenarios(Pack::from_files(files, &above).value());
  REQUIRE(bare->problems.size() == 1);
  CHECK(bare->problems.front().place() == "rules/R-01.sql");
}

TEST_CASE("lint of a lower pack looks at its own rules only") {
  const Pack above = national();
  const auto report = lint(below({gift()}), &above);
  REQUIRE(report.ok());
  CHECK(report->problems.empty());
  CHECK(report->reads.size() == 1);
}

TEST_CASE("a shadow rule is run and recorded and stops nothing, by its header or by the manifest") {
  for (const bool by_header : {true, false}) {
    RuleText quiet = many("T-02", "few");
    if (by_header) quiet.changes.emplace_back("shadow", "yes");
    PackFiles files = test::pack_files({many(), quiet});
    if (!by_header) {
      Json manifest = Json::parse(files["pack.json"]);
      manifest["shadow"] = {"T-02"};
      files["pack.json"] = manifest.dump();
    }
    const auto engine = Engine::create(Pack::from_files(files).value(), Json::object()).value();
    CHECK(found(*engine, with_packs(9)) == std::vector<std::string>{"T-01"});
    REQUIRE(engine->last_shadow_findings().size() == 1);
    CHECK(engine->last_shadow_findings().front().rule == "T-02");
    CHECK(engine->last_shadow_findings().front().line == 1);
    CHECK(found(*engine, with_packs(1)).empty());
    CHECK(engine->last_shadow_findings().empty());
  }
}

TEST_CASE("a shadow rule that cannot be run does not stop fund payment") {
  RuleText broken{"T-02", {{"shadow", "yes"}}, "SELECT l.line AS line FROM nothing l;"};
  const auto engine = test::engine_of({many(), broken});
  CHECK(found(*engine, with_packs(1)).empty());
  REQUIRE(engine->last_shadow_findings().size() == 1);
  CHECK(engine->last_shadow_findings().front().data.contains("fault"));
  CHECK(engine->faults().contains("T-02"));
}

TEST_CASE("a shadow list names rules of the pack, and shadow is yes or nothing") {
  PackFiles files = test::pack_files({many()});
  Json manifest = Json::parse(files["pack.json"]);
  manifest["shadow"] = {"T-07"};
  files["pack.json"] = manifest.dump();
  CHECK(Pack::from_files(files).failure().detail == "/shadow T-07 is no rule of this pack");
  RuleText odd = many();
  odd.changes.emplace_back("shadow", "no");
  CHECK(Pack::from_files(test::pack_files({odd})).failure().detail == "shadow is yes, or left out");
}

TEST_CASE("the scenarios of shadow rules prove them like any other") {
  RuleText quiet = gift();
  quiet.changes.emplace_back("shadow", "yes");
  PackFiles files = test::pack_files({quiet});
  files["scenarios/base.json"] = test::clean_facts().dump();
  files["scenarios/R-01.json"] = Json::array({{{"id", "a"},
                                               {"title", "a gift"},
                                               {"change", {{"/line/0/gift", 1}}},
                                               {"expect", {{{"rule", "R-01"}, {"line", 1}}}}}})
                                     .dump();
  CHECK(run_scenarios(Pack::from_files(files).value())->problems.empty());
}
