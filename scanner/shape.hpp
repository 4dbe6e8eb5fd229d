// Codes of capital letters and digits whose places are fixed.
#pragma once

#include <string_view>

namespace tillgate::scanner {

// A-Z and 0-9 only; true for empty text.
bool is_capitals_and_digits(std::string_view text);

// Same length as `shape`, place by place: 'A' stands for any capital letter, '9' for any digit,
// every other character for itself.
bool has_shape(std::string_view text, std::string_view shape);

}  // namespace tillgate::scanner
