#include "scanner/kinds/retail.hpp"

#include "scanner/digits.hpp"

namespace tillgate::scanner {

namespace {

std::string padded_to_14(std::string_view digits) {
  return std::string(14 - digits.size(), '0').append(digits);
}

std::string_view format_of(std::size_t length) {
  switch (length) {
    case 8:
      return "GTIN-8";
    case 12:
      return "GTIN-12";
    case 13:
      return "GTIN-13";
    case 14:
      return "GTIN-14";
    default:
      return "";
  }
}

}  // namespace

Parsed<Gtin> parse_gtin(std::string_view text) {
  if (text.empty()) return Reason::empty;
  if (!all_digits(text)) return Reason::bad_char;
  const std::string_view format = format_of(text.size());
  if (format.empty()) return Reason::bad_length;
  if (text.find_first_not_of('0') == std::string_view::npos) return Reason::bad_structure;
  if (!gs1_check_digit_fits(text)) return Reason::bad_check;
  return Gtin{padded_to_14(text), format};
}

Parsed<ChineseEan13> parse_chinese_ean13(std::string_view text) {
  if (text.empty()) return Reason::empty;
  if (!all_digits(text)) return Reason::bad_char;
  if (text.size() != 13) return Reason::bad_length;
  if (!text.starts_with("69")) return Reason::bad_prefix;
  if (!gs1_check_digit_fits(text)) return Reason::bad_check;
  return ChineseEan13{std::string(text.substr(0, 3)), padded_to_14(text)};
}

}  // namespace tillgate::scanner
