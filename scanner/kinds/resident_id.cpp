#include "scanner/kinds/resident_id.hpp"

#include "base/time.hpp"
#include "scanner/digits.hpp"
#include "scanner/shape.hpp"

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

// What the three numbers have in common, from the seventh character on.
std::optional<Reason> read_birth_and_after(std::string_view text, std::int64_t today,
                                           ResidentId& out) {
  constexpr std::string_view oldest = "1900-01-01";
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
  return {};
}

std::optional<Reason> fault_of_characters(std::string_view text) {
  if (text.empty()) return Reason::empty;
  if (has_other_characters(text)) return Reason::bad_char;
  if (text.size() != 18) return Reason::bad_length;
  return {};
}

// The century of the old form is unknown: the day must exist in one of the two.
bool is_day_of_some_century(std::string_view yymmdd) {
  for (const char* century : {"19", "20"}) {
    std::string date = century;
    date.append(yymmdd.substr(0, 2)).append("-").append(yymmdd.substr(2, 2));
    date.append("-").append(yymmdd.substr(4, 2));
    if (day_of_date(date)) return true;
  }
  return false;
}

Parsed<ForeignResident> parse_old_form(std::string_view text) {
  if (!is_capitals_and_digits(text)) return Reason::bad_char;
  if (text.size() != 15) return Reason::bad_length;
  if (!has_shape(text, "AAA999999999999")) return Reason::bad_structure;
  ForeignResident out;
  out.form = ForeignResident::Form::before;
  out.country = text.substr(0, 3);
  out.region = text.substr(3, 4);
  out.birth_date = text.substr(7, 6);
  if (!is_province(text.substr(3, 2))) return Reason::bad_region;
  if (!is_day_of_some_century(out.birth_date)) return Reason::bad_date;
  return out;
}

}  // namespace

Parsed<ResidentId> parse_resident_id(std::string_view text, std::int64_t today) {
  if (text.size() == 15 && all_digits(text)) return Reason::old_15;
  if (const auto fault = fault_of_characters(text)) return *fault;
  if (text[0] == '8' && text[1] >= '1' && text[1] <= '3') return Reason::got_hmt;
  if (text[0] == '9') return Reason::got_foreign_pr;
  if (!is_province(text.substr(0, 2))) return Reason::bad_region;
  ResidentId out;
  if (const auto fault = read_birth_and_after(text, today, out)) return *fault;
  return out;
}

Parsed<ResidencePermit> parse_residence_permit(std::string_view text, std::int64_t today) {
  if (const auto fault = fault_of_characters(text)) return *fault;
  ResidencePermit out;
  if (text.starts_with("810000")) out.from = "HK";
  if (text.starts_with("820000")) out.from = "MO";
  if (text.starts_with("830000")) out.from = "TW";
  if (out.from.empty()) return Reason::bad_region;
  if (const auto fault = read_birth_and_after(text, today, out.number)) return *fault;
  return out;
}

Parsed<ForeignResident> parse_foreign_resident(std::string_view text, std::int64_t today) {
  constexpr std::string_view china = "156";
  if (!text.empty() && is_letter(text.front())) return parse_old_form(text);
  if (const auto fault = fault_of_characters(text)) return *fault;
  if (text.front() != '9') return Reason::bad_prefix;
  ForeignResident out;
  out.region = text.substr(1, 2);
  out.country = text.substr(3, 3);
  if (!is_province(out.region)) return Reason::bad_region;
  if (out.country == china) return Reason::bad_structure;
  ResidentId number;
  if (const auto fault = read_birth_and_after(text, today, number)) return *fault;
  out.birth_date = number.birth_date;
  out.sequence = number.sequence;
  out.sex = number.sex;
  return out;
}

std::optional<ResidentId> check_resident_id(std::string_view text, std::int64_t today) {
  auto parsed = parse_resident_id(text, today);
  if (auto* number = std::get_if<ResidentId>(&parsed)) return std::move(*number);
  return {};
}

}  // namespace tillgate::scanner
