// Insurance e-credential 医保电子凭证 (医保码), as its QR code holds it: 28 digits that only the
// national service can resolve. Valid once: it is passed on and forgotten, never stored, logged or
// shown.
#pragma once

#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct ECredential {
  std::string token;      // 17 digits
  std::string random;     // 2 digits
  std::string province;   // 2 digits
  std::string extension;  // 4 digits, 0000 so far
};

// Checks in this order: EMPTY, BAD_CHAR, BAD_LENGTH, BAD_PREFIX (424), BAD_REGION.
Parsed<ECredential> parse_e_credential(std::string_view text);

}  // namespace tillgate::scanner
