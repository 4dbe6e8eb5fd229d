// tillgate-mutate: do the scenarios of a pack notice when a rule is wrong?
//
//   tillgate-mutate PACK [--sample N] [--seed S] [--rule ID] [--goal PERCENT] [--on PACK]…
//
// Makes mutants of every rule and runs the pack's scenarios on each. One that is not SQL any more
// is stillborn and does not count. Prints those that no scenario noticed, as file:line: what. Exit
// status: 0 when at least PERCENT (95) were killed, 1 when fewer, 2 wrong usage.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <random>

#include "base/text.hpp"
#include "mutants.hpp"
#include "policies/engine/engine.hpp"
#include "policies/engine/scenario.hpp"

namespace tillgate::test {

namespace {

using policies::Pack;
using policies::PackFiles;
using policies::Rule;

struct Options {
  std::string pack, rule;
  std::vector<std::string> above;
  std::size_t sample = 0;
  std::uint64_t seed = 1;
  double goal = 95;
};

struct Job {
  const Rule* rule;
  Mutant mutant;
};

// What is expected of one rule alone. Scenarios that are not about it
// expect nothing then, and that counts: a mutant that speaks up there is noticed as well.
PackFiles scenarios_about(const Pack& pack, const std::string& rule) {
  PackFiles files = pack.scenarios;
  for (auto& [name, text] : files) {
    if (name == "scenarios/base.json") continue;
    Json scenarios = Json::parse(text);
    for (Json& scenario : scenarios) {
      Json expected = Json::array();
      for (const Json& finding : scenario["expect"])
        if (finding["rule"] == rule) expected.push_back(finding);
      scenario["expect"] = std::move(expected);
    }
    text = scenarios.dump();
  }
  return files;
}

// Runs the scenarios on one rule, and on its mutants.
class Trial {
 public:
  Trial(const Pack& pack, const Rule& rule) : pack_(pack) {
    pack_.rules = {rule};
    pack_.rules.front().shadow = false;
    // The engine's own word on a pack out of its days shares the id of one rule only.
    if (rule.id != "IN-06")
      for (policies::PackLayer& layer : pack_.layers) {
        layer.valid_from_day = 0;
        layer.valid_until_day.reset();
      }
    all_ = scenarios_about(pack, rule.id);
    for (const auto& [name, text] : all_)
      if (name == "scenarios/base.json" || name == "scenarios/" + rule.id + ".json")
        own_.emplace(name, text);
  }

  // A rule whose own scenarios already complain says nothing about its mutants.
  std::string complaint() {
    pack_.scenarios = all_;
    const auto report = policies::run_scenarios(pack_);
    if (!report) return report.failure().detail;
    return report->problems.empty()
               ? ""
               : report->problems.front().place() + ": " + report->problems.front().what;
  }

  enum class End { killed, survived, stillborn };
  End of(const Mutant& mutant) {
    pack_.rules.front().sql = mutant.sql;
    const auto engine = policies::Engine::create(pack_, Json::object());
    if (!engine || !(*engine)->faults().empty()) return End::stillborn;
    // Most die of their own scenarios; only the others see all.
    if (noticed(own_, Coverage::not_looked_at)) return End::killed;
    return noticed(all_, Coverage::counts) ? End::killed : End::survived;
  }

 private:
  enum class Coverage { counts, not_looked_at };
  bool noticed(const PackFiles& scenarios, Coverage coverage) {
    pack_.scenarios = scenarios;
    const auto report = policies::run_scenarios(pack_);
    if (!report) return true;
    return std::any_of(
        report->problems.begin(), report->problems.end(), [&](const policies::Problem& problem) {
          return coverage == Coverage::counts || problem.file.starts_with("scenarios/");
        });
  }

  Pack pack_;
  PackFiles all_, own_;
};

Result<Pack> load(const Options& options) {
  std::optional<Pack> pack;
  std::vector<std::string> folders = options.above;
  folders.push_back(options.pack);
  for (const std::string& folder : folders) {
    TILLGATE_TRY(next, Pack::load(path_from_utf8(folder), pack ? &*pack : nullptr));
    pack = std::move(next);
  }
  return *std::move(pack);
}

std::vector<Job> jobs_of(const Pack& pack, const Options& options) {
  std::vector<Job> jobs;
  for (const Rule& rule : pack.rules) {
    if (rule.pack != pack.own().id || (!options.rule.empty() && rule.id != options.rule)) continue;
    for (Mutant& mutant : mutants_of(rule)) jobs.push_back({&rule, std::move(mutant)});
  }
  if (options.sample == 0 || options.sample >= jobs.size()) return jobs;
  // The same sample from the same seed, whatever the standard library.
  std::mt19937_64 random(options.seed);
  for (std::size_t i = 0; i < options.sample; ++i)
    std::swap(jobs[i], jobs[i + random() % (jobs.size() - i)]);
  jobs.resize(options.sample);
  std::stable_sort(jobs.begin(), jobs.end(),
                   [](const Job& a, const Job& b) { return a.rule->id < b.rule->id; });
  return jobs;
}

int run(const Options& options) {
  const auto pack = load(options);
  if (!pack) {
    std::cerr << pack.failure().where << ": " << pack.failure().detail << "\n";
    return 1;
  }
  std::size_t killed = 0, stillborn = 0, survivors = 0;
  std::optional<Trial> trial;
  const Rule* current = nullptr;
  for (const Job& job : jobs_of(*pack, options)) {
    if (job.rule != current) {
      current = job.rule;
      trial.emplace(*pack, *job.rule);
      if (const std::string why = trial->complaint(); !why.empty()) {
        std::cerr << job.rule->file << ": its scenarios do not hold: " << why << "\n";
        return 1;
      }
    }
    switch (trial->of(job.mutant)) {
      case Trial::End::killed:
        ++killed;
        break;
      case Trial::End::stillborn:
        ++stillborn;
        break;
      case Trial::End::survived:
        ++survivors;
        std::cout << job.rule->file << ":" << job.mutant.line << ": " << job.mutant.what << "\n";
        break;
    }
  }
  const std::size_t born = killed + survivors;
  const double share =
      born == 0 ? 100 : 100.0 * static_cast<double>(killed) / static_cast<double>(born);
  std::cout << born << " mutants (seed " << options.seed << "), " << killed << " killed, "
            << survivors << " survived, " << stillborn << " stillborn: " << share << " %\n";
  return share >= options.goal ? 0 : 1;
}

}  // namespace

}  // namespace tillgate::test

int main(int argc, char** argv) {
  tillgate::test::Options options;
  CLI::App app("Do the scenarios of a rule pack notice when a rule is wrong?", "tillgate-mutate");
  app.add_option("PACK", options.pack, "folder of the rule pack")->required();
  app.add_option("--on", options.above, "the packs it stands on, from above to below")
      ->allow_extra_args(false);
  app.add_option("--sample", options.sample, "so many mutants instead of all");
  app.add_option("--seed", options.seed, "of the sample");
  app.add_option("--rule", options.rule, "of this rule only");
  app.add_option("--goal", options.goal, "percent that must be killed");
  CLI11_PARSE(app, argc, argv);
  return tillgate::test::run(options);
}
