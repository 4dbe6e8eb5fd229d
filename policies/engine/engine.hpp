// Runs the rules of a pack over the facts of one sale.
//
// An engine holds a small SQLite database in memory, confined before any rule is prepared: a rule
// reads the views, calls the functions listed in confined.cpp, and stops after
// Statement::max_steps. A rule that cannot be prepared or run, or is over its budget, blocks fund
// payment with a finding of its own ("fault" in its data). Findings depend on the facts, the pack
// and its parameters, on nothing else: no clock, no machine, no order of rules.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "policies/engine/finding.hpp"
#include "policies/engine/pack.hpp"

namespace tillgate::policies {

class Engine {
 public:
  // Prepares every rule of the pack. `overrides` is what region and shop set, an object as
  // move_parameters takes it. TILLGATE_E_CONFIG: an override is not allowed (`where` is its JSON
  // pointer).
  static Result<std::unique_ptr<Engine>> create(Pack pack, const Json& overrides);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // All findings, in the order of a verdict, but for those of shadow rules. One thread at a time;
  // no I/O. TILLGATE_E_DOCUMENT when the facts are not of the views (facts.hpp); nothing was judged
  // then.
  Result<std::vector<Finding>> review(const Json& facts);
  // What the shadow rules (影子规则) found in the last review, in the same order. It stops nothing.
  const std::vector<Finding>& last_shadow_findings() const noexcept;

  const Pack& pack() const noexcept;
  // The values in force after all overrides, as sealed with a verdict: {"name": number or date}.
  Json parameters() const;
  // The columns a rule reads, "table.column"; none for a rule that could not be prepared.
  std::set<std::string> reads(std::string_view rule) const;
  // Why a rule cannot be run, by rule; none when all can.
  std::map<std::string, std::string> faults() const;

  // How the last review went, for tests and for tools that measure coverage and cost.
  struct RuleRun {
    std::string rule;
    bool skipped = false;  // a guard did not hold, or the day is outside since and until
    std::size_t findings = 0;
  };
  const std::vector<RuleRun>& last_runs() const noexcept;

 private:
  struct Impl;
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tillgate::policies
