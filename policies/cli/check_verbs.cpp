// Verbs that look at a pack alone: lint, test, table.
#include "base/bytes.hpp"
#include "base/os/file.hpp"
#include "base/os/process.hpp"
#include "base/text.hpp"
#include "policies/cli/rule_table.hpp"
#include "policies/cli/vector_run.hpp"
#include "policies/cli/verbs.hpp"
#include "policies/engine/cost.hpp"
#include "policies/engine/lint.hpp"
#include "policies/engine/scenario.hpp"
#include "policies/engine/signed_pack.hpp"

namespace tillgate::policies {

namespace {

int tell(const Problems& problems, const Streams& streams) {
  for (const Problem& problem : problems)
    *streams.out << problem.place() << ": " << problem.what << "\n";
  return problems.empty() ? all_right : problems_found;
}

void tell_reads(const LintReport& report, const Streams& streams) {
  for (const auto& [rule, columns] : report.reads) {
    *streams.out << rule << ":";
    for (const std::string& column : columns) *streams.out << " " << column;
    *streams.out << "\n";
  }
}

// Steps of each rule on the worst basket, dearest first; a rule over its budget is a problem.
Result<Problems> tell_cost(const Pack& pack, const Streams& streams) {
  TILLGATE_TRY(costs, cost_on_worst_basket(pack));
  Problems problems;
  *streams.out << "steps on the worst basket, of " << step_budget() << " a rule\n";
  for (const RuleCost& cost : costs) {
    *streams.out << cost.rule << " " << cost.steps << (cost.whole ? "" : " or more") << "\n";
    if (const Rule* const rule = pack.find(cost.rule); !cost.whole && rule != nullptr)
      problems.push_back({rule->file, rule->sql_line,
                          "over the step budget on the worst basket: it would block fund payment"});
  }
  return problems;
}

}  // namespace

int cannot(const Failure& failure, const Streams& streams) {
  *streams.err << failure.where << (failure.where.empty() ? "" : ": ") << failure.detail << "\n";
  return problems_found;
}

Result<PackFiles> read_pack_place(const std::string& place) {
  const auto path = path_from_utf8(place);
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) return read_pack_folder(path);
  TILLGATE_TRY(file, os::read_file(path, max_pack_file_bytes, TILLGATE_E_POLICY));
  TILLGATE_TRY(pack, read_pack_file(as_text(file)));
  return std::move(pack.files);
}

Result<Pack> load_packs(const PackPlaces& places) {
  std::vector<std::string> all = places.above;
  if (!places.pack.empty()) all.push_back(places.pack);
  std::optional<Pack> pack;
  for (const std::string& place : all) {
    TILLGATE_TRY(files, read_pack_place(place));
    TILLGATE_TRY(next, Pack::from_files(std::move(files), pack ? &*pack : nullptr));
    pack = std::move(next);
  }
  if (!pack) return Failure{TILLGATE_E_POLICY, "no rule pack is named", ""};
  return *std::move(pack);
}

int lint_pack(const LintOptions& options, const Streams& streams) {
  std::optional<Pack> above;
  if (!options.packs.above.empty()) {
    auto loaded = load_packs({options.packs.above, ""});
    if (!loaded) return cannot(loaded.failure(), streams);
    above = std::move(loaded).value();
  }
  auto files = read_pack_place(options.packs.pack);
  if (!files) return cannot(files.failure(), streams);
  const auto report = lint(std::move(files).value(), above ? &*above : nullptr);
  if (!report) return cannot(report.failure(), streams);
  if (options.reads) tell_reads(*report, streams);
  if (tell(report->problems, streams) != all_right) return problems_found;
  if (options.cost) {
    const auto pack = load_packs(options.packs);
    if (!pack) return cannot(pack.failure(), streams);
    const auto over = tell_cost(*pack, streams);
    if (!over) return cannot(over.failure(), streams);
    if (tell(*over, streams) != all_right) return problems_found;
  }
  *streams.out << report->reads.size() << " rules, no problems\n";
  return all_right;
}

namespace {

// The one that is installed with the tool.
std::string national_pack() {
  return utf8_from_path(os::own_binary_path().parent_path().parent_path() / "share" / "tillgate" /
                        "packs" / "cn-national");
}

Result<std::vector<VectorOutcome>> outcomes_of(const TestOptions& options) {
  constexpr std::size_t max_bytes = std::size_t{16} << 20;
  PackPlaces packs = options.packs;
  if (packs.pack.empty()) packs.pack = national_pack();
  TILLGATE_TRY(pack, load_packs(packs));
  TILLGATE_TRY(text,
               os::read_file(path_from_utf8(options.vectors), max_bytes, TILLGATE_E_DOCUMENT));
  TILLGATE_TRY(vectors, parse_json(as_text(text)));
  return run_vectors(pack, vectors);
}

int test_vectors(const TestOptions& options, const Streams& streams) {
  const auto outcomes = outcomes_of(options);
  if (!outcomes) return cannot(outcomes.failure(), streams);
  bool all_agree = !outcomes->empty();
  for (const VectorOutcome& outcome : *outcomes) {
    *streams.out << outcome.to_json().dump() << "\n";
    all_agree = all_agree && outcome.agrees;
  }
  return all_agree ? all_right : problems_found;
}

}  // namespace

int test_pack(const TestOptions& options, const Streams& streams) {
  if (!options.vectors.empty()) return test_vectors(options, streams);
  if (options.packs.pack.empty()) {
    *streams.err << "PACK is required\n";
    return wrong_usage;
  }
  const auto pack = load_packs(options.packs);
  if (!pack) return cannot(pack.failure(), streams);
  const auto report = run_scenarios(*pack);
  if (!report) return cannot(report.failure(), streams);
  const int status = tell(report->problems, streams);
  *streams.out << pack->rules.size() << " rules, " << report->scenarios << " scenarios"
               << (status == all_right ? ": all as expected\n" : "\n");
  return status;
}

int print_table(const PackPlaces& packs, Listing listing, const Streams& streams) {
  const auto pack = load_packs(packs);
  if (!pack) return cannot(pack.failure(), streams);
  *streams.out << (listing == Listing::offences ? offence_table(*pack) : rule_table(*pack));
  return all_right;
}

}  // namespace tillgate::policies
