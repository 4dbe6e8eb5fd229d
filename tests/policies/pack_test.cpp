#include "policies/engine/pack.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "base/bytes.hpp"
#include "pack.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using namespace tillgate::policies;
using test::RuleText;

namespace {

PackFiles sound() {
  return test::pack_files({{"T-01", {}, "SELECT l.line AS line FROM line l WHERE l.line = 0;"}});
}

// "where: what" of the refusal.
std::string refusal(PackFiles files) {
  const auto pack = Pack::from_files(std::move(files));
  REQUIRE_FALSE(pack.ok());
  CHECK(pack.failure().status == TILLGATE_E_POLICY);
  return pack.failure().where + ": " + pack.failure().detail;
}

std::string refusal_with(const char* member, const Json& value) {
  PackFiles files = sound();
  Json manifest = Json::parse(files["pack.json"]);
  manifest[member] = value;
  files["pack.json"] = manifest.dump();
  return refusal(std::move(files));
}

void write(const std::filesystem::path& path, const std::string& content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

}  // namespace

TEST_CASE("a folder is read with its manifest, rules and scenarios, and nothing else of it") {
  const test::TemporaryFolder folder;
  PackFiles files = sound();
  files["scenarios/base.json"] = "{}";
  for (const auto& [name, content] : files) write(folder / name, content);
  const Pack alone = Pack::load(folder.path()).value();
  write(folder / "README.md", "not part of the pack");
  write(folder / "rules/draft.txt", "not part of the pack");
  const Pack pack = Pack::load(folder.path()).value();
  REQUIRE(pack.layers.size() == 1);
  CHECK(pack.top().id == "trial");
  CHECK(pack.top().version == 1);
  CHECK(pack.top().layer == Layer::national);
  CHECK(pack.top().name_zh == "试验");
  CHECK(pack.top().valid_from_day == 20'454);
  CHECK_FALSE(pack.top().valid_until_day.has_value());
  CHECK(pack.rules.size() == 1);
  CHECK(pack.scenarios.size() == 1);
  CHECK(pack.digest == alone.digest);
  CHECK(pack.digest == pack_digest(files));
}

TEST_CASE("a folder that is not there or has no manifest is refused") {
  const test::TemporaryFolder folder;
  CHECK(Pack::load(folder / "nothing").failure().status == TILLGATE_E_POLICY);
  write(folder / "rules/T-01.sql", sound()["rules/T-01.sql"]);
  CHECK(Pack::load(folder.path()).failure().status == TILLGATE_E_POLICY);
}

TEST_CASE(
    "the digest is that of the documented listing, and no change of name or content keeps it") {
  // By sha256sum (GNU coreutils), over the three lines of the listing.
  const PackFiles files{{"b/c", ""}, {"a", "x"}};
  CHECK(to_hex(pack_digest(files)) ==
        "f2485aaf03c895bbcfa1356a386e8aca01df3e6585d567b5156c64d70a9e6516");
  for (const PackFiles& other :
       {PackFiles{{"b/c", ""}, {"a", "y"}}, PackFiles{{"b/c", ""}, {"b", "x"}},
        PackFiles{{"a", "x"}}, PackFiles{{"b/c", "x"}, {"a", ""}}})
    CHECK(pack_digest(other) != pack_digest(files));
}

TEST_CASE("a manifest that breaks its grammar is refused with the place") {
  CHECK(refusal_with("format", "tillgate-pack/2") ==
        "pack.json:1: /format must be tillgate-pack/1");
  CHECK(refusal_with("id", "Trial") ==
        "pack.json:1: /id up to 40 lower-case letters, digits and -");
  CHECK(refusal_with("version", 0) == "pack.json:1: /version must be a whole number above 0");
  CHECK(refusal_with("version", "1") == "pack.json:1: /version must be a whole number above 0");
  CHECK(refusal_with("version", 1.5) == "pack.json:1: /version must be a whole number above 0");
  CHECK(refusal_with("name_zh", "") == "pack.json:1: /name_zh must be a text");
  CHECK(refusal_with("valid_from", "2026-02-30") ==
        "pack.json:1: /valid_from must be a date YYYY-MM-DD");
  CHECK(refusal_with("valid_until", "soon") ==
        "pack.json:1: /valid_until must be a date YYYY-MM-DD");
  CHECK(refusal_with("retired", "T-01") == "pack.json:1: /retired must be a list of rule ids");
  CHECK(refusal_with("parameters", Json{{"most", 3}}) ==
        "pack.json:1: /parameters/most no rule has this parameter");
  CHECK(refusal_with("priority", 1) == "pack.json:1: /priority unknown member");
  PackFiles files = sound();
  files["pack.json"] = "[]";
  CHECK(refusal(files) == "pack.json: is not a JSON object");
  files.erase("pack.json");
  CHECK(refusal(files) == "pack.json: is missing");
}

TEST_CASE("a retired id is never used again, and a pack without rules is none") {
  CHECK(refusal_with("retired", Json{"T-01"}) == "rules/T-01.sql:1: the id is retired");
  PackFiles files = sound();
  files.erase("rules/T-01.sql");
  CHECK(refusal(files) == "rules: the pack has no rule");
}

TEST_CASE("a rule that breaks the grammar refuses the pack with file and line") {
  PackFiles files = sound();
  files["rules/T-02.sql"] = RuleText{"T-02", {{"effect", "stop"}}, "SELECT 1 AS line;"}.text();
  CHECK(refusal(files) == "rules/T-02.sql:3: effect is block, approve, confirm, warn or record");
}

TEST_CASE("rules share a parameter only under one declaration") {
  const std::string sql = "SELECT l.line AS line FROM line l WHERE l.packs > :most;";
  const RuleText one{"T-01", {{"param", "most integer 3 lower"}}, sql};
  RuleText two{"T-02", {{"param", "most integer 3 lower"}}, sql};
  CHECK(test::pack_of({one, two}).declared.size() == 1);
  two.changes = {{"param", "most integer 4 lower"}};
  CHECK(refusal(test::pack_files({one, two})) ==
        "rules/T-02.sql:1: parameter most is declared differently by another rule");
}

TEST_CASE("what a pack sets moves its own rules' thresholds") {
  PackFiles files =
      test::pack_files({{"T-01",
                         {{"param", "most integer 5 lower"}},
                         "SELECT l.line AS line FROM line l WHERE l.packs > :most;"}});
  Json manifest = Json::parse(files["pack.json"]);
  manifest["parameters"] = {{"most", 0}};
  files["pack.json"] = manifest.dump();
  const auto engine = Engine::create(Pack::from_files(files).value(), Json::object()).value();
  CHECK(engine->review(test::clean_facts())->size() == 2);
  CHECK(Engine::create(Pack::from_files(files).value(), {{"most", 1}}).failure().where == "/most");
}
