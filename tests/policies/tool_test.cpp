#include "policies/cli/tool.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "pack.hpp"
#include "policies/cli/rule_table.hpp"
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

TEST_CASE("the rules in policies/README.md are those of the national pack") {
  const std::string text = content_of("policies/README.md");
  const std::string table = run({"table", national()}).out;
  CHECK(table.find("| ID-01 |") != std::string::npos);
  INFO("run tillgate-policy table policies/packs/cn-national and paste its output");
  CHECK(text.find(table) != std::string::npos);
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
