#include "policies/cli/tool.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "base/bytes.hpp"
#include "crypto/key_folder.hpp"
#include "pack.hpp"
#include "policies/cli/rule_table.hpp"
#include "policies/engine/offence.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using namespace tillgate::policies;

namespace {

struct Run {
  int status;
  std::string out, err;
};

Run run(std::vector<std::string> arguments) {
  std::ostringstream out, err;
  const int status = run_tool(std::move(arguments), out, err);
  return {status, out.str(), err.str()};
}

std::string national() {
  return test::national_pack_folder().string();
}

std::string content_of(const char* name) {
  std::ifstream in(std::filesystem::path(TILLGATE_SOURCE_DIR) / name, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_pack(const std::filesystem::path& folder, const PackFiles& files) {
  for (const auto& [name, content] : files) {
    std::filesystem::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << content;
  }
}

}  // namespace

TEST_CASE("lint and test of a sound pack say so and end with 0") {
  const Run linted = run({"lint", national()});
  CHECK(linted.status == 0);
  CHECK(linted.out == std::to_string(test::national_pack().rules.size()) + " rules, no problems\n");
  const Run tested = run({"test", national()});
  CHECK(tested.status == 0);
  CHECK(tested.out.find(": all as expected\n") != std::string::npos);
}

TEST_CASE("problems are told as file:line: what and end with 1") {
  const test::TemporaryFolder folder;
  write_pack(folder.path(),
             test::pack_files(
                 {{"T-01", {}, "SELECT l.line AS line\nFROM line l\nWHERE l.packs != 1;\n"}}));
  const Run linted = run({"lint", folder.path().string()});
  CHECK(linted.status == 1);
  CHECK(linted.out == "rules/T-01.sql:15: write <>\n");
  const Run tested = run({"test", folder.path().string()});
  CHECK(tested.status == 1);
  CHECK(tested.out.starts_with("scenarios/base.json: is missing\n"));
}

TEST_CASE("a pack that cannot be read ends with 1 and the place") {
  const test::TemporaryFolder folder;
  for (const char* verb : {"lint", "test", "table"}) {
    const Run failed = run({verb, (folder / "nothing").string()});
    CHECK(failed.status == 1);
    CHECK_FALSE(failed.err.empty());
  }
}

TEST_CASE("wrong usage ends with 2, a question for help with 0") {
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{},
                                                {"mend", "x"},
                                                {"lint"},
                                                {"lint", "a", "b"},
                                                {"test", "a", "--reads"}})
    CHECK(run(wrong).status == 2);
  CHECK(run({"--help"}).status == 0);
  CHECK(run({"lint", "--help"}).out.find("--reads") != std::string::npos);
}

TEST_CASE("lint tells the columns each rule reads") {
  CHECK(run({"lint", national(), "--reads"}).out.find("\nID-07: person.status\n") !=
        std::string::npos);
}

TEST_CASE("a pack is packed into one signed file, signed again, shown and unpacked") {
  const test::TemporaryFolder folder;
  for (const char* name : {"office", "second"})
    REQUIRE(crypto::KeyFolder::create(folder / name, std::string("rules.example/") + name).ok());
  const std::string file = (folder / "national.pack").string();
  const auto keys = [&](const char* name) { return (folder / name).string(); };
  const auto trust = [&](const char* name) { return (folder / name / "log.vkeys").string(); };
  const Run packed = run({"pack", national(), "-o", file, "--keys", keys("office")});
  INFO(packed.err);
  REQUIRE(packed.status == 0);
  CHECK(packed.out == file + ": " + to_hex(test::national_pack().digest) + "\n");
  CHECK(run({"show", file, "--trust", trust("second")}).err ==
        "note: signed by no key that is trusted here\n");
  REQUIRE(run({"sign", file, "--keys", keys("second")}).status == 0);
  for (const char* name : {"office", "second"}) {
    const Run shown = run({"show", file, "--trust", trust(name)});
    CHECK(shown.status == 0);
    CHECK(shown.out.find(std::string("signed by rules.example/") + name + "\n") !=
          std::string::npos);
  }
  const std::string out = (folder / "unpacked").string();
  REQUIRE(run({"show", file, "--unpack", out}).status == 0);
  CHECK(Pack::load(out)->digest == test::national_pack().digest);
  // Everywhere a pack is named, its file may be.
  CHECK(run({"test", file}).status == 0);
}

