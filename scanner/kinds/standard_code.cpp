#include "scanner/kinds/standard_code.hpp"

#include "scanner/digits.hpp"

namespace tillgate::scanner {

Parsed<StandardCode> parse_standard_code(std::string_view text) {
  if (text.empty()) return Reason::empty;
  if (!all_digits(text)) return Reason::bad_char;
  if (text.size() != 14) return Reason::bad_length;
  if (!text.starts_with("869")) return Reason::bad_prefix;
  if (!gs1_check_digit_fits(text)) return Reason::bad_check;
  return StandardCode{std::string(text.substr(3, 5)), std::string(text.substr(8, 5)), text.back()};
}

}  // namespace tillgate::scanner
