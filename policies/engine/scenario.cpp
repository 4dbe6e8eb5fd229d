#include "policies/engine/scenario.hpp"

#include <algorithm>
#include <set>

#include "base/time.hpp"
#include "policies/engine/engine.hpp"

namespace tillgate::policies {

namespace {

constexpr std::string_view base_name = "scenarios/base.json";

// Times and days from text to number, in place. A text that is neither is left for the engine to
// refuse.
void convert_times(Json& value, const std::string& name) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    const auto number = name.ends_with("_ms")    ? utc_of_local_text(text)
                        : name.ends_with("_day") ? day_of_date(text)
                                                 : std::nullopt;
    if (number) value = *number;
  } else if (value.is_array()) {
    for (Json& element : value) convert_times(element, name);
  } else if (value.is_object()) {
    for (auto& [key, member] : value.items()) convert_times(member, key);
  }
}

// Throws what the JSON library throws for a pointer that leads nowhere.
void change(Json& facts, const Json& changes) {
  for (const auto& [text, value] : changes.items()) {
    if (value.is_null()) {
      facts.patch_inplace(Json::array({Json{{"op", "remove"}, {"path", text}}}));
    } else {
      const Json::json_pointer pointer(text);
      Json converted = value;
      convert_times(converted, pointer.back());
      facts[pointer] = std::move(converted);
    }
  }
}

// A finding in the words of a scenario, as far as the scenario speaks: its text and what the rule
// saw are compared when given.
Json in_words_of(const Json& expected, const Finding& finding) {
  Json row{{"rule", finding.rule}, {"effect", name_of(finding.effect)}};
  if (finding.line) row["line"] = *finding.line;
  if (finding.data.contains("missing")) row["missing"] = finding.data["missing"];
  if (finding.data.contains("fault")) row["fault"] = finding.data["fault"];
  if (expected.contains("zh")) row["zh"] = finding.zh;
  if (expected.contains("data")) row["data"] = finding.data;
  return row;
}

// An expected finding with the effect that follows from header and "missing".
Json complete(const Pack& pack, Json finding) {
  const auto rule = std::find_if(pack.rules.begin(), pack.rules.end(),
                                 [&](const Rule& r) { return r.id == finding.at("rule"); });
  if (!finding.contains("effect") && rule != pack.rules.end())
    finding["effect"] =
        name_of(finding.contains("missing") ? rule->effect_when_missing() : rule->effect);
  return finding;
}

Json told(const std::vector<Finding>& findings) {
  Json rows = Json::array();
  for (const Finding& finding : findings)
    rows.push_back(in_words_of({{"zh", ""}, {"data", ""}}, finding));
  return rows;
}

bool judged(const Finding& finding) {
  return !finding.data.contains("missing") && !finding.data.contains("fault");
}

class Runner {
 public:
  Runner(const Pack& pack, Views views, Engine& engine, ScenarioReport& report,
         const std::function<bool()>& go_on)
      : pack_(pack), views_(std::move(views)), engine_(engine), report_(report), go_on_(go_on) {}

  bool stopped() const { return stopped_; }

  void run_all() {
    const auto base = pack_.scenarios.find(std::string(base_name));
    if (base == pack_.scenarios.end()) return complain(std::string(base_name), "is missing");
    const auto facts = parse_json(base->second);
    if (!facts) return complain(base->first, facts.failure().detail + " " + facts.failure().where);
    base_ = *facts;
    convert_times(base_, "");
    run_one(base->first, {{"id", "base"}, {"change", Json::object()}, {"expect", Json::array()}});
    for (const auto& [file, text] : pack_.scenarios)
      if (file != base->first) run_file(file, text);
    if (!stopped_) check_coverage();
  }

 private:
  bool is_own(const Rule& rule) const { return rule.pack == pack_.own().id; }

  void complain(const std::string& file, std::string what) {
    report_.problems.push_back({file, 0, std::move(what)});
  }

  void run_file(const std::string& file, const std::string& text) {
    const auto scenarios = parse_json(text);
    if (!scenarios)
      return complain(file, scenarios.failure().detail + " " + scenarios.failure().where);
    if (!scenarios->is_array()) return complain(file, "is not a list of scenarios");
    for (const Json& scenario : *scenarios) run_one(file, scenario);
  }

  void run_one(const std::string& file, const Json& scenario) {
    stopped_ = stopped_ || (go_on_ && !go_on_());
    if (stopped_) return;
    ++report_.scenarios;
    std::string id = "?";
    Json facts = base_;
    std::vector<Json> expected;
    std::unique_ptr<Engine> moved;  // with the parameters of this scenario
    try {
      id = scenario.at("id").get<std::string>();
      change(facts, scenario.at("change"));
      for (const Json& finding : scenario.at("expect"))
        expected.push_back(complete(pack_, finding));
    } catch (const Json::exception& error) {
      return complain(file, id + ": " + error.what());
    }
    if (const auto parameters = scenario.find("parameters"); parameters != scenario.end()) {
      auto engine = Engine::create(pack_, *parameters);
      if (!engine)
        return complain(
            file, id + ": parameters" + engine.failure().where + " " + engine.failure().detail);
      moved = std::move(engine).value();
    }
    judge(moved ? *moved : engine_, file, id, facts, expected);
  }

