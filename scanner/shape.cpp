#include "scanner/shape.hpp"

#include <algorithm>

#include "scanner/digits.hpp"

namespace tillgate::scanner {

namespace {

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

bool fits(char c, char place) {
  if (place == 'A') return is_capital(c);
  if (place == '9') return is_digit(c);
  return c == place;
}

}  // namespace

bool is_capitals_and_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_capital(c) || is_digit(c); });
}

bool has_shape(std::string_view text, std::string_view shape) {
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), fits);
}

}  // namespace tillgate::scanner
