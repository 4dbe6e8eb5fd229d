// The sales that a till sealed, each with its verdict and the facts it was given on.
#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "policies/cli/verbs.hpp"
#include "policies/engine/finding.hpp"

namespace tillgate::policies {

// A finding as the log has it.
struct BriefFinding {
  std::string rule;
  Effect effect = Effect::block;
  std::optional<std::int64_t> line;

  auto operator<=>(const BriefFinding&) const = default;  // NOLINT(modernize-use-nullptr): not one
  // "QT-03 line 2 (confirm)"
  std::string text() const;
  Json to_json() const;
};
using BriefFindings = std::vector<BriefFinding>;  // sorted, each once

BriefFindings brief(const std::vector<Finding>& findings);
// Sealed rows; what people answered to them is left out.
BriefFindings brief(const Json& sealed);

// A record with a verdict, as it lies in the log.
struct SealedSale {
  std::uint64_t record = 0;
  std::string entry;                 // canonical JSON
  std::optional<std::string> facts;  // the disclosure's text; empty when it is not at hand
};

// What stands in it.
struct SealedVerdict {
  std::uint64_t record = 0;
  UtcMs utc = 0;
  std::string kind, sale;
  Json verdict = Json::object();
  BriefFindings findings;
  BriefFindings shadow;
};
// TILLGATE_E_LEDGER when the entry is no such record.
Result<SealedVerdict> read_verdict(const SealedSale& sale);

enum class Facts { wanted, not_wanted };
// In the order of the log. The records are read, nothing is verified and nothing changed.
Result<Done> each_sealed_sale(const SalesOptions& options, Facts facts,
                              const std::function<Result<Done>(SealedSale)>& visit);

// The facts behind a disclosure.
Result<Json> facts_in(const std::string& disclosure);

}  // namespace tillgate::policies
