#include "policies/cli/vector_run.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "policies/cli/vector_facts.hpp"
#include "policies/engine/engine.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

// The rules that the file's expectations are complete for.
constexpr std::array<std::string_view, 71> participants{
    "CL-01", "EL-01", "EL-02", "EL-03", "EL-04", "EL-10", "EL-11", "FQ-01", "FQ-02",
    "FQ-03", "FQ-04", "FQ-06", "FQ-10", "ID-01", "ID-02", "ID-05", "ID-06", "ID-07",
    "ID-12", "IN-01", "IN-02", "IN-04", "IN-09", "LG-01", "LG-02", "LG-03", "LM-01",
    "LM-02", "LM-05", "LM-06", "LM-07", "MN-01", "MN-03", "PR-04", "PR-06", "QT-01",
    "QT-02", "QT-03", "QT-04", "RX-01", "RX-02", "RX-03", "RX-04", "RX-05", "RX-06",
    "RX-07", "RX-08", "RX-09", "RX-10", "RX-11", "SP-01", "SP-02", "SP-04", "SP-05",
    "SP-06", "SP-08", "SP-09", "SP-14", "TR-01", "TR-02", "TR-03", "TR-04", "TR-05",
    "TR-06", "TR-07", "TR-09", "TR-10", "TR-11", "TR-12", "TR-15", "TR-16"};

std::string_view decision_of(Effect effect) {
  if (effect == Effect::approve) return "pharmacist";
  if (effect == Effect::confirm) return "reason";
  return name_of(effect);
}

Json in_words_of_the_file(const Finding& finding) {
  Json row{{"rule", finding.rule},
           {"decision", decision_of(finding.effect)},
           {"scope", name_of(finding.scope)}};
  if (finding.line) row["line"] = *finding.line;
  return row;
}

std::set<Json> expected_of(const Json& scenario) {
  std::set<Json> rows;
  for (const Json& finding : scenario.at("expect").at("findings")) {
    Json row;
    for (const char* const name : {"rule", "decision", "scope", "line"})
      if (finding.contains(name)) row[name] = finding.at(name);
    rows.insert(std::move(row));
  }
  return rows;
}

// Engines by the parameters they were made with; most scenarios share one.
class Engines {
 public:
  explicit Engines(const Pack& pack) : pack_(pack) {}

  Result<Engine*> with(const Json& parameters) {
    auto& engine = engines_[parameters];
    if (!engine) {
      TILLGATE_TRY(made, Engine::create(pack_, parameters));
      engine = std::move(made);
    }
    return engine.get();
  }

 private:
  const Pack& pack_;
  std::map<Json, std::unique_ptr<Engine>> engines_;
};

Result<VectorOutcome> run_one(Engines& engines, const Json& file, const Json& scenario) {
  VectorOutcome outcome;
  outcome.id = scenario.at("id");
  Json scene = file.at("base");
  scene.merge_patch(scenario.at("patch"));
  Json parameters = Json::object();
  for (const auto& [name, value] : scene.at("params").items())
    if (!value.is_null()) parameters[name] = value;
  TILLGATE_TRY(engine, engines.with(parameters));
  TILLGATE_TRY(facts, vector_facts(scene, file.at("products")));
  TILLGATE_TRY(findings, engine->review(facts));
  outcome.facts = std::move(facts);
  outcome.findings = outcome.beyond = Json::array();
  std::set<Json> found;
  for (const Finding& finding : findings) {
    Json row = in_words_of_the_file(finding);
    const bool takes_part = is_one_of(participants, finding.rule);
    if (takes_part) found.insert(row);
    (takes_part ? outcome.findings : outcome.beyond).push_back(std::move(row));
  }
  outcome.agrees = found == expected_of(scenario);
  return outcome;
}

}  // namespace

Json VectorOutcome::to_json() const {
  Json row{{"id", id}, {"findings", findings}, {"agrees", agrees}};
  if (!beyond.empty()) row["beyond"] = beyond;
  return row;
}

Result<std::vector<VectorOutcome>> run_vectors(const Pack& pack, const Json& file) {
  std::vector<VectorOutcome> outcomes;
  Engines engines(pack);
  std::string id = "?";
  try {
    for (const Json& scenario : file.at("scenarios")) {
      id = scenario.at("id");
      auto outcome = run_one(engines, file, scenario);
      if (!outcome) {
        Failure failure = std::move(outcome).failure();
        return Failure{failure.status, failure.detail, id + failure.where};
      }
      outcomes.push_back(std::move(outcome).value());
    }
  } catch (const Json::exception& error) {
    return Failure{TILLGATE_E_DOCUMENT, error.what(), id};
  }
  return outcomes;
}

}  // namespace tillgate::policies
