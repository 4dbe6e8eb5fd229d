// tillgate-scan on picture files, run in process.
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "base/json.hpp"
#include "base/text.hpp"
#include "scanner/cli/picture_file.hpp"
#include "scanner/cli/tool.hpp"
#include "support/folder.hpp"
#include "support/picture.hpp"

using namespace tillgate;

namespace {

const std::string trace = "89999010000000010001";

struct Run {
  int status;
  std::vector<Json> out;
  std::string err;
};

Run run(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--decoder", TILLGATE_DECODER, "--deadline", "60000"});
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Run done{scanner::run_tool(std::move(arguments), in, out, err), {}, err.str()};
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) done.out.push_back(Json::parse(line));
  return done;
}

std::string picture(const test::TemporaryFolder& folder, const std::string& name,
                    std::vector<test::PrintedCode> codes) {
  test::Shot shot;
  shot.codes = std::move(codes);
  std::filesystem::create_directories((folder / name).parent_path());
  test::write_png(folder / name, test::take(shot));
  return utf8_from_path(folder / name);
}

void expect(const test::TemporaryFolder& folder, const std::string& name, const std::string& text) {
  std::ofstream(folder / name, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("of a box with two codes both are told and the line gets the traceability code") {
  const test::TemporaryFolder folder;
  const Run done =
      run({picture(folder, "box.png", {{"ean13", "6999999000013"}, {"code128", trace}})});
  CHECK(done.status == scanner::all_answered);
  REQUIRE(done.out.size() == 1);
  const Json& box = done.out[0];
  REQUIRE(box["codes"].size() == 2);
  for (const Json& code : box["codes"]) {
    CHECK(code["corners"].size() == 4);
    CHECK(code["quality"] >= 1);
    CHECK((code["kind"] == "trace" || code["kind"] == "ean13"));
  }
  CHECK(box["line"] == Json{{"kind", "trace"}, {"value", trace}});
}

TEST_CASE("a picture without a code is answered, a file that is no picture is not") {
  const test::TemporaryFolder folder;
  expect(folder, "text.png", "no picture");
  const Run done = run({picture(folder, "empty.png", {}), utf8_from_path(folder / "text.png"),
                        utf8_from_path(folder / "missing.png")});
  CHECK(done.status == scanner::not_answered);
  REQUIRE(done.out.size() == 1);
  CHECK(done.out[0]["codes"].empty());
  CHECK(done.out[0]["line"]["reason"] == "nothing_seen");
  CHECK(std::count(done.err.begin(), done.err.end(), '\n') == 2);
}

TEST_CASE("what names a person or pays is told by its kind alone") {
  const test::TemporaryFolder folder;
  const std::string credential = "4240000000000000000000370000";
  const std::string identity = "11010119900307001X";
  for (const std::string& secret : {credential, identity}) {
    const Run done = run({picture(folder, "secret.png", {{"qr", secret}})});
    REQUIRE(done.out.size() == 1);
    REQUIRE(done.out[0]["codes"].size() == 1);
    CHECK(done.out[0].dump().find(secret) == std::string::npos);
  }
}

TEST_CASE("a folder is measured against the text beside its pictures") {
  const test::TemporaryFolder folder;
  picture(folder, "qr-1/right.png", {{"qr", trace}});
  expect(folder, "qr-1/right.txt", trace);
  picture(folder, "qr-1/other.png", {{"qr", trace}});
  expect(folder, "qr-1/other.txt", "something else");
  picture(folder, "qr-1/unlabelled.png", {{"qr", trace}});
  picture(folder, "falsepositives-1/empty.png", {});
  const Run done = run({"--bench", utf8_from_path(folder.path())});
  CHECK(done.status == scanner::not_answered);  // one was wrong
  REQUIRE(done.out.size() == 3);
  CHECK(done.out[0]["file"] == "falsepositives-1/empty.png");
  CHECK(done.out[0]["outcome"] == "none");
  CHECK(done.out[1]["outcome"] == "wrong");
  CHECK(done.out[2]["outcome"] == "exact");
  CHECK(done.out[2]["kind"] == "trace");
  CHECK(done.out[2]["read"] == Json{trace});
  CHECK(done.out[2]["expected"] == trace);
  CHECK(done.err.find("50.0") != std::string::npos);
}
