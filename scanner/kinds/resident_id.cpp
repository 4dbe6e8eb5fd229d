#include "scanner/kinds/resident_id.hpp"

#include "base/time.hpp"
#include "scanner/digits.hpp"

namespace tillgate::scanner {

namespace {

bool has_other_characters(std::string_view text) {
  const std::string_view front = text.substr(0, text.size() - 1);
  return (!front.empty() && !all_digits(front)) || !(is_digit(text.back()) || text.back() == 'X');
}

// ISO 7064 MOD 11-2: read as a polynomial in 2, with X for ten, the number is 1 modulo 11.
bool check_character_fits(std::string_view number) {
  int remainder = 0;
  for (const char c : number) remainder = (remainder * 2 + (c == 'X' ? 10 : c - '0')) % 11;
  return remainder == 1;
}

}  // namespace

Parsed<ResidentId> parse_resident_id(std::string_view text, std::int64_t today) {
  constexpr std::string_view oldest = "1900-01-01";
  if (text.empty()) return Reason::empty;
  if (text.size() == 15 && all_digits(text)) return Reason::old_15;
  if (has_other_characters(text)) return Reason::bad_char;
  if (text.size() != 18) return Reason::bad_length;
  if (text[0] == '8' && text[1] >= '1' && text[1] <= '3') return Reason::got_hmt;
  if (text[0] == '9') return Reason::got_foreign_pr;
  if (!is_province(text.substr(0, 2))) return Reason::bad_region;

  ResidentId out;
  out.region = text.substr(0, 6);
  out.birth_date.append(text.substr(6, 4)).append("-").append(text.substr(10, 2));
  out.birth_date.append("-").append(text.substr(12, 2));
  const auto birth_day = day_of_date(out.birth_date);
  if (!birth_day || out.birth_date < oldest || *birth_day > today) return Reason::bad_date;
  out.sequence = text.substr(14, 3);
  if (out.sequence == "000") return Reason::bad_structure;
  if (!check_character_fits(text)) return Reason::bad_check;
  out.sex = (out.sequence[2] - '0') % 2 == 1 ? Sex::male : Sex::female;
  out.check = text[17];
  return out;
}

std::optional<ResidentId> check_resident_id(std::string_view text, std::int64_t today) {
  auto parsed = parse_resident_id(text, today);
  if (auto* number = std::get_if<ResidentId>(&parsed)) return std::move(*number);
  return {};
}

}  // namespace tillgate::scanner
