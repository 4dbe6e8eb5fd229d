// tillgate-scan, run in process.
#include "scanner/cli/tool.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "base/json.hpp"

using namespace tillgate;

namespace {

struct Run {
  int status;
  std::string out;
  std::string err;
};

Run run(std::vector<std::string> arguments, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const int status = scanner::run_tool(std::move(arguments), in, out, err);
  return {status, out.str(), err.str()};
}

}  // namespace

TEST_CASE("every line of the input gets one answer") {
  const Run done = run({}, "89999010000000010001\r\n6999999000013\nhello\n");
  CHECK(done.status == 0);
  std::istringstream lines(done.out);
  std::vector<Json> answers;
  for (std::string line; std::getline(lines, line);) answers.push_back(Json::parse(line));
  REQUIRE(answers.size() == 3);
  CHECK(answers[0]["kind"] == "trace");
  CHECK(answers[0]["parts"] == Json{{"drug_id", "8999901"}, {"serial", "0000000010001"}});
  CHECK(answers[1]["kind"] == "ean13");
  CHECK(answers[2]["read"] == false);
  CHECK(answers[2]["next_zh"] != "");
}

TEST_CASE("a one-time credential is not shown") {
  const Run done = run({}, "4241234567890123456789110000\n");
  CHECK(done.out.find("e_credential") != std::string::npos);
  CHECK(done.out.find("1234567890123456789") == std::string::npos);
}

TEST_CASE("the field asked for decides where two kinds share a form") {
  const auto answer = [](std::vector<std::string> arguments, const std::string& line) {
    return Json::parse(run(std::move(arguments), line + "\n").out);
  };
  const std::string code = "86999900000008";
  CHECK(answer({}, code)["reason"] == "two_meanings");
  CHECK(answer({}, code)["could_be"] == Json{"standard_code", "gtin14"});
  CHECK(answer({"--for", "standard_code"}, code)["kind"] == "standard_code");
  CHECK(answer({"--for", "standard_code"}, code)["also"] == Json{"gtin14"});
  CHECK(answer({"--for", "carton"}, code)["kind"] == "gtin14");
  CHECK(run({"--for", "nonsense"}, "").status == scanner::wrong_usage);
}

TEST_CASE("the day decides the century of an expiry") {
  const std::string scan = "]d2010699999900001317300131\n";
  const auto expiry = [&](const char* day) {
    return Json::parse(run({"--today", day}, scan).out)["parts"]["expiry"];
  };
  CHECK(expiry("2026-11-24") == "2030-01-31");
  CHECK(expiry("2096-01-01") == "2130-01-31");
  CHECK(run({"--today", "tomorrow"}, "").status == scanner::wrong_usage);
}

TEST_CASE("typed lines may be grouped, scanned ones not") {
  CHECK(Json::parse(run({"--keyed"}, "8999901 0000000010001\n").out)["kind"] == "trace");
  CHECK(Json::parse(run({}, "8999901 0000000010001\n").out)["reason"] == "bad_char");
}

TEST_CASE("an unknown option is wrong usage") {
  CHECK(run({"--nonsense"}, "").status == scanner::wrong_usage);
  CHECK(run({"--help"}, "").status == 0);
}
