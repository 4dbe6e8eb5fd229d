#include "scanner/kinds/credit_code.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "scanner/digits.hpp"

namespace tillgate::scanner {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

bool check_fits(std::string_view code) {
  // Powers of 3 modulo 31; the check character completes the sum to a multiple.
  std::size_t weight = 1;
  std::size_t sum = 0;
  for (const char c : code.substr(0, 17)) {
    sum += alphabet.find(c) * weight;
    weight = weight * 3 % 31;
  }
  return (sum + alphabet.find(code[17])) % 31 == 0;
}

}  // namespace

bool organisation_check_fits(std::string_view nine) {
  constexpr auto weights = std::to_array<int>({3, 7, 9, 10, 5, 8, 4, 2});
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    sum += weights[i] * (is_digit(nine[i]) ? nine[i] - '0' : nine[i] - 'A' + 10);
  constexpr std::string_view checks = "0X987654321";  // 11 - remainder; 10 is X, 11 is 0
  return nine[8] == checks[static_cast<std::size_t>(sum % 11)];
}

Parsed<CreditCode> parse_credit_code(std::string_view text) {
  constexpr std::string_view registrars = "123456789ANY";
  if (text.empty()) return Reason::empty;
  if (text.find_first_not_of(alphabet) != std::string_view::npos) return Reason::bad_char;
  if (text.size() != 18) return Reason::bad_length;
  CreditCode out;
  out.registrar = text[0];
  out.type = text[1];
  out.region = text.substr(2, 6);
  out.body = text.substr(8, 9);
  out.check = text[17];
  if (!all_digits(out.region)) return Reason::bad_structure;
  if (registrars.find(out.registrar) == std::string_view::npos) return Reason::bad_prefix;
  if (!check_fits(text)) return Reason::bad_check;
  out.body_check_fits = organisation_check_fits(out.body);
  return out;
}

}  // namespace tillgate::scanner
