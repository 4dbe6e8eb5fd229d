#include "vectors.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "pack.hpp"
#include "policies/engine/engine.hpp"

namespace tillgate::policies {

TEST_CASE(
    "the national pack finds in every scenario of the vectors what they say, no more and no less") {
  const Pack pack = test::national_pack();
  std::set<std::string> known;
  for (const Rule& rule : pack.rules) known.insert(rule.id);
  auto engine = Engine::create(pack, Json::object());
  REQUIRE(engine.ok());

  for (const test::VectorScenario& scenario : test::vector_scenarios()) {
    INFO(scenario.id << ": " << scenario.title);
    auto findings = (*engine)->review(scenario.facts);
    INFO((findings ? "" : findings.failure().detail + " " + findings.failure().where));
    REQUIRE(findings.ok());
    std::set<Json> found, expected;
    for (const Finding& finding : *findings) {
      Json row{{"rule", finding.rule},
               {"effect", name_of(finding.effect)},
               {"scope", name_of(finding.scope)}};
      if (finding.line) row["line"] = *finding.line;
      found.insert(row);
    }
    for (const Json& finding : scenario.expected)
      if (known.contains(finding.at("rule").get<std::string>())) expected.insert(finding);
    CHECK(found == expected);
  }
}

}  // namespace tillgate::policies