TEST_CASE("a pack with problems is not signed") {
  const test::TemporaryFolder folder;
  REQUIRE(crypto::KeyFolder::create(folder / "office", "rules.example/office").ok());
  write_pack(folder / "pack",
             test::pack_files(
                 {{"T-01", {}, "SELECT l.line AS line\nFROM line l\nWHERE l.packs != 1;\n"}}));
  const std::string file = (folder / "trial.pack").string();
  const Run refused =
      run({"pack", (folder / "pack").string(), "-o", file, "--keys", (folder / "office").string()});
  CHECK(refused.status == 1);
  CHECK(refused.err == "rules/T-01.sql:15: write <>\n");
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("lint and test take the packs a pack stands on") {
  const test::TemporaryFolder folder;
  PackFiles above =
      test::pack_files({{"T-01", {}, "SELECT l.line AS line FROM line l WHERE l.line = 0;"}});
  above["scenarios/base.json"] = test::clean_facts().dump();
  write_pack(folder / "above", above);
  PackFiles below =
      test::pack_files({{"R-01", {}, "SELECT l.line AS line FROM line l WHERE l.gift = 1;"}});
  Json manifest = Json::parse(below["pack.json"]);
  manifest.update({{"id", "region"}, {"layer", "region"}, {"extends", "trial"}});
  below["pack.json"] = manifest.dump();
  below["scenarios/R-01.json"] = Json::array({{{"id", "a"},
                                               {"title", "a gift"},
                                               {"change", {{"/line/0/gift", 1}}},
                                               {"expect", {{{"rule", "R-01"}, {"line", 1}}}}}})
                                     .dump();
  write_pack(folder / "below", below);
  const std::string region = (folder / "below").string(), trial = (folder / "above").string();
  CHECK(run({"lint", region, "--on", trial}).out == "1 rules, no problems\n");
  CHECK(run({"test", region, "--on", trial}).out == "2 rules, 2 scenarios: all as expected\n");
  CHECK(run({"test", region}).status == 1);
}

TEST_CASE(
    "lint --cost tells the steps of each rule on the worst basket, and refuses what is over") {
  const Run national_cost = run({"lint", national(), "--cost"});
  CHECK(national_cost.status == 0);
  CHECK(national_cost.out.find("\nQT-03 ") != std::string::npos);
  const test::TemporaryFolder folder;
  write_pack(folder.path(),
             test::pack_files({{"T-01",
                                {},
                                "SELECT l.line AS line FROM line l CROSS JOIN past_person a "
                                "CROSS JOIN past_person b WHERE a.packs + b.packs = l.line;\n"}}));
  const Run over = run({"lint", folder.path().string(), "--cost"});
  CHECK(over.status == 1);
  CHECK(over.out.find("rules/T-01.sql:13: over the step budget on the worst basket") !=
        std::string::npos);
}

TEST_CASE("the rules in policies/README.md are those of the national pack") {
  const std::string text = content_of("policies/README.md");
  const std::string table = run({"table", national()}).out;
  CHECK(table.find("| ID-01 |") != std::string::npos);
  INFO("run tillgate-policy table policies/packs/cn-national and paste its output");
  CHECK(text.find(table) != std::string::npos);
}

TEST_CASE("the offences in policies/README.md are those that the rules name") {
  const std::string table = run({"table", national(), "--offences"}).out;
  for (const Offence& offence : offences)
    CHECK(table.find("| " + std::string(offence.key) + " | ") != std::string::npos);
  INFO("run tillgate-policy table policies/packs/cn-national --offences and paste its output");
  CHECK(content_of("policies/README.md").find(table) != std::string::npos);
}

TEST_CASE("every offence is stopped or flagged by a rule, and every rule names one") {
  std::set<std::string> met;
  for (const Rule& rule : test::national_pack().rules) {
    INFO(rule.id);
    CHECK_FALSE(rule.stops.empty());
    met.insert(rule.stops.begin(), rule.stops.end());
  }
  CHECK(met.size() == offences.size());
}

TEST_CASE("a vectors file is answered with a line of JSON a scenario, and agreement is told") {
  const std::string file = (test::data_path("vectors/rules.json")).string();
  const Run agreed = run({"test", national(), "--scenarios", file});
  CHECK(agreed.status == 0);
  std::istringstream lines(agreed.out);
  std::string line;
  std::size_t count = 0;
  for (; std::getline(lines, line); ++count) {
    const Json row = Json::parse(line);
    INFO(line);
    CHECK(row.at("agrees") == true);
    CHECK(row.at("findings").is_array());
  }
  CHECK(count == 25);

  const test::TemporaryFolder folder;
  Json changed = test::read_json_data("vectors/rules.json");
  changed["scenarios"][0]["expect"]["findings"] =
      Json::array({{{"rule", "IN-01"}, {"decision", "block"}, {"scope", "fund"}}});
  std::ofstream(folder / "rules.json") << changed.dump();
  const Run disagreed = run({"test", national(), "--scenarios", (folder / "rules.json").string()});
  CHECK(disagreed.status == 1);
  CHECK(disagreed.out.starts_with(R"({"agrees":false,"findings":[],"id":"V01"})"));
  CHECK(run({"test", national(), "--scenarios", (folder / "none").string()}).status == 1);
}

TEST_CASE("the rule shown in policies/README.md is the one in the pack") {
  CHECK(content_of("policies/README.md")
            .find(content_of("policies/packs/cn-national/rules/QT-03.sql")) != std::string::npos);
}

TEST_CASE("every guard is explained in policies/README.md") {
  const std::string text = content_of("policies/README.md");
  const Views views = read_views().value();
  for (const std::string& guard : views.guards)
    CHECK(text.find("`" + guard + "`") != std::string::npos);
}
