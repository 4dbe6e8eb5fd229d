// What a pack would have said of the sales that are past: each is judged again on the facts that
// were sealed with it, and held against the findings that were sealed.
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <thread>
#include <utility>

#include "base/bytes.hpp"
#include "policies/cli/sealed_sales.hpp"
#include "policies/engine/engine.hpp"

namespace tillgate::policies {

namespace {

constexpr std::size_t batch = 4096;     // sales that are judged together
constexpr std::size_t max_engines = 8;  // a worker keeps, one for each setting of the shop

struct Change {
  SealedVerdict sealed;
  BriefFindings added, removed;
};

// How many sales each rule had something to say about.
struct RuleCount {
  std::uint64_t before = 0, after = 0, added = 0, removed = 0;
};
using ShadowDays = std::map<std::pair<std::string, std::string>, std::uint64_t>;  // day, rule

struct Outcome {
  std::uint64_t verdicts = 0, judged = 0, without_facts = 0;
  std::vector<Change> changes;
  std::map<std::string, RuleCount> rules;
  ShadowDays shadow;
  std::vector<std::pair<std::uint64_t, std::string>> failed;  // record, why

  void add(Outcome&& other) {
    verdicts += other.verdicts;
    judged += other.judged;
    without_facts += other.without_facts;
    std::move(other.changes.begin(), other.changes.end(), std::back_inserter(changes));
    std::move(other.failed.begin(), other.failed.end(), std::back_inserter(failed));
    for (const auto& [rule, count] : other.rules) {
      RuleCount& sum = rules[rule];
      sum.before += count.before;
      sum.after += count.after;
      sum.added += count.added;
      sum.removed += count.removed;
    }
    for (const auto& [day_rule, count] : other.shadow) shadow[day_rule] += count;
  }
};

std::set<std::string> rules_in(const BriefFindings& findings) {
  std::set<std::string> rules;
  for (const BriefFinding& finding : findings) rules.insert(finding.rule);
  return rules;
}

BriefFindings without(const BriefFindings& from, const BriefFindings& what) {
  BriefFindings rest;
  std::set_difference(from.begin(), from.end(), what.begin(), what.end(), std::back_inserter(rest));
  return rest;
}

// Judges some of the sales; one a thread.
class Judge {
 public:
  explicit Judge(const Pack& pack) : pack_(&pack) {}

  Outcome judge(const std::vector<SealedSale>& sales, std::size_t first, std::size_t step) {
    Outcome outcome;
    for (std::size_t i = first; i < sales.size(); i += step)
      if (const auto done = one(sales[i], outcome); !done)
        outcome.failed.emplace_back(sales[i].record,
                                    done.failure().where + " " + done.failure().detail);
    return outcome;
  }

 private:
  Result<Done> one(const SealedSale& sale, Outcome& outcome) {
    ++outcome.verdicts;
    if (!sale.facts) {
      ++outcome.without_facts;
      return Done{};
    }
    TILLGATE_TRY(sealed, read_verdict(sale));
    TILLGATE_TRY(facts, facts_in(*sale.facts));
    TILLGATE_TRY(engine, engine_for(sealed.verdict.value("overrides", Json::object())));
    TILLGATE_TRY(found, engine->review(facts));
    ++outcome.judged;
    for (const std::string& rule : rules_in(brief(engine->last_shadow_findings())))
      ++outcome.shadow[{local_date(sealed.utc), rule}];
    const BriefFindings now = brief(found);
    for (const std::string& rule : rules_in(sealed.findings)) ++outcome.rules[rule].before;
    for (const std::string& rule : rules_in(now)) ++outcome.rules[rule].after;
    if (now == sealed.findings) return Done{};
    Change change{{}, without(now, sealed.findings), without(sealed.findings, now)};
    for (const std::string& rule : rules_in(change.added)) ++outcome.rules[rule].added;
    for (const std::string& rule : rules_in(change.removed)) ++outcome.rules[rule].removed;
    change.sealed = std::move(sealed);
    outcome.changes.push_back(std::move(change));
    return Done{};
  }

  Result<Engine*> engine_for(const Json& settings) {
    const std::string key = settings.dump();
    if (const auto known = engines_.find(key); known != engines_.end()) return known->second.get();
    auto engine = Engine::create(*pack_, settings);
    if (!engine)
      return Failure{TILLGATE_E_CONFIG,
                     "what the shop set does not fit this pack: " + engine.failure().detail,
                     "rule_parameters" + engine.failure().where};
    if (engines_.size() >= max_engines) engines_.clear();
    return engines_.emplace(key, std::move(engine).value()).first->second.get();
  }

  const Pack* pack_;
  std::map<std::string, std::unique_ptr<Engine>> engines_;
};

class Backtest {
 public:
  explicit Backtest(const Pack& pack) {
    const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    judges_.reserve(threads);
    for (unsigned i = 0; i < threads; ++i) judges_.emplace_back(pack);
  }

  Result<Outcome> run(const SalesOptions& options) {
    const auto read =
        each_sealed_sale(options, Facts::wanted, [this](SealedSale sale) -> Result<Done> {
          waiting_.push_back(std::move(sale));
          if (waiting_.size() == batch) judge_waiting();
          return Done{};
        });
    judge_waiting();
    finish_judging();
    TILLGATE_CHECK(read);
    std::sort(outcome_.changes.begin(), outcome_.changes.end(),
              [](const Change& a, const Change& b) { return a.sealed.record < b.sealed.record; });
    std::sort(outcome_.failed.begin(), outcome_.failed.end());
    return std::move(outcome_);
  }

