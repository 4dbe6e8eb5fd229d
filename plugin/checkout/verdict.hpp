// What the rules say about a basket, together with what people at the counter answered to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "checkout/sale_document.hpp"
#include "policies/engine/finding.hpp"

namespace tillgate::checkout {

struct PackIdentity {
  std::string id;  // of the national pack
  std::int64_t version = 0;
  std::string digest;                // hex, of all layers together
  Json parameters = Json::object();  // what the shop set of them
  Json layers = Json::array();       // [{id, version, layer, digest}] when there are several
};

struct Verdict {
  std::string basket;  // digest of what was judged; a verdict holds only while the basket has it
  std::vector<policies::Finding> findings;
  Json facts = Json();  // what the rules were shown; sealed, so that the verdict can be replayed
  std::vector<policies::Finding> shadow = {};  // of shadow rules: sealed, and nothing else
  PackIdentity pack = {};                      // which rules said so
};

// Whether this word may lift this finding: block never, approve by a pharmacist, confirm by
// anybody.
bool lifts(const Override& word, const policies::Finding& finding);
// The word of the sale that lifts the finding, if there is one.
const Override* lifting(const SaleDocument& sale, const policies::Finding& finding);

// "pass", "warn", "confirm", "approve" or "block": the worst effect that still stands. What
// concerns only fund payment does not stand against what is paid privately.
std::string standing(const Verdict& verdict, const SaleDocument& sale);
// Nothing stands in the way of settling.
bool may_settle(const Verdict& verdict, const SaleDocument& sale);

// The findings as the register and the log see them, with lifted_by.
Json findings_document(const Verdict& verdict, const SaleDocument& sale);

}  // namespace tillgate::checkout
