#include "trial.hpp"

#include <algorithm>
#include <map>

namespace tillgate::test {

namespace {

using policies::Effect;
using policies::Engine;
using policies::Finding;
using policies::Pack;
using policies::Rule;
using policies::ScenarioCase;

// The rule and its mutants, judged beside each other on the same facts. The rule is number 0.
class Litter {
 public:
  Litter(const Pack& pack, const policies::Views& views, const Rule& rule,
         const std::vector<Mutant>& mutants)
      : pack_(pack), views_(views), rule_(rule), alive_(mutants.size() + 1, true) {
    pack_.scenarios.clear();
    pack_.rules.assign(mutants.size() + 1, rule);
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      pack_.rules[i].id = std::to_string(i);
      pack_.rules[i].shadow = false;
      if (i > 0) pack_.rules[i].sql = mutants[i - 1].sql;
    }
  }

  Result<std::vector<Fate>> run(const std::vector<ScenarioCase>& cases) {
    TILLGATE_TRY(engine, Engine::create(pack_, Json::object()));
    std::vector<Fate> fates(pack_.rules.size(), Fate::survived);
    for (const auto& [id, fault] : engine->faults()) {
      alive_[std::stoul(id)] = false;
      fates[std::stoul(id)] = Fate::stillborn;
    }
    // Most die of the scenarios of their own rule; only the others see all.
    const std::string own = "scenarios/" + rule_.id + ".json";
    for (const bool first : {true, false})
      for (const ScenarioCase& one : cases)
        if ((one.file == own) == first && any_alive()) {
          TILLGATE_CHECK(put(*engine, one));
          if (!alive_[0]) return Failure{TILLGATE_E_POLICY, one.id + ": " + found_, one.file};
        }
    for (std::size_t i = 0; i < fates.size(); ++i)
      if (!alive_[i] && fates[i] != Fate::stillborn) fates[i] = Fate::killed;
    fates.erase(fates.begin());
    return fates;
  }

 private:
  bool any_alive() const { return std::count(alive_.begin(), alive_.end(), true) > 1; }

  bool moves(const Json& parameters) const {
    return std::any_of(rule_.parameters.begin(), rule_.parameters.end(),
                       [&](const policies::Parameter& p) { return parameters.contains(p.name); });
  }

  // The findings of each, under the name of the rule. The engine's own word on a pack out of its
  // days bears the id of one rule and counts as that rule's.
  Result<std::vector<std::vector<Finding>>> review(Engine& engine, const Json& facts) const {
    TILLGATE_TRY(findings, engine.review(facts));
    std::vector<std::vector<Finding>> each(pack_.rules.size());
    std::vector<Finding> common;
    for (Finding& finding : findings) {
      if (finding.rule == rule_.id) common.push_back(finding);
      if (finding.rule.find_first_not_of("0123456789") != std::string::npos) continue;
      const std::size_t number = std::stoul(finding.rule);
      finding.rule = rule_.id;
      each[number].push_back(std::move(finding));
    }
    for (std::vector<Finding>& one : each) one.insert(one.end(), common.begin(), common.end());
    return each;
  }

  Result<Done> put(Engine& engine, const ScenarioCase& one) {
    std::unique_ptr<Engine> moved;
    if (moves(one.parameters)) {
      TILLGATE_TRY(other, Engine::create(pack_, one.parameters));
      moved = std::move(other);
    }
    Engine& judge = moved ? *moved : engine;
    std::vector<Json> expected;
    for (const Json& finding : one.expected)
      if (finding["rule"] == rule_.id) expected.push_back(finding);
    TILLGATE_TRY(each, review(judge, one.facts));
    found_.clear();
    for (const Finding& finding : each[0]) found_ += finding.to_json().dump();
    bool fired = false;
    for (std::size_t i = 0; i < each.size(); ++i) {
      alive_[i] = alive_[i] && policies::as_expected(expected, each[i]);
      fired = fired || (alive_[i] && std::any_of(each[i].begin(), each[i].end(), judged));
    }
    if (fired) TILLGATE_CHECK(take_inputs_away(judge, one, each));
    return Done{};
  }

  static bool judged(const Finding& finding) {
    return !finding.data.contains("missing") && !finding.data.contains("fault");
  }

  Result<Done> take_inputs_away(Engine& engine, const ScenarioCase& one,
                                const std::vector<std::vector<Finding>>& before) {
    for (const auto& [columns, wanted] : {std::pair{&rule_.needs, rule_.effect_when_missing()},
                                          std::pair{&rule_.absent, rule_.effect}})
      for (const std::string& column : *columns) {
        const auto less = policies::without_input(one.facts, views_, column);
        if (!less) continue;
        const auto after = review(engine, *less);
        for (std::size_t i = 0; i < before.size(); ++i) {
          if (!alive_[i] || std::none_of(before[i].begin(), before[i].end(), judged)) continue;
          const auto answers = [&, effect = wanted](const Finding& f) {
            return f.effect <= effect;
          };
          alive_[i] = after && std::any_of((*after)[i].begin(), (*after)[i].end(), answers);
        }
      }
    return Done{};
  }

  Pack pack_;
  const policies::Views& views_;
  const Rule& rule_;
  std::vector<bool> alive_;
  std::string found_;  // by the rule itself, in the last scenario
};

}  // namespace

std::string Trial::prepare() {
  auto views = policies::read_views();
  if (!views) return views.failure().where + ": " + views.failure().detail;
  views_ = std::move(views).value();
  auto cases = policies::scenario_cases(pack_);
  if (!cases) return cases.failure().where + ": " + cases.failure().detail;
  cases_ = std::move(cases).value();
  return {};
}

Result<std::vector<Fate>> Trial::of(const Rule& rule, const std::vector<Mutant>& mutants) {
  return Litter(pack_, views_, rule, mutants).run(cases_);
}

}  // namespace tillgate::test
