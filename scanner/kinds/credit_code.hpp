// Unified social credit code 统一社会信用代码 (GB 32100-2015).
#pragma once

#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct CreditCode {
  char registrar = '9';
  char type = '1';
  std::string region;  // 6 digits
  std::string body;    // 9 characters, the organisation's code of GB 11714
  char check = '0';    // any of the 31 characters
  // Whether the body's own check character fits: newer bodies were not made with it.
  bool body_check_fits = false;
};

// 18 of the 31 characters 0-9 A-Z without I O S V Z. Checks in this order: EMPTY, BAD_CHAR,
// BAD_LENGTH, BAD_STRUCTURE (region), BAD_PREFIX (registrar), BAD_CHECK.
Parsed<CreditCode> parse_credit_code(std::string_view text);

// The check of GB 11714 over nine capital letters and digits: weights 3 7 9 10 5 8 4 2, modulo 11.
bool organisation_check_fits(std::string_view nine);

}  // namespace tillgate::scanner
