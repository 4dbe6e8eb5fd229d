// `tillgate-audit replay` and `disclose`: sealed verdicts judged again.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "auditor/audit.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "policies/engine/engine.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::audit;
using test::ClosedTill;
using test::has;
using test::text;

namespace {

const std::filesystem::path national =
    std::filesystem::path(TILLGATE_SOURCE_DIR) / "policies/packs/cn-national";

// Scenarios write times and days as text; facts have numbers.
void convert_times(Json& value, const std::string& name) {
  if (value.is_string() && name.ends_with("_ms")) {
    value = utc_of_local_text(value.get<std::string>()).value();
  } else if (value.is_string() && name.ends_with("_day")) {
    value = day_of_date(value.get<std::string>()).value();
  } else if (value.is_array()) {
    for (Json& element : value) convert_times(element, name);
  } else if (value.is_object()) {
    for (auto& [key, member] : value.items()) convert_times(member, key);
  }
}

// A sale in order, but for so many packs of an over-the-counter medicine.
Json facts_with_packs(std::int64_t packs) {
  Json facts = Json::parse(test::read_file(national / "scenarios/base.json"));
  convert_times(facts, "");
  facts["line"][1]["packs"] = packs;
  return facts;
}

// Seals verdicts as a till does: findings and digest of the pack in the body, facts as disclosure.
class JudgingTill : public ClosedTill {
 public:
  JudgingTill() : ClosedTill(1) {
    auto pack = policies::Pack::load(national);
    digest_ = to_hex(pack->digest);
    engine_ = policies::Engine::create(std::move(pack).value(), Json::object()).value();
    open();
  }
  void sell(std::int64_t packs) {
    const Json facts = facts_with_packs(packs);
    Json findings = Json::array();
    const auto reviewed = engine_->review(facts);
    for (const policies::Finding& finding : reviewed.value()) {
      Json row = {{"rule", finding.rule}, {"effect", policies::name_of(finding.effect)}};
      if (finding.line) row["line"] = *finding.line;
      row["lifted_by"] = "op-7";
      findings.push_back(row);
    }
    ledger::Draft draft = test::draft_of("sale_settled", 100);
    draft.body["verdict"] = {
        {"standing", "pass"}, {"pack_digest", digest_}, {"findings", findings}};
    draft.disclosures = {{"facts", facts}};
    seal(draft);
  }
  std::string keys_folder() const { return text(folder / "keys"); }

 private:
  std::string digest_;
  std::unique_ptr<policies::Engine> engine_;
};

std::string pack_with_threshold(const test::TemporaryFolder& folder, int packs) {
  std::filesystem::copy(national, folder / "pack", std::filesystem::copy_options::recursive);
  Json manifest = Json::parse(test::read_file(folder / "pack/pack.json"));
  manifest["parameters"]["otc_max_packs"] = packs;
  std::ofstream(folder / "pack/pack.json") << manifest.dump();
  return text(folder / "pack");
}

}  // namespace

TEST_CASE("the sealed rules over the sealed facts give every sealed verdict again") {
  JudgingTill till;
  for (const std::int64_t packs : {1, 5, 6, 9}) till.sell(packs);
  till.close();
  const auto answer = audit(
      {"replay", till.database_file(), "--pack", text(national), "--keys", till.keys_folder()});
  INFO(answer.err);
  CHECK(answer.code == 0);
  CHECK(has(answer.out, "4 verdicts, 4 the same, 0 different, 0 without facts"));
}

TEST_CASE("after one threshold is changed, each verdict that would differ is named") {
  JudgingTill till;
  for (const std::int64_t packs : {1, 5, 6, 9}) till.sell(packs);
  till.close();
  const test::TemporaryFolder folder;
  const std::string looser = pack_with_threshold(folder, 7);
  const auto answer =
      audit({"replay", till.database_file(), "--pack", looser, "--keys", till.keys_folder()});
  CHECK(answer.code == 1);
  CHECK(
      has(answer.err, "record 3: the verdict would differ 结论将不同: -QT-03 line 2 (confirm)\n"));
  CHECK_FALSE(has(answer.err, "record 4:"));
  CHECK(has(answer.out, "4 verdicts, 3 the same, 1 different"));
  CHECK(has(answer.out, "4 were given by another pack"));

  const test::TemporaryFolder other;
  const auto stricter = audit({"replay", till.database_file(), "--pack",
                               pack_with_threshold(other, 4), "--keys", till.keys_folder()});
  CHECK(has(stricter.err,
            "record 2: the verdict would differ 结论将不同: +QT-03 line 2 (confirm)\n"));
  CHECK(has(stricter.out, "3 the same, 1 different"));
}

TEST_CASE("a verdict that its own rules do not give is named as such") {
  JudgingTill till;
  till.sell(6);
  ledger::Draft draft = test::draft_of("sale_settled");
  draft.body["verdict"] = {{"pack_digest", to_hex(policies::Pack::load(national)->digest)},
                           {"findings", Json::array()}};
  draft.body["facts"] = facts_with_packs(6);
  till.seal(draft);
  till.close();
  const auto answer = audit(
      {"replay", till.database_file(), "--pack", text(national), "--keys", till.keys_folder()});
  CHECK(answer.code == 1);
  CHECK(has(answer.err, "record 2: the sealed rules give another verdict"));
  CHECK(has(answer.err, "+QT-03 line 2 (confirm)"));
}

TEST_CASE("facts are handed over to an auditor who has the log and no keys, and are proved") {
  JudgingTill till;
  for (const std::int64_t packs : {1, 6}) till.sell(packs);
  till.close();
  REQUIRE(audit({"export", till.database_file(), till.log()}).code == 0);
  const auto without = audit({"replay", till.log(), "--pack", text(national)});
  CHECK(without.code == 1);
  CHECK(has(without.err, "record 1: facts are not at hand"));
  CHECK(has(without.out, "2 without facts"));

  const auto handed =
      audit({"disclose", till.database_file(), "--keys", till.keys_folder(), "--name", "facts"});
  REQUIRE(handed.code == 0);
  const std::string file = text(till.folder / "facts");
  std::ofstream(till.folder / "facts") << handed.out;
  CHECK(audit({"replay", till.log(), "--pack", text(national), "--facts", file}).code == 0);

  std::string changed = handed.out;
  changed.replace(changed.find("\"packs\":6"), 9, "\"packs\":5");
  std::ofstream(till.folder / "facts") << changed;
  const auto refused = audit({"replay", till.log(), "--pack", text(national), "--facts", file});
  CHECK(refused.code == 1);
  CHECK(has(refused.err, "not what the record was sealed with: record 2, facts"));
  std::ofstream(till.folder / "facts") << "x\n";
  CHECK(audit({"replay", till.log(), "--pack", text(national), "--facts", file}).code == 2);
}

TEST_CASE("verdicts whose facts were erased with a person are counted apart, and are no fault") {
  JudgingTill till;
  for (const std::int64_t packs : {1, 6}) till.sell(packs);
  {
    REQUIRE(
        till.database->execute("UPDATE ledger_disclosure SET subject = 'A001' WHERE idx = 1").ok());
    auto transaction = store::Transaction::begin(*till.database);
    REQUIRE(till.journal->erase("A001", "op-9").value().has_value());
    REQUIRE(transaction->commit().ok());
  }
  till.close();
  const auto answer = audit(
      {"replay", till.database_file(), "--pack", text(national), "--keys", till.keys_folder()});
  CHECK(answer.code == 0);
  CHECK(has(answer.out, "2 verdicts, 1 the same, 0 different, 0 without facts, 1 erased"));
}
