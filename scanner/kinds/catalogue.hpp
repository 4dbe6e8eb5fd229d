// Codes of the national insurance catalogue 医保目录编码: Western medicine X, patent medicine Z,
// herbal pieces and granules T, consumables C. None of them has a check character; the structures
// are those of the NHSA coding rules of 2019 and later.
#pragma once

#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

// Western medicine 西药: 23 characters.
struct WesternMedicineCode {
  std::string category;   // 5, letter, 2 digits, 2 letters
  std::string name;       // 4, letter and digits
  std::string form;       // 4, letter and digits
  std::string spec_pack;  // 4 digits
  std::string company;    // 5 digits
};

// Chinese patent medicine 中成药: 20 characters.
struct PatentMedicineCode {
  std::string category;   // 5, as above
  std::string name;       // 5, letter and digits
  std::string spec_pack;  // 4 digits
  std::string company;    // 5 digits
};

// Herbal pieces 中药饮片 (10 characters) and granules 配方颗粒 (20 characters).
struct HerbalCode {
  enum class Form { piece, granule };
  Form form = Form::piece;
  std::string standard;          // 00 national, else the province
  std::string effect;            // 2 digits
  std::string name;              // 5 digits
  std::string authentic_region;  // 道地 "1" or "0"; granules only, as what follows
  std::string spec_pack;         // 4 digits
  std::string company;           // 5 digits
};

// Consumables 医用耗材: 20 characters, or 27 with a sequence.
struct ConsumableCode {
  std::string category;  // 6 digits
  std::string name;      // 3 digits
  std::string feature;   // 5 digits
  std::string company;   // 5 digits
  std::string sequence;  // 7 digits or empty
};

// Checks in this order, for all four: EMPTY, BAD_CHAR, BAD_LENGTH, BAD_PREFIX, BAD_STRUCTURE; the
// herbal code then BAD_REGION (standard), BAD_STRUCTURE (flag).
Parsed<WesternMedicineCode> parse_western_medicine_code(std::string_view text);
Parsed<PatentMedicineCode> parse_patent_medicine_code(std::string_view text);
Parsed<HerbalCode> parse_herbal_code(std::string_view text);
Parsed<ConsumableCode> parse_consumable_code(std::string_view text);

// One of the four.
bool is_catalogue_code(std::string_view text);

}  // namespace tillgate::scanner
