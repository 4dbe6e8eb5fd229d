// tillgate-mutate: do the scenarios of a pack notice when a rule is wrong?
//
//   tillgate-mutate PACK [--sample N] [--seed S] [--rule ID] [--goal PERCENT] [--on PACK]…
//                   [--reasons FILE]
//
// Makes mutants of every rule and runs the pack's scenarios on each. One that is not SQL any more
// is stillborn and does not count. Prints those that no scenario noticed, as file:line: what, and
// behind it why none can, when FILE says so: lines "ID | what | why". They count as survivors all
// the same. Exit status: 0 when at least PERCENT (95) were killed, 1 when fewer, 2 wrong usage.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>
#include <random>
#include <sstream>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "mutants.hpp"
#include "trial.hpp"

namespace tillgate::test {

namespace {

using policies::Pack;
using policies::Rule;

struct Options {
  std::string pack, rule, reasons;
  std::vector<std::string> above;
  std::size_t sample = 0;
  std::uint64_t seed = 1;
  double goal = 95;
};

struct Job {
  const Rule* rule;
  Mutant mutant;
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

// By "ID | what".
Result<std::map<std::string, std::string>> reasons_in(const std::string& file) {
  std::map<std::string, std::string> reasons;
  if (file.empty()) return reasons;
  TILLGATE_TRY(text, os::read_file(path_from_utf8(file), 1 << 20));
  std::istringstream lines(std::string(text.begin(), text.end()));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t end = line.rfind(" | ");
    if (end != std::string::npos) reasons[line.substr(0, end)] = line.substr(end + 3);
  }
  return reasons;
}

int run(const Options& options) {
  const auto pack = load(options);
  if (!pack) {
    std::cerr << pack.failure().where << ": " << pack.failure().detail << "\n";
    return 1;
  }
  const auto reasons = reasons_in(options.reasons);
  if (!reasons) {
    std::cerr << reasons.failure().where << ": " << reasons.failure().detail << "\n";
    return 1;
  }
  Trial trial(*pack);
  if (const std::string why = trial.prepare(); !why.empty()) {
    std::cerr << why << "\n";
    return 1;
  }
  std::size_t killed = 0, stillborn = 0, survivors = 0;
  std::vector<Job> jobs = jobs_of(*pack, options);
  for (auto begin = jobs.begin(); begin != jobs.end();) {
    const auto end =
        std::find_if(begin, jobs.end(), [&](const Job& job) { return job.rule != begin->rule; });
    std::vector<Mutant> mutants;
    for (auto job = begin; job != end; ++job) mutants.push_back(job->mutant);
    const auto fates = trial.of(*begin->rule, mutants);
    if (!fates) {
      std::cerr << begin->rule->file << ": its scenarios do not hold: " << fates.failure().where
                << " " << fates.failure().detail << "\n";
      return 1;
    }
    for (std::size_t i = 0; i < mutants.size(); ++i) {
      const Fate fate = (*fates)[i];
      ++(fate == Fate::killed ? killed : fate == Fate::survived ? survivors : stillborn);
      if (fate != Fate::survived) continue;
      const auto why = reasons->find(begin->rule->id + " | " + mutants[i].what);
      std::cout << begin->rule->file << ":" << mutants[i].line << ": " << mutants[i].what
                << (why == reasons->end() ? "" : " (" + why->second + ")") << "\n";
    }
    begin = end;
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
  app.add_option("--reasons", options.reasons, "file that says why a mutant cannot be noticed");
  app.add_option("--goal", options.goal, "percent that must be killed");
  CLI11_PARSE(app, argc, argv);
  return tillgate::test::run(options);
}
