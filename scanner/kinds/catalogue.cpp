#include "scanner/kinds/catalogue.hpp"

#include <optional>

#include "scanner/digits.hpp"
#include "scanner/shape.hpp"

namespace tillgate::scanner {

namespace {

// The checks that the four share; `lengths` are the two that fit.
std::optional<Reason> fault_of(std::string_view text, char letter, std::size_t shorter,
                               std::size_t longer) {
  if (text.empty()) return Reason::empty;
  if (!is_capitals_and_digits(text)) return Reason::bad_char;
  if (text.size() != shorter && text.size() != longer) return Reason::bad_length;
  if (text.front() != letter) return Reason::bad_prefix;
  return {};
}

std::string part(std::string_view text, std::size_t at, std::size_t length) {
  return std::string(text.substr(at, length));
}

}  // namespace

Parsed<WesternMedicineCode> parse_western_medicine_code(std::string_view text) {
  if (const auto fault = fault_of(text, 'X', 23, 23)) return *fault;
  if (!has_shape(text, "XA99AAA999A999999999999")) return Reason::bad_structure;
  return WesternMedicineCode{part(text, 1, 5), part(text, 6, 4), part(text, 10, 4),
                             part(text, 14, 4), part(text, 18, 5)};
}

Parsed<PatentMedicineCode> parse_patent_medicine_code(std::string_view text) {
  if (const auto fault = fault_of(text, 'Z', 20, 20)) return *fault;
  if (!has_shape(text, "ZA99AAA9999999999999")) return Reason::bad_structure;
  return PatentMedicineCode{part(text, 1, 5), part(text, 6, 5), part(text, 11, 4),
                            part(text, 15, 5)};
}

Parsed<HerbalCode> parse_herbal_code(std::string_view text) {
  if (const auto fault = fault_of(text, 'T', 10, 20)) return *fault;
  if (!all_digits(text.substr(1))) return Reason::bad_structure;
  HerbalCode out;
  out.standard = part(text, 1, 2);
  out.effect = part(text, 3, 2);
  out.name = part(text, 5, 5);
  if (out.standard != "00" && !is_province(out.standard)) return Reason::bad_region;
  if (text.size() == 10) return out;
  out.form = HerbalCode::Form::granule;
  out.authentic_region = part(text, 10, 1);
  if (out.authentic_region > "1") return Reason::bad_structure;
  out.spec_pack = part(text, 11, 4);
  out.company = part(text, 15, 5);
  return out;
}

Parsed<ConsumableCode> parse_consumable_code(std::string_view text) {
  if (const auto fault = fault_of(text, 'C', 20, 27)) return *fault;
  if (!all_digits(text.substr(1))) return Reason::bad_structure;
  return ConsumableCode{part(text, 1, 6), part(text, 7, 3), part(text, 10, 5), part(text, 15, 5),
                        part(text, 20, 7)};
}

bool is_catalogue_code(std::string_view text) {
  if (text.empty()) return false;
  switch (text.front()) {
    case 'X':
      return accepted(parse_western_medicine_code(text));
    case 'Z':
      return accepted(parse_patent_medicine_code(text));
    case 'T':
      return accepted(parse_herbal_code(text));
    case 'C':
      return accepted(parse_consumable_code(text));
    default:
      return false;
  }
}

}  // namespace tillgate::scanner
