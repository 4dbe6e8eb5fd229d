#include "vectors.hpp"

#include <catch2/catch.hpp>

#include "pack.hpp"
#include "policies/cli/vector_facts.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::policies;

std::vector<VectorOutcome> test::vector_outcomes() {
  auto outcomes = run_vectors(national_pack(), read_json_data("vectors/rules.json"));
  REQUIRE(outcomes.ok());
  return std::move(outcomes).value();
}

TEST_CASE(
    "the national pack finds in every scenario of the vectors what they say, no more and no less") {
  const auto outcomes = test::vector_outcomes();
  REQUIRE(outcomes.size() == 25);
  for (const VectorOutcome& outcome : outcomes) {
    INFO(outcome.to_json().dump());
    CHECK(outcome.agrees);
    // What the vectors leave open is filled so that no other rule asks for it.
    CHECK(outcome.beyond.empty());
  }
}

TEST_CASE("a finding too many or too few is a disagreement") {
  Json file = test::read_json_data("vectors/rules.json");
  Json& expected = file["scenarios"][1]["expect"]["findings"];
  const auto agrees = [&] { return run_vectors(test::national_pack(), file).value()[1].agrees; };
  REQUIRE(agrees());
  const Json last = expected.back();
  expected.erase(expected.size() - 1);
  CHECK_FALSE(agrees());
  expected.push_back(last);
  expected.push_back({{"rule", "QT-03"}, {"decision", "reason"}, {"scope", "fund"}, {"line", 1}});
  CHECK_FALSE(agrees());
}

TEST_CASE("the parameters of a scenario are set as a region sets them") {
  Json file = test::read_json_data("vectors/rules.json");
  file["scenarios"] = Json::array({file["scenarios"][0]});
  file["scenarios"][0]["patch"] = {
      {"params", {{"otc_max_packs", 3}, {"nocode_settle_until", nullptr}}}};
  CHECK(run_vectors(test::national_pack(), file).value()[0].agrees);
  file["scenarios"][0]["patch"]["params"]["eph_max_packs"] = 3;  // looser than the nation allows
  const auto refused = run_vectors(test::national_pack(), file);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().status == TILLGATE_E_CONFIG);
  CHECK(refused.failure().where == "V01/eph_max_packs");
}

TEST_CASE("a file of another shape is refused at its scenario") {
  Json file = test::read_json_data("vectors/rules.json");
  file["scenarios"][2]["patch"] = {{"now", "tomorrow"}};
  CHECK(run_vectors(test::national_pack(), file).failure().status == TILLGATE_E_DOCUMENT);
  CHECK(run_vectors(test::national_pack(), file).failure().where == "V03");
  CHECK(run_vectors(test::national_pack(), Json::object()).failure().status == TILLGATE_E_DOCUMENT);
}

TEST_CASE("codes are compared without what nobody sees") {
  CHECK(cleaned_code("89900010000000000001") == "89900010000000000001");
  CHECK(cleaned_code("８９９０００1 0000\t000000001\r\n") == "89900010000000000001");
  CHECK(cleaned_code("8990001\xE2\x80\x8B"
                     "0000000000001\xEF\xBB\xBF") == "89900010000000000001");
}