  void judge(Engine& engine, const std::string& file, const std::string& id, const Json& facts,
             const std::vector<Json>& expected) {
    const auto findings = engine.review(facts);
    if (!findings)
      return complain(file, id + ": facts are refused: " + findings.failure().where + " " +
                                findings.failure().detail);
    if (!as_expected(expected, *findings))
      complain(file,
               id + ": expected " + Json(expected).dump() + ", found " + told(*findings).dump());
    remember(engine, *findings);
    for (const Rule& rule : pack_.rules)
      if (is_own(rule) && std::any_of(findings->begin(), findings->end(), [&](const Finding& f) {
            return f.rule == rule.id && judged(f);
          }))
        take_inputs_away(engine, file, id, rule, facts);
  }

  void remember(const Engine& engine, const std::vector<Finding>& findings) {
    for (const Engine::RuleRun& run : engine.last_runs())
      if (!run.skipped && run.findings == 0) silent_.insert(run.rule);
    for (const Finding& finding : findings) {
      if (judged(finding)) fired_.insert(finding.rule);
      if (finding.data.contains("missing"))
        missing_.insert(finding.rule + " " + finding.data["missing"].get<std::string>());
    }
  }

  void take_inputs_away(Engine& engine, const std::string& file, const std::string& id,
                        const Rule& rule, const Json& facts) {
    for (const auto& [columns, effect] : {std::pair{&rule.needs, rule.effect_when_missing()},
                                          std::pair{&rule.absent, rule.effect}}) {
      for (const std::string& column : *columns) {
        const auto less = without_input(facts, views_, column);
        if (!less) continue;
        const auto findings = engine.review(*less);
        const bool answers =
            findings &&
            std::any_of(findings->begin(), findings->end(), [&, wanted = effect](const Finding& f) {
              return f.rule == rule.id && f.effect <= wanted;
            });
        if (!answers) complain(file, id + ": " + rule.id + " falls silent without " + column);
      }
    }
  }

  void check_coverage() {
    for (const Rule& rule : pack_.rules) {
      if (!is_own(rule)) continue;
      if (!fired_.contains(rule.id)) complain(rule.file, "fires in no scenario");
      if (!silent_.contains(rule.id))
        complain(rule.file, "is silent in no scenario where its guard holds");
      for (const std::string& need : rule.needs)
        if (!missing_.contains(rule.id + " " + need))
          complain(rule.file, need + " is missing in no scenario");
    }
  }

  const Pack& pack_;
  const Views views_;
  Engine& engine_;
  ScenarioReport& report_;
  Json base_;
  std::set<std::string> fired_, silent_, missing_;
  const std::function<bool()>& go_on_;
  bool stopped_ = false;
};

Result<Json> read_scenario_file(const std::string& file, const std::string& text) {
  auto document = parse_json(text);
  if (!document)
    return Failure{TILLGATE_E_POLICY, document.failure().detail + " " + document.failure().where,
                   file};
  return document;
}

}  // namespace

bool as_expected(const std::vector<Json>& expected, std::vector<Finding> findings) {
  for (const Json& wanted : expected) {
    const auto at = std::find_if(findings.begin(), findings.end(), [&](const Finding& f) {
      return in_words_of(wanted, f) == wanted;
    });
    if (at == findings.end()) return false;
    findings.erase(at);
  }
  return findings.empty();
}

std::optional<Json> without_input(Json facts, const Views& views, const std::string& qualified) {
  const std::size_t dot = qualified.find('.');
  const std::string table = qualified.substr(0, dot), column = qualified.substr(dot + 1);
  const auto rows = facts.find(table);
  if (rows == facts.end()) return std::nullopt;
  if (views.column(qualified)->absence == Absence::never) {
    facts.erase(table);
    return facts;
  }
  bool taken = false;
  const auto take = [&](Json& row) { taken = row.erase(column) > 0 || taken; };
  if (rows->is_array())
    std::for_each(rows->begin(), rows->end(), take);
  else
    take(*rows);
  if (!taken) return std::nullopt;
  return facts;
}

Result<std::vector<ScenarioCase>> scenario_cases(const Pack& pack) {
  const auto base = pack.scenarios.find(std::string(base_name));
  if (base == pack.scenarios.end())
    return Failure{TILLGATE_E_POLICY, "is missing", std::string(base_name)};
  TILLGATE_TRY(base_facts, read_scenario_file(base->first, base->second));
  convert_times(base_facts, "");
  std::vector<ScenarioCase> cases{{base->first, "base", base_facts, Json::object(), {}}};
  for (const auto& [file, text] : pack.scenarios) {
    if (file == base->first) continue;
    TILLGATE_TRY(scenarios, read_scenario_file(file, text));
    for (const Json& scenario : scenarios) {
      ScenarioCase one{file, "?", base_facts, Json::object(), {}};
      try {
        one.id = scenario.at("id").get<std::string>();
        change(one.facts, scenario.at("change"));
        one.parameters = scenario.value("parameters", Json::object());
        for (const Json& finding : scenario.at("expect"))
          one.expected.push_back(complete(pack, finding));
      } catch (const Json::exception& error) {
        return Failure{TILLGATE_E_POLICY, one.id + ": " + error.what(), file};
      }
      cases.push_back(std::move(one));
    }
  }
  return cases;
}

Result<ScenarioReport> run_scenarios(const Pack& pack, const std::function<bool()>& go_on) {
  TILLGATE_TRY(views, read_views());
  Pack live = pack;
  for (Rule& rule : live.rules) rule.shadow = false;
  TILLGATE_TRY(engine, Engine::create(std::move(live), Json::object()));
  ScenarioReport report;
  Runner runner(pack, std::move(views), *engine, report, go_on);
  runner.run_all();
  if (runner.stopped()) return Failure{TILLGATE_E_DEADLINE, "scenarios were not finished", ""};
  return report;
}

}  // namespace tillgate::policies
