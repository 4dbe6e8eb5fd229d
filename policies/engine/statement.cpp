#include "policies/engine/statement.hpp"

#include <algorithm>

#include "policies/engine/own_findings.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

constexpr std::size_t max_findings = 500;  // of one rule on one sale
constexpr std::string_view line_column = "line";
constexpr std::string_view missing_column = "missing";

// Empty for what the outside world cannot be told exactly: fractions and bytes.
std::optional<Json> value_in(const store::Query& row, int column) {
  switch (row.type(column)) {
    case store::Query::Type::integer:
      return Json(row.integer(column));
    case store::Query::Type::text:
      return Json(row.text(column));
    case store::Query::Type::null:
      return Json();
    default:
      return std::nullopt;
  }
}

}  // namespace

Statement Statement::prepare(ConfinedViews& views, const Rule& rule,
                             const ParameterValues& values) {
  Statement prepared;
  auto statement = views.prepare(rule.sql);
  if (!statement) {
    prepared.fault_ = statement.failure().detail;
    return prepared;
  }
  prepared.statement_ = std::move(statement->statement);
  prepared.reads_ = std::move(statement->reads);
  prepared.columns_ = prepared.statement_->columns();
  prepared.fault_ = prepared.check(rule, values);
  for (const std::string& need : rule.needs) {
    const Column* const column = views.views().column(need);
    prepared.need_labels_.push_back(column == nullptr ? need : column->label_zh);
  }
  return prepared;
}

std::string Statement::check(const Rule& rule, const ParameterValues& values) {
  const bool names_line = is_one_of(columns_, line_column);
  if (names_line != (rule.on == Rule::On::line))
    return names_line ? "a rule on the sale has no column line"
                      : "a rule on lines has a column line";
  if (is_one_of(columns_, missing_column) == rule.needs.empty())
    return rule.needs.empty() ? "a column missing without needs"
                              : "a rule with needs has a column missing";
  for (const std::string& parameter : statement_->parameters()) {
    const auto value = values.find(parameter.empty() ? parameter : parameter.substr(1));
    const bool declared =
        std::any_of(rule.parameters.begin(), rule.parameters.end(),
                    [&](const Parameter& p) { return ":" + p.name == parameter; });
    if (!declared || value == values.end())
      return "parameter " + parameter + " is not declared in the header";
    arguments_.push_back(value->second);
  }
  return {};
}

std::string Statement::read_row(const store::Query& row, const Rule& rule, Finding& finding) const {
  std::string missing;
  for (int i = 0; i < row.column_count(); ++i) {
    const std::string& name = columns_[static_cast<std::size_t>(i)];
    const auto value = value_in(row, i);
    if (!value) return "column " + name + " is neither integer nor text";
    if (name == line_column) {
      if (!value->is_number_integer()) return "column line is not a line";
      finding.line = value->get<std::int64_t>();
    } else if (name == missing_column) {
      if (value->is_string()) missing = value->get<std::string>();
      if (!value->is_null() && !is_one_of(rule.needs, missing))
        return "column missing names no input of needs";
    } else {
      finding.data[name] = *value;
    }
  }
  if (!missing.empty()) {
    const auto need = std::find(rule.needs.begin(), rule.needs.end(), missing) - rule.needs.begin();
    name_missing_input(finding, rule, missing, need_labels_[static_cast<std::size_t>(need)]);
    return {};
  }
  finding.zh = fill(rule.zh, finding.data);
  finding.en = fill(rule.en, finding.data);
  finding.next_zh = fill(rule.next_zh, finding.data);
  finding.next_en = fill(rule.next_en, finding.data);
  return {};
}

std::string Statement::run_all(store::Database& database, const Rule& rule,
                               std::vector<Finding>& findings) {
  if (!fault_.empty()) return fault_;
  auto run = database.run_foreign(*statement_, max_steps);
  if (!run) return run.failure().detail;
  for (const std::int64_t argument : arguments_) run->bind(argument);
  for (std::size_t rows = 0;; ++rows) {
    const auto row = run->step();
    if (!row)
      return row.failure().status == TILLGATE_E_LIMIT ? "over the step budget"
                                                      : row.failure().detail;
    if (!*row) return {};
    if (rows == max_findings) return "more than " + std::to_string(max_findings) + " findings";
    Finding finding;
    finding.rule = rule.id;
    finding.effect = rule.effect;
    finding.scope = rule.scope;
    finding.basis = rule.basis;
    if (std::string fault = read_row(*run, rule, finding); !fault.empty()) return fault;
    findings.push_back(std::move(finding));
  }
}

void Statement::run(store::Database& database, const Rule& rule, std::vector<Finding>& findings) {
  if (const std::string fault = run_all(database, rule, findings); !fault.empty())
    findings.push_back(rule_at_fault(rule, fault));
}

}  // namespace tillgate::policies
