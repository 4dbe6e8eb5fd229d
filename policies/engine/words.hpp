// Splitting the short texts of headers and comments.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

namespace tillgate::policies {

std::string_view trimmed(std::string_view text) noexcept;
std::vector<std::string_view> lines_of(std::string_view text);
// Separated by blanks.
std::vector<std::string_view> words_of(std::string_view text);
// Separated by commas, trimmed; empty text has none.
std::vector<std::string_view> list_of(std::string_view text);
template <class List>
bool is_one_of(const List& list, std::string_view text) noexcept {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}
// A lower-case letter, then lower-case letters, digits and _.
bool is_name(std::string_view text) noexcept;

}  // namespace tillgate::policies
