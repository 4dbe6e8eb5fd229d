// Runs a vectors file (rules-vectors/1) against a pack: `tillgate-policy test PACK --scenarios
// FILE`.
//
//   file     := {"schema": "rules-vectors/1", "base": world, "products": {sku: product, …},
//                "scenarios": [{"id", "patch", "expect": {"findings": [finding, …]}}, …]}
//   finding  := {"rule", "decision": block | pharmacist | reason | warn | record, "scope", "line"?}
//
// A scenario is the base with its patch (RFC 7396); its "params" are set as a region sets them.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "policies/engine/pack.hpp"

namespace tillgate::policies {

struct VectorOutcome {
  std::string id;
  Json facts;           // as they were judged
  Json findings;        // of the rules that take part, in the words of the file
  Json beyond;          // of other rules of the pack
  bool agrees = false;  // findings are those the file expects, no more and no fewer

  // {"id", "findings", "beyond"?, "agrees"}
  Json to_json() const;
};

// TILLGATE_E_DOCUMENT when the file is not of this shape, TILLGATE_E_CONFIG when the pack does not
// let its parameters be set so; `where` names the scenario.
Result<std::vector<VectorOutcome>> run_vectors(const Pack& pack, const Json& file);

}  // namespace tillgate::policies
