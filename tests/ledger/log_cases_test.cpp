// Folders a dishonest keeper may hand over (tests/vectors/logs, written without our code).
#include <catch2/catch.hpp>

#include <algorithm>

#include "ledger/verify.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;

namespace {

std::string read(const std::string& name) {
  return test::read_data("vectors/logs/" + name);
}

Demands demands_of(const Json& c) {
  Demands demands;
  if (c.value("policy", false)) {
    demands.policy = parse_trust_policy(read("policy")).value();
  } else {
    std::string_view lines;
    const std::string text = read("log.vkeys");
    for (lines = text; !lines.empty(); lines.remove_prefix(lines.find('\n') + 1))
      REQUIRE(add_trusted(lines.substr(0, lines.find('\n')), demands.keys).ok());
  }
  if (c.value("older", false)) demands.earlier.push_back({"older", read("older.checkpoint")});
  return demands;
}

bool names(const Report& report, const Json& expected) {
  return std::any_of(report.problems().begin(), report.problems().end(), [&](const Finding& f) {
    return fault_name(f.fault) == expected["fault"].get<std::string>() &&
           (!expected.contains("record") || f.record == expected["record"].get<std::uint64_t>());
  });
}

}  // namespace

TEST_CASE("what a dishonest keeper hands over is refused with the record and the reason") {
  const Json cases = test::read_json_data("vectors/logs/cases.json");
  for (const Json& c : cases["cases"]) {
    INFO(c.dump());
    const auto source =
        open_log_source(test::data_path("vectors/logs/" + c["folder"].get<std::string>()));
    const auto report = verify_log(**source, demands_of(c));
    REQUIRE(report.ok());
    CHECK(report->good() == c["faults"].empty());
    for (const Json& expected : c["faults"]) {
      INFO(expected.dump());
      CHECK(names(*report, expected));
    }
  }
}
