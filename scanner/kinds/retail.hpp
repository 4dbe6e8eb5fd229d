// Retail and carton codes 商品条码: GTIN-8, -12, -13, -14 (GB 12904, GS1 General
// Specifications 7.9).
#pragma once

#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct Gtin {
  std::string gtin14;       // zero-padded left
  std::string_view format;  // "GTIN-8", "GTIN-12", "GTIN-13", "GTIN-14", by the digits that came in
};

// Checks in this order: EMPTY, BAD_CHAR, BAD_LENGTH, BAD_STRUCTURE (zeros only), BAD_CHECK.
Parsed<Gtin> parse_gtin(std::string_view text);

struct ChineseEan13 {
  std::string prefix;  // 690 to 699, the prefixes given out in mainland China
  std::string gtin14;
};

// Checks in this order: EMPTY, BAD_CHAR, BAD_LENGTH, BAD_PREFIX, BAD_CHECK.
Parsed<ChineseEan13> parse_chinese_ean13(std::string_view text);

}  // namespace tillgate::scanner
