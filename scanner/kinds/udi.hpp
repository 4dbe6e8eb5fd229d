// Device identifier of the MA issuer 医疗器械唯一标识 (MA 码, IDcode): MA.156.M0.<registrant
// 6>.<product 8>, then production fields, a letter and a value, separated by dots. The identifiers
// of the issuer GS1 are GS1 element strings. The check characters come from the issuer alone:
// nobody can verify them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct DeviceIdentifier {
  std::string identifier;  // the text up to the product, what the regulator's database knows
  std::string registrant;  // 6 digits
  char package = '1';
  std::string item;  // 6, letters of either case and digits
  char check = '0';
  // S serial, L lot, M or P made, E expires, V valid until, D sterilisation lot, Y insurance code,
  // C check; each at most once, C last. Dates are YYMMDD.
  std::vector<std::pair<char, std::string>> production;

  std::string_view field(char letter) const;  // empty when it is not there
};

// Checks in this order: EMPTY, BAD_PREFIX (MA.), BAD_CHAR, then from left to right BAD_REGION
// (156), BAD_STRUCTURE, BAD_LENGTH (product), UNKNOWN_FIELD, DUPLICATE_FIELD, BAD_DATE.
Parsed<DeviceIdentifier> parse_device_identifier(std::string_view text);

}  // namespace tillgate::scanner
