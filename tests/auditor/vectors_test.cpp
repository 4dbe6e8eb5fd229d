// The vectors of tests/vectors/tlog through `tillgate-audit vectors`.
#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <sstream>

#include "auditor/audit.hpp"
#include "base/json.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::audit;
using test::text;

namespace {

std::vector<Json> lines_of(const std::string& out) {
  std::vector<Json> lines;
  std::istringstream in(out);
  for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line));
  return lines;
}

}  // namespace

TEST_CASE("every case of the log vectors is answered as the files expect") {
  const auto answer = audit({"vectors", text(test::data_path("vectors/tlog"))});
  CHECK(answer.code == 0);
  std::map<std::string, int> cases;
  for (const Json& line : lines_of(answer.out)) {
    INFO(line.dump());
    CHECK(line["agrees"] == true);
    const auto id = line["id"].get<std::string>();
    ++cases[id.substr(0, id.find('/'))];
  }
  const std::map<std::string, int> expected = {{"checkpoint-texts.json", 29},
                                               {"cosignatures.json", 8},
                                               {"entry-bundles.json", 10},
                                               {"keys.json", 8},
                                               {"merkle8-sha256.json", 145},
                                               {"merkle8-sm3.json", 145},
                                               {"sample-log.json", 14},
                                               {"signed-notes.json", 33},
                                               {"sm2.json", 25},
                                               {"sm3.json", 11},
                                               {"tile-geometry.json", 18},
                                               {"tile-paths.json", 147},
                                               {"tlog-proofs.json", 15},
                                               {"witness.json", 24}};
  CHECK(cases == expected);
}

TEST_CASE("a vector that is wrong, or of no known kind, does not agree and fails the run") {
  const test::TemporaryFolder folder;
  const auto put = [&](const char* name, const Json& file) {
    std::ofstream(folder / name) << file.dump();
  };
  Json sm3 = test::read_json_data("vectors/tlog/sm3.json");
  sm3["cases"][0]["digest"] = sm3["cases"][1]["digest"];
  put("sm3.json", sm3);
  Json tree = test::read_json_data("vectors/tlog/merkle8-sha256.json");
  tree["must_reject"] = {tree["size_is_not_bound"][0]};  // which is a proof that verifies
  tree["inclusion"][35]["proof"][0] = tree["inclusion"][35]["proof"][1];
  put("tree.json", tree);
  Json notes = test::read_json_data("vectors/tlog/signed-notes.json");
  notes["cases"][1]["accept"] = false;
  put("notes.json", notes);
  put("strange.json", {{"cases", Json::array()}});
  put("broken.json", {{"keys", {{{"vkey", 7}}}}});

  const auto answer = audit({"vectors", text(folder.path())});
  CHECK(answer.code == 1);
  std::vector<std::string> disagreeing;
  for (const Json& line : lines_of(answer.out))
    if (!line["agrees"].get<bool>()) disagreeing.push_back(line["id"].get<std::string>());
  CHECK(disagreeing ==
        std::vector<std::string>{"broken.json/file", "notes.json/cases/1: one Ed25519 signature",
                                 "sm3.json/cases/0: standard example 1", "strange.json/file",
                                 "tree.json/inclusion/35", "tree.json/must_reject/0"});
}

TEST_CASE("a folder without vectors proves nothing") {
  const test::TemporaryFolder folder;
  CHECK(audit({"vectors", text(folder.path())}).code == 1);
  CHECK(audit({"vectors", text(folder / "none")}).code == 2);
}
