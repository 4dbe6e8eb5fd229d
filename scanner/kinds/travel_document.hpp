// Passports and travel permits 护照、通行证: their shapes only, none has a check character.
#pragma once

#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

enum class TravelDocumentType {
  chinese_passport,  // 中国护照: E + 8, E + letter (not I, O) + 7, G + 8, DE/SE/PE + 7
  hk_macau_permit,  // 港澳居民来往内地通行证: H or M, 8 digits, perhaps 2 that count its issues
  taiwan_permit,  // 台湾居民来往大陆通行证: 8 digits, perhaps 2
};

struct TravelDocument {
  std::string number;
  std::string issue_count;  // 2 digits or empty
};

// Checks in this order: EMPTY, BAD_CHAR, BAD_LENGTH, BAD_STRUCTURE.
Parsed<TravelDocument> parse_travel_document(std::string_view text, TravelDocumentType type);

}  // namespace tillgate::scanner
