// The scenarios of a pack prove its rules: on the desk of who writes them, and on a till before the
// pack is installed there.
//
//   scenarios/base.json    := facts of a sale in order, on which no rule says anything
//   scenarios/*.json       := [scenario, …]
//   scenario := {"id": "ID-02 a", "title": "…",
//                "change": {pointer: value, …},     to the base, by JSON pointer; null takes away
//                "parameters": {name: value, …}?,   as a region or shop may set them
//                "expect": [{"rule": "ID-02", "line": 1?, "missing": "person.sex"?, "effect":
//                "warn"?, "zh": "…"?, "data": {column: value, …}?}, …]}
//
// In facts of scenarios a column ending in _ms may be written "2026-11-20 10:15:00" (China) and one
// ending in _day "2026-11-20". `expect` is every finding, no more and no less; "effect" is given
// only where the rule's header and "missing" do not say it, "zh" and "data" - every output column
// but line and missing - only where they matter.
#pragma once

#include <functional>

#include "policies/engine/pack.hpp"

namespace tillgate::policies {

// One scenario, ready to be judged.
struct ScenarioCase {
  std::string file, id;
  Json facts;
  Json parameters;  // {} when they are the pack's own
  std::vector<Json> expected;
};
// Every scenario of the pack, the base first. TILLGATE_E_POLICY when a file is malformed.
Result<std::vector<ScenarioCase>> scenario_cases(const Pack& pack);

// Each expected finding is there once, and there is no other; compared as far as a scenario speaks.
bool as_expected(const std::vector<Json>& expected, std::vector<Finding> findings);

// The facts without one input, "table.column"; empty when it was not there.
std::optional<Json> without_input(Json facts, const Views& views, const std::string& qualified);

struct ScenarioReport {
  std::size_t scenarios = 0;
  Problems problems;
};

// Runs them all and reports each that does not come out as expected. Reports too: a rule that never
// fires, or that is never asked and finds nothing; an input of needs that is missing in no
// scenario; and a rule that falls silent, or answers more mildly than its header says, when an
// input of needs or absent is taken away in a scenario where it fires. Prepares the pack for it; a
// rule that cannot be prepared shows as a fault in every scenario that asks it. Of a pack on others
// it is the scenarios and the rules of the lowest that count; findings of the rules above are
// expected like any other. Shadow rules are run as if they were none. Stops with
// TILLGATE_E_DEADLINE once `go_on` answers false.
Result<ScenarioReport> run_scenarios(const Pack& pack, const std::function<bool()>& go_on = {});

}  // namespace tillgate::policies
