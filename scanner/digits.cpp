#include "scanner/digits.hpp"

#include <algorithm>

namespace tillgate::scanner {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool gs1_check_digit_fits(std::string_view digits) {
  int sum = 0;
  int weight = 1;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    sum += (*digit - '0') * weight;
    weight = 4 - weight;
  }
  return sum % 10 == 0;
}

bool is_province(std::string_view two_digits) {
  if (two_digits.size() != 2 || !all_digits(two_digits)) return false;
  constexpr std::string_view first = "123456";
  constexpr std::string_view lowest = "111101";
  constexpr std::string_view highest = "537645";
  const std::size_t row = first.find(two_digits[0]);
  return row != std::string_view::npos && two_digits[1] >= lowest[row] &&
         two_digits[1] <= highest[row];
}

}  // namespace tillgate::scanner
