#include "scanner/kinds/e_credential.hpp"

#include "scanner/digits.hpp"

namespace tillgate::scanner {

Parsed<ECredential> parse_e_credential(std::string_view text) {
  if (text.empty()) return Reason::empty;
  if (!all_digits(text)) return Reason::bad_char;
  if (text.size() != 28) return Reason::bad_length;
  if (!text.starts_with("424")) return Reason::bad_prefix;
  ECredential out;
  out.token = text.substr(3, 17);
  out.random = text.substr(20, 2);
  out.province = text.substr(22, 2);
  out.extension = text.substr(24, 4);
  if (!is_province(out.province)) return Reason::bad_region;
  return out;
}

}  // namespace tillgate::scanner