 private:
  // Begins to judge what waits. Until it is done the next sales are read.
  void judge_waiting() {
    finish_judging();
    judging_ = std::exchange(waiting_, {});
    parts_.assign(judges_.size(), {});
    for (std::size_t i = 0; i < judges_.size(); ++i)
      threads_.emplace_back(
          [this, i] { parts_[i] = judges_[i].judge(judging_, i, judges_.size()); });
  }
  void finish_judging() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    for (Outcome& part : parts_) outcome_.add(std::move(part));
    parts_.clear();
  }

  std::vector<Judge> judges_;
  std::vector<SealedSale> waiting_, judging_;
  std::vector<std::thread> threads_;  // one a judge
  std::vector<Outcome> parts_;        // of each
  Outcome outcome_;
};

Json rows_of(const BriefFindings& findings) {
  Json rows = Json::array();
  for (const BriefFinding& finding : findings) rows.push_back(finding.to_json());
  return rows;
}

Json shadow_json(const ShadowDays& shadow) {
  Json rows = Json::array();
  for (const auto& [day_rule, count] : shadow)
    rows.push_back({{"day", day_rule.first}, {"rule", day_rule.second}, {"sales", count}});
  return rows;
}

void tell_shadow(const ShadowDays& shadow, const Streams& streams) {
  for (const auto& [day_rule, count] : shadow)
    *streams.out << day_rule.first << " " << day_rule.second << " " << count << "\n";
}

std::string title_of(const Pack& pack, const std::string& id) {
  const Rule* const rule = pack.find(id);
  return rule == nullptr ? "" : rule->title_zh + " / " + rule->title_en;
}

Json as_json(const Outcome& outcome, const Pack& pack) {
  Json rules = Json::array();
  for (const auto& [rule, count] : outcome.rules)
    rules.push_back({{"rule", rule},
                     {"title", title_of(pack, rule)},
                     {"before", count.before},
                     {"after", count.after},
                     {"added", count.added},
                     {"removed", count.removed}});
  Json sales = Json::array();
  for (const Change& change : outcome.changes)
    sales.push_back({{"record", change.sealed.record},
                     {"sale", change.sealed.sale},
                     {"kind", change.sealed.kind},
                     {"at", local_text(change.sealed.utc)},
                     {"added", rows_of(change.added)},
                     {"removed", rows_of(change.removed)}});
  Json failed = Json::array();
  for (const auto& [record, why] : outcome.failed)
    failed.push_back({{"record", record}, {"why", why}});
  return {
      {"pack",
       {{"id", pack.own().id}, {"version", pack.own().version}, {"digest", to_hex(pack.digest)}}},
      {"verdicts", outcome.verdicts},
      {"judged", outcome.judged},
      {"without_facts", outcome.without_facts},
      {"failed", std::move(failed)},
      {"changed", outcome.changes.size()},
      {"rules", std::move(rules)},
      {"sales", std::move(sales)},
      {"shadow", shadow_json(outcome.shadow)}};
}

void tell(const Outcome& outcome, const Pack& pack, const Streams& streams) {
  std::ostream& out = *streams.out;
  out << pack.own().id << " " << pack.own().version << ", digest " << to_hex(pack.digest) << "\n"
      << outcome.judged << " of " << outcome.verdicts << " verdicts judged again, "
      << outcome.changes.size() << " would have changed 将改变\n\n"
      << "| rule | sales before 原 | after 新 | added 增 | removed 减 | title |\n"
      << "|---|---|---|---|---|---|\n";
  for (const auto& [rule, count] : outcome.rules)
    out << "| " << rule << " | " << count.before << " | " << count.after << " | " << count.added
        << " | " << count.removed << " | " << title_of(pack, rule) << " |\n";
  out << "\n";
  for (const Change& change : outcome.changes) {
    out << "record " << change.sealed.record << " " << local_text(change.sealed.utc) << " "
        << change.sealed.sale << ":";
    for (const BriefFinding& finding : change.added) out << " +" << finding.text();
    for (const BriefFinding& finding : change.removed) out << " -" << finding.text();
    out << "\n";
  }
  if (!outcome.shadow.empty()) out << "\nshadow rules 影子规则, day rule sales\n";
  tell_shadow(outcome.shadow, streams);
}

}  // namespace

int backtest(const SalesOptions& options, const Streams& streams) {
  const auto pack = load_packs(options.packs);
  if (!pack) return cannot(pack.failure(), streams);
  const auto outcome = Backtest(*pack).run(options);
  if (!outcome) return cannot(outcome.failure(), streams);
  if (options.json)
    *streams.out << as_json(*outcome, *pack).dump(2) << "\n";
  else
    tell(*outcome, *pack, streams);
  for (const auto& [record, why] : outcome->failed)
    *streams.err << "record " << record << ": " << why << "\n";
  if (outcome->without_facts > 0)
    *streams.err << outcome->without_facts
                 << " verdicts without facts: name the till's keys with --keys, or they were "
                    "erased\n";
  return outcome->failed.empty() ? all_right : problems_found;
}

int shadow_days(const SalesOptions& options, const Streams& streams) {
  ShadowDays shadow;
  const auto done =
      each_sealed_sale(options, Facts::not_wanted, [&](const SealedSale& sale) -> Result<Done> {
        TILLGATE_TRY(sealed, read_verdict(sale));
        for (const std::string& rule : rules_in(sealed.shadow))
          ++shadow[{local_date(sealed.utc), rule}];
        return Done{};
      });
  if (!done) return cannot(done.failure(), streams);
  if (options.json)
    *streams.out << shadow_json(shadow).dump(2) << "\n";
  else
    tell_shadow(shadow, streams);
  return all_right;
}

}  // namespace tillgate::policies
