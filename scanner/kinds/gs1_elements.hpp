// What every written form of GS1 elements shares: the checks of one element and of all together.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/kinds/gs1.hpp"
#include "scanner/kinds/gs1_table.hpp"

namespace tillgate::scanner {

// Adds a good element; `entry` is that of `ai`. Checks in this order: AI_LENGTH, BAD_CHAR,
// BAD_CHECK, BAD_DATE, DUPLICATE_AI.
std::optional<Reason> add_gs1_element(const Gs1Identifier& entry, std::string_view ai,
                                      std::string_view value, Gs1Text& out);

// AI_CONFLICT, AI_MISSING, or nothing.
std::optional<Reason> fault_of_gs1_pairs(const Gs1Text& text);

}  // namespace tillgate::scanner
