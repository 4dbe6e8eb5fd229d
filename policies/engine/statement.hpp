// One rule's SELECT, prepared, and the reading of its rows.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "policies/engine/confined.hpp"
#include "policies/engine/finding.hpp"
#include "policies/engine/rule.hpp"

namespace tillgate::policies {

class Statement {
 public:
  // Steps of SQLite's virtual machine one rule may take on one sale, about 20 ms. Counted in steps,
  // so that a verdict does not depend on the machine.
  static constexpr std::int64_t max_steps = 1'000'000;

  // Never fails: a rule that cannot be prepared answers with its fault whenever it is run.
  static Statement prepare(ConfinedViews& views, const Rule& rule, const ParameterValues& values);

  // Adds the rule's findings on the facts that are in the views now. A fault while it runs adds the
  // finding that blocks fund payment to those the rule had found before.
  void run(store::Database& database, const Rule& rule, std::vector<Finding>& findings);

  // Why it cannot be run; empty when it can.
  const std::string& fault() const noexcept { return fault_; }
  // Columns of the views it reads, "table.column".
  const std::set<std::string>& reads() const noexcept { return reads_; }
  // Its output columns.
  const std::vector<std::string>& columns() const noexcept { return columns_; }

 private:
  // Each answers what is at fault, or an empty text.
  std::string check(const Rule& rule, const ParameterValues& values);
  std::string read_row(const store::Query& row, const Rule& rule, Finding& finding) const;
  std::string run_all(store::Database& database, const Rule& rule, std::vector<Finding>& findings);

  std::unique_ptr<store::Database::Foreign> statement_;
  std::vector<std::string> columns_;
  std::vector<std::string> need_labels_;  // Chinese names of rule.needs
  std::vector<std::int64_t> arguments_;   // in the order of the statement's parameters
  std::set<std::string> reads_;
  std::string fault_;
};

}  // namespace tillgate::policies
