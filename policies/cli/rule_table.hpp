// The rules of a pack as Markdown tables, made from their headers.
#pragma once

#include <string>

#include "policies/engine/pack.hpp"

namespace tillgate::policies {

std::string rule_table(const Pack& pack);
// Each offence (offence.hpp) with the rules that stop or flag it.
std::string offence_table(const Pack& pack);

}  // namespace tillgate::policies
