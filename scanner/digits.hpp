// Runs of ASCII digits, and the GS1 check digit over them.
#pragma once

#include <string_view>

namespace tillgate::scanner {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// False for empty text. ASCII only: no other script's digits, no sign, no blank.
bool all_digits(std::string_view text);

// GS1 General Specifications, section 7.9.1: weights 3, 1, 3, ... leftwards from the digit beside
// the last one, which completes the sum to a multiple of ten. `digits` holds digits only.
bool gs1_check_digit_fits(std::string_view digits);

// The two leading digits of regions in China that issue identity numbers and insurance credentials
// (GB/T 2260: 11-15, 21-23, 31-37, 41-46, 50-54, 61-65).
bool is_province(std::string_view two_digits);

}  // namespace tillgate::scanner
