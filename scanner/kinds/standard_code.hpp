// Drug standard code 药品本位码: 14 digits, 86, 9, company 5, product 5, check (GB 18937, the rule
// of the GTIN). Every one of them has the form of a carton's GTIN-14 as well.
#pragma once

#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct StandardCode {
  std::string company;  // 5 digits
  std::string product;  // 5 digits
  char check = '0';
};

// Checks in this order: EMPTY, BAD_CHAR, BAD_LENGTH, BAD_PREFIX (869), BAD_CHECK.
Parsed<StandardCode> parse_standard_code(std::string_view text);

}  // namespace tillgate::scanner
