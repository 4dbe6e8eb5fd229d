#include "policies/engine/engine.hpp"

#include <algorithm>

#include "policies/engine/confined.hpp"
#include "policies/engine/facts.hpp"
#include "policies/engine/own_findings.hpp"
#include "policies/engine/statement.hpp"

namespace tillgate::policies {

namespace {

bool in_force(std::int64_t day, std::int64_t since, const std::optional<std::int64_t>& until) {
  return day >= since && (!until || day <= *until);
}

// A guard that there is not is left out: lint complains of it, and the rule runs.
std::vector<std::size_t> places_of(const std::vector<std::string>& guards,
                                   const std::vector<std::string>& known) {
  std::vector<std::size_t> places;
  for (const std::string& guard : guards)
    if (const auto at = std::find(known.begin(), known.end(), guard); at != known.end())
      places.push_back(static_cast<std::size_t>(at - known.begin()));
  return places;
}

// A join that meets one offence twice has found one offence.
void put_in_order(std::vector<Finding>& findings) {
  std::sort(findings.begin(), findings.end(), comes_before);
  const auto same = [](const Finding& a, const Finding& b) {
    return !comes_before(a, b) && !comes_before(b, a);
  };
  findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
}

}  // namespace

struct Engine::Impl {
  Pack pack;
  FactTables facts;
  ConfinedViews confined;
  ParameterValues values;
  std::vector<Statement> statements;                  // one a rule of the pack, in its order
  std::vector<std::vector<std::size_t>> rule_guards;  // of each rule, as places in guards.sql
  std::vector<RuleRun> runs;
  std::vector<Finding> shadow_findings;

  struct Circumstances {
    std::int64_t day = 0;
    std::vector<bool> guards;  // in the order of guards.sql
  };
  Result<Circumstances> circumstances();
  bool applies(std::size_t rule, const Circumstances& now) const;
};

Result<Engine::Impl::Circumstances> Engine::Impl::circumstances() {
  Circumstances now;
  {
    TILLGATE_TRY(day, confined.database().query("SELECT day FROM sale"));
    TILLGATE_CHECK(day.step());
    now.day = day.integer(0);
  }
  static const std::string sql(Views::guards_sql());
  TILLGATE_TRY(guards, confined.database().query(sql.c_str()));
  TILLGATE_CHECK(guards.step());
  for (int i = 0; i < guards.column_count(); ++i) now.guards.push_back(guards.integer(i) != 0);
  return now;
}

bool Engine::Impl::applies(std::size_t rule, const Circumstances& now) const {
  const Rule& known = pack.rules[rule];
  return in_force(now.day, known.since_day, known.until_day) &&
         std::all_of(rule_guards[rule].begin(), rule_guards[rule].end(),
                     [&](std::size_t guard) { return now.guards[guard]; });
}

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::create(Pack pack, const Json& overrides) {
  TILLGATE_TRY(views, read_views());
  ParameterValues values = parameter_values(pack);
  TILLGATE_CHECK(move_parameters(pack.declared, overrides, values));
  FactTables facts(views);
  TILLGATE_TRY(confined, ConfinedViews::open(std::move(views)));
  std::unique_ptr<Impl> impl(new Impl{
      std::move(pack), std::move(facts), std::move(confined), std::move(values), {}, {}, {}, {}});
  for (const Rule& rule : impl->pack.rules) {
    impl->statements.push_back(Statement::prepare(impl->confined, rule, impl->values));
    impl->rule_guards.push_back(places_of(rule.guards, impl->confined.views().guards));
  }
  return std::unique_ptr<Engine>(new Engine(std::move(impl)));
}

Result<std::vector<Finding>> Engine::review(const Json& facts) {
  Impl& impl = *impl_;
  impl.runs.clear();
  impl.shadow_findings.clear();
  // Rolled back at the end: facts never outlive their review.
  const auto transaction =
      store::Transaction::begin(impl.confined.database(), store::Durability::relaxed);
  if (!transaction) return transaction.failure();
  TILLGATE_CHECK(impl.facts.insert(impl.confined.database(), facts));
  TILLGATE_TRY(now, impl.circumstances());
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < impl.pack.rules.size(); ++i) {
    const Rule& rule = impl.pack.rules[i];
    RuleRun run{rule.id, !impl.applies(i, now), 0};
    if (!run.skipped) {
      std::vector<Finding>& found = rule.shadow ? impl.shadow_findings : findings;
      const std::size_t before = found.size();
      impl.statements[i].run(impl.confined.database(), rule, found);
      run.findings = found.size() - before;
    }
    impl.runs.push_back(std::move(run));
  }
  for (const PackLayer& layer : impl.pack.layers)
    if (!layer.in_force(now.day)) findings.push_back(pack_not_in_force(layer));
  put_in_order(findings);
  put_in_order(impl.shadow_findings);
  return findings;
}

const std::vector<Finding>& Engine::last_shadow_findings() const noexcept {
  return impl_->shadow_findings;
}

std::set<std::string> Engine::reads(std::string_view rule) const {
  for (std::size_t i = 0; i < impl_->statements.size(); ++i)
    if (impl_->pack.rules[i].id == rule) return impl_->statements[i].reads();
  return {};
}

std::map<std::string, std::string> Engine::faults() const {
  std::map<std::string, std::string> found;
  for (std::size_t i = 0; i < impl_->statements.size(); ++i)
    if (!impl_->statements[i].fault().empty())
      found[impl_->pack.rules[i].id] = impl_->statements[i].fault();
  return found;
}

const Pack& Engine::pack() const noexcept {
  return impl_->pack;
}

Json Engine::parameters() const {
  Json values = Json::object();
  for (const Parameter& parameter : impl_->pack.declared) {
    const std::int64_t value = impl_->values.at(parameter.name);
    values[parameter.name] =
        parameter.type == Parameter::Type::day ? Json(written(parameter, value)) : Json(value);
  }
  return values;
}

const std::vector<Engine::RuleRun>& Engine::last_runs() const noexcept {
  return impl_->runs;
}

}  // namespace tillgate::policies
