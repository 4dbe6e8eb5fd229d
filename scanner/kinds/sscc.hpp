// Serial shipping container code 物流单元代码 (GS1 General Specifications 3.2): a case or pallet,
// never a pack.
#pragma once

#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct Sscc {
  std::string sscc;  // 18 digits, without the application identifier
  char extension = '0';
};

// Eighteen digits, or twenty with the application identifier 00 in front.
// Checks in this order: EMPTY, BAD_CHAR, BAD_LENGTH, BAD_CHECK.
Parsed<Sscc> parse_sscc(std::string_view text);

}  // namespace tillgate::scanner
