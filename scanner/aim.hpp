// AIM symbology identifiers (ISO/IEC 15424): three characters a scanner may send before the data, a
// closing bracket, a letter for the symbology and a modifier. Case matters.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct AimText {
  std::string aim;             // "C1"; empty when the text has no identifier
  std::string_view symbology;  // "Code 128"; empty likewise
  bool gs1 = false;            // the data is a GS1 element string
  std::string data;
};

// Reasons: EMPTY (no text, or nothing behind the identifier), TRUNCATED, UNKNOWN_SYMBOLOGY,
// BAD_MODIFIER.
Parsed<AimText> split_aim(std::string_view text);

// What is wrong with the two characters of an identifier: UNKNOWN_SYMBOLOGY, BAD_MODIFIER or
// nothing.
std::optional<Reason> fault_of_aim(std::string_view aim);

// The carriers whose data is a GS1 element string: C1 d2 Q3 e0 J1. Takes the two characters.
bool is_gs1_carrier(std::string_view aim);

}  // namespace tillgate::scanner
