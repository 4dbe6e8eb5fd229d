// The GS1 application identifiers that goods in a pharmacy carry, as facts of the GS1 Barcode
// Syntax Dictionary (https://ref.gs1.org/tools/gs1-barcode-syntax-resource/syntax-dictionary/).
#pragma once

#include <cstddef>
#include <string_view>

namespace tillgate::scanner {

enum class Gs1Content {
  digits,      // N
  text,        // X: the 82 characters of the General Specifications, figure 7.11-1
  checked,     // N, check digit last
  date,        // N6, YYMMDD, day 00 allowed
  time,        // N, YYMMDD and more, day 00 not allowed
  asset,       // N14 (a zero, then 13 with check digit), then X
  coded_text,  // N3, then X
};

struct Gs1Identifier {
  std::string_view ai;  // digits; n stands for 0-5, the decimals of a measure
  Gs1Content content;
  std::size_t shortest, longest;
  bool ends_itself = false;        // predefined length: no separator needed behind it
  std::string_view needs = {};     // one of each group must be there: "01,02;37"
  std::string_view excludes = {};  // none of these may be there
};

// The entry of the identifier that `data` begins with; null when there is none. The identifier's
// length is that of its `ai`.
const Gs1Identifier* gs1_identifier_at(std::string_view data);

}  // namespace tillgate::scanner
