// Verbs for other engines: sql and cases.
#include "policies/cli/verbs.hpp"
#include "policies/engine/engine.hpp"
#include "policies/engine/portable.hpp"
#include "policies/engine/scenario.hpp"

namespace tillgate::policies {

namespace {

// A row of the rule as its SELECT gave it.
Json row_of(const Finding& finding) {
  Json row = finding.data;
  if (finding.line) row["line"] = *finding.line;
  return row;
}

// What the engine says of a pack that is out of its days is no row of a rule.
bool is_engines_own(const Finding& finding) {
  return finding.data.contains("pack") && finding.data.contains("version");
}

Result<Done> tell_cases(const PackPlaces& places, std::ostream& out) {
  TILLGATE_TRY(pack, load_packs(places));
  TILLGATE_TRY(cases, scenario_cases(pack));
  TILLGATE_TRY(tables, FactRows::create());
  for (Rule& rule : pack.rules) rule.shadow = false;
  TILLGATE_TRY(engine, Engine::create(std::move(pack), Json::object()));
  for (const ScenarioCase& one : cases) {
    TILLGATE_TRY(findings, engine->review(one.facts));
    TILLGATE_TRY(rows, tables.rows(one.facts));
    Json found = Json::object();
    for (const Engine::RuleRun& run : engine->last_runs())
      if (!run.skipped) found[run.rule] = Json::array();
    for (const Finding& finding : findings)
      if (found.contains(finding.rule) && !is_engines_own(finding))
        found[finding.rule].push_back(row_of(finding));
    out << Json{{"file", one.file}, {"id", one.id}, {"tables", rows}, {"rows", found}}.dump()
        << "\n";
  }
  return Done{};
}

}  // namespace

int print_sql(const PackPlaces& packs, const Streams& streams) {
  const auto pack = load_packs(packs);
  const auto views = read_views();
  if (!pack) return cannot(pack.failure(), streams);
  if (!views) return cannot(views.failure(), streams);
  const ParameterValues values = parameter_values(*pack);
  Json rules = Json::array();
  for (const Rule& rule : pack->rules)
    rules.push_back({{"id", rule.id},
                     {"file", rule.file},
                     {"select", portable_select(rule, values)},
                     {"not_portable", rule.not_portable}});
  *streams.out << Json{{"schema", portable_schema(*views)}, {"rules", rules}}.dump(1) << "\n";
  return all_right;
}

int print_cases(const PackPlaces& packs, const Streams& streams) {
  const auto told = tell_cases(packs, *streams.out);
  return told ? all_right : cannot(told.failure(), streams);
}

}  // namespace tillgate::policies
