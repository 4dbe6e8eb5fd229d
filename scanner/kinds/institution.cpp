#include "scanner/kinds/institution.hpp"

#include <algorithm>
#include <array>

#include "scanner/digits.hpp"
#include "scanner/shape.hpp"

namespace tillgate::scanner {

Parsed<InstitutionCode> parse_institution_code(std::string_view text) {
  if (text.empty()) return Reason::empty;
  if (!is_capitals_and_digits(text)) return Reason::bad_char;
  if (text.size() != 12) return Reason::bad_length;
  if (text.front() != 'P' && text.front() != 'H') return Reason::bad_prefix;
  if (!all_digits(text.substr(1))) return Reason::bad_structure;
  if (!is_province(text.substr(1, 2))) return Reason::bad_region;
  using Type = InstitutionCode::Type;
  return InstitutionCode{text.front() == 'P' ? Type::pharmacy : Type::hospital,
                         std::string(text.substr(1, 6)), std::string(text.substr(7))};
}

Parsed<StaffCode> parse_staff_code(std::string_view text) {
  using Role = StaffCode::Role;
  struct Prefix {
    std::string_view letters;
    Role role;
  };
  constexpr auto prefixes = std::to_array<Prefix>({{"D", Role::doctor},
                                                   {"N", Role::nurse},
                                                   {"HY", Role::hospital_pharmacist},
                                                   {"HJ", Role::hospital_technician}});
  constexpr std::size_t digit_count = 12;
  if (text.empty()) return Reason::empty;
  if (!is_capitals_and_digits(text)) return Reason::bad_char;
  const auto prefix = std::find_if(prefixes.begin(), prefixes.end(),
                                   [&](const Prefix& p) { return text.starts_with(p.letters); });
  if (prefix == prefixes.end()) return Reason::bad_prefix;
  const std::string_view digits = text.substr(prefix->letters.size());
  if (digits.size() != digit_count) return Reason::bad_length;
  if (!all_digits(digits)) return Reason::bad_structure;
  if (!is_province(digits.substr(0, 2))) return Reason::bad_region;
  return StaffCode{prefix->role, std::string(digits.substr(0, 6)), std::string(digits.substr(6))};
}

}  // namespace tillgate::scanner
