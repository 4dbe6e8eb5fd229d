#include "scanner/kinds/sscc.hpp"

#include "scanner/digits.hpp"

namespace tillgate::scanner {

Parsed<Sscc> parse_sscc(std::string_view text) {
  if (text.empty()) return Reason::empty;
  if (!all_digits(text)) return Reason::bad_char;
  if (text.size() == 20 && text.starts_with("00")) text.remove_prefix(2);
  if (text.size() != 18) return Reason::bad_length;
  if (!gs1_check_digit_fits(text)) return Reason::bad_check;
  return Sscc{std::string(text), text.front()};
}

}  // namespace tillgate::scanner
