// The findings the engine makes itself, and their texts.
#pragma once

#include <string>

#include "policies/engine/finding.hpp"
#include "policies/engine/pack.hpp"

namespace tillgate::policies {

// A rule could not be run: no fund payment, because what it would have said is unknown.
Finding rule_at_fault(const Rule& rule, const std::string& fault);
// A layer of the pack is not in force on this day.
Finding pack_not_in_force(const PackLayer& layer);
// The rule could not judge for want of `column` ("table.column"), whose Chinese name is `label_zh`;
// `finding` has the rest.
void name_missing_input(Finding& finding, const Rule& rule, const std::string& column,
                        const std::string& label_zh);

}  // namespace tillgate::policies
