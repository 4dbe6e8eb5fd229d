// The rules of a pack as a Markdown table, made from their headers.
#pragma once

#include <string>

#include "policies/engine/pack.hpp"

namespace tillgate::policies {

std::string rule_table(const Pack& pack);

}  // namespace tillgate::policies
