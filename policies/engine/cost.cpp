#include "policies/engine/cost.hpp"

#include <algorithm>
#include <array>

#include "policies/engine/confined.hpp"
#include "policies/engine/facts.hpp"
#include "policies/engine/statement.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

constexpr std::int64_t now_ms = 1'795'140'000'000;
constexpr std::int64_t today = 20'777;
// What checkout lets into a sale, and into a slice of the past.
constexpr std::size_t max_lines = 200;
constexpr std::size_t max_prescriptions = 20;
constexpr std::size_t max_past = 2000;
constexpr std::size_t products = 10;

std::size_t rows_of(const Table& table) {
  if (table.rows != Table::Rows::any) return 1;
  if (table.name == "prescription") return max_prescriptions;
  return table.name.starts_with("past_") ? max_past : max_lines;
}

// Row `i` of a table. Keys repeat, so that joins find as much as they can; what must be unique is
// counted.
Json value_of(const Table& table, const Column& column, std::size_t i) {
  const std::string& name = column.name;
  const auto counted = [](const char* what, std::size_t n) { return what + std::to_string(n); };
  if (column.type == Column::Type::integer) {
    if (name == "line") return i + 1;
    if (name.ends_with("_ms")) return now_ms - static_cast<std::int64_t>(i) * 60'000;
    if (name.ends_with("_day")) return today;
    return std::clamp<std::int64_t>(1, column.least, column.most);
  }
  if (!column.texts.empty()) return column.texts.front();
  if (name == "rx_key" && table.name != "line") return counted("G", i / max_prescriptions);
  if (is_one_of(std::array<std::string_view, 4>{"sku", "name", "generic", "rx_key"}, name))
    return counted("G", i % products);
  if (name == "number" || name == "prescription") return counted("RX", i % max_prescriptions);
  if (name == "receipt" || name == "code") return counted("9", i);
  return "P1";
}

struct Prepared {
  std::string rule;
  ConfinedViews::Prepared statement;
};

Result<RuleCost> cost_of(ConfinedViews& views, Prepared& prepared, const ParameterValues& values) {
  store::Database::Foreign& statement = *prepared.statement.statement;
  TILLGATE_TRY(run, views.database().run_foreign(statement, Statement::max_steps));
  for (const std::string& parameter : statement.parameters()) {
    const auto value = values.find(parameter.substr(std::min<std::size_t>(1, parameter.size())));
    run.bind(value == values.end() ? 0 : value->second);
  }
  RuleCost cost{prepared.rule, 0, true};
  for (bool more = true; more;) {
    const auto row = run.step();
    if (!row && row.failure().status != TILLGATE_E_LIMIT) return row.failure();
    cost.whole = row.ok();
    more = row && *row;
  }
  cost.steps = statement.take_steps();
  return cost;
}

}  // namespace

std::int64_t step_budget() noexcept {
  return Statement::max_steps;
}

Json worst_basket(const Views& views) {
  Json facts = Json::object();
  for (const Table& table : views.tables) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < rows_of(table); ++i) {
      Json row = Json::object();
      for (const Column& column : table.columns)
        if (!column.generated) row[column.name] = value_of(table, column, i);
      rows.push_back(std::move(row));
    }
    facts[table.name] = table.rows == Table::Rows::any ? std::move(rows) : rows.front();
  }
  return facts;
}

Result<std::vector<RuleCost>> cost_on_worst_basket(const Pack& pack) {
  TILLGATE_TRY(views, read_views());
  const FactTables tables(views);
  const Json facts = worst_basket(views);
  TILLGATE_TRY(confined, ConfinedViews::open(std::move(views)));
  std::vector<Prepared> rules;
  for (const Rule& rule : pack.rules)
    if (auto prepared = confined.prepare(rule.sql))
      rules.push_back({rule.id, std::move(prepared).value()});
  TILLGATE_CHECK(tables.insert(confined.database(), facts));
  const ParameterValues values = parameter_values(pack);
  std::vector<RuleCost> costs;
  for (Prepared& rule : rules) {
    TILLGATE_TRY(cost, cost_of(confined, rule, values));
    costs.push_back(std::move(cost));
  }
  std::stable_sort(costs.begin(), costs.end(),
                   [](const RuleCost& a, const RuleCost& b) { return a.steps > b.steps; });
  return costs;
}

}  // namespace tillgate::policies
