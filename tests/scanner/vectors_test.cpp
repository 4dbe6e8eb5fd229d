// Every case of tests/vectors/codes.json against the parser of its kind: each expected field must
// be equal (null means absent), each refusal must name the first check that failed.
#include "scanner/cli/vectors.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "scanner/cli/tool.hpp"
#include "scanner/cli/vector_parsers.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"

using namespace tillgate;

TEST_CASE("each code is read and refused as its vector says") {
  const Json document = test::read_json_data("vectors/codes.json");
  std::map<std::string, int> cases;
  for (const Json& vector : document.at("vectors")) {
    INFO(vector.dump());
    const Json answer = scanner::answer_vector(vector);
    INFO(answer.dump());
    CHECK(scanner::agrees(answer, vector.at("expect")));
    ++cases[vector.at("kind").get<std::string>()];
  }
  for (const auto& [kind, counts] : document.at("kinds").items()) {
    INFO(kind);
    CHECK(cases[kind] == counts.at("valid").get<int>() + counts.at("invalid").get<int>());
  }
  CHECK(cases.size() == 36);
  CHECK(document.at("vectors").size() == 787);
}

TEST_CASE("no kind of vector has two parsers, and no parser lacks vectors") {
  std::set<std::string> kinds;
  for (const auto* parsers :
       {&scanner::goods_parsers(), &scanner::people_parsers(), &scanner::scan_parsers()})
    for (const auto& [kind, parser] : *parsers) CHECK(kinds.insert(kind).second);
  const Json document = test::read_json_data("vectors/codes.json");
  for (const std::string& kind : kinds) CHECK(document.at("kinds").contains(kind));
}

TEST_CASE("an answer agrees only when every expected field and the reason do") {
  const Json good{{"ok", true}, {"parse", {{"a", "1"}, {"b", "2"}}}};
  const Json bad{{"ok", false}, {"reason", "BAD_CHECK"}};
  CHECK(scanner::agrees(good, {{"ok", true}, {"parse", {{"a", "1"}}}}));
  CHECK(scanner::agrees(good, {{"ok", true}, {"parse", {{"c", nullptr}}}}));
  CHECK_FALSE(scanner::agrees(good, {{"ok", true}, {"parse", {{"a", "2"}}}}));
  CHECK_FALSE(scanner::agrees(good, {{"ok", true}, {"parse", {{"a", nullptr}}}}));
  CHECK_FALSE(scanner::agrees(good, {{"ok", false}, {"reason", "EMPTY"}}));
  CHECK(scanner::agrees(bad, {{"ok", false}, {"reason", "BAD_CHECK"}}));
  CHECK_FALSE(scanner::agrees(bad, {{"ok", false}, {"reason", "EMPTY"}}));
  CHECK(scanner::agrees(
      bad, {{"ok", false}, {"reason", "EMPTY"}, {"reason_any", {"EMPTY", "BAD_CHECK"}}}));
}

namespace {

struct Answered {
  int status;
  std::vector<Json> lines;
};

Answered run_on(const std::string& content) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "vectors.json";
  std::ofstream(file, std::ios::binary) << content;
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const int status = scanner::run_tool({"--vectors", file.string()}, in, out, err);
  std::istringstream lines(out.str());
  Answered run{status, {}};
  for (std::string line; std::getline(lines, line);) run.lines.push_back(Json::parse(line));
  return run;
}

}  // namespace

TEST_CASE("the tool answers a file of vectors and tells the totals") {
  const Answered all = run_on(test::read_data("vectors/codes.json"));
  CHECK(all.status == 0);
  REQUIRE(all.lines.size() == 787 + 36 + 1);
  CHECK(all.lines.front().at("agrees") == true);
  CHECK(all.lines.back() == Json{{"cases", 787}, {"agree", 787}});

  const Answered wrong = run_on(R"({"vectors":[{"id":"a","kind":"trace20","input":"1",
      "expect":{"ok":true,"parse":{}}},{"id":"b","kind":"new","input":"1","expect":{"ok":true,"parse":{}}}]})");
  CHECK(wrong.status == scanner::not_answered);
  REQUIRE(wrong.lines.size() == 5);
  CHECK(wrong.lines[0].at("agrees") == false);
  CHECK(wrong.lines[1].at("answer").at("reason") == "UNKNOWN_KIND");
  CHECK(wrong.lines.back() == Json{{"cases", 2}, {"agree", 0}});
}

TEST_CASE("a file that holds no vectors is refused") {
  for (const char* content : {"", "{", "[]", "{\"vectors\":[{}]}", "{\"vectors\":[]}"}) {
    INFO(content);
    CHECK(run_on(content).status == scanner::not_answered);
  }
}
