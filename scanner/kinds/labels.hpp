// The words printed before a traceability code (NMPAB/T 1011), as parsers of text look for them.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace tillgate::scanner {

inline constexpr std::string_view drug_id_label = "药品标识码";
inline constexpr std::string_view serial_label = "序列号";
inline constexpr std::array<std::string_view, 2> outer_labels = {"药品追溯码", "追溯码"};

// Drops blanks in front of the text.
inline void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
}

// Drops `label`, the blanks around it and one colon of either width after it; false, and nothing
// dropped, when the text does not begin so.
inline bool take_label(std::string_view& text, std::string_view label) {
  std::string_view rest = text;
  skip_blanks(rest);
  if (!rest.starts_with(label)) return false;
  rest.remove_prefix(label.size());
  skip_blanks(rest);
  for (const std::string_view colon : {":", "："}) {
    if (rest.starts_with(colon)) {
      rest.remove_prefix(colon.size());
      break;
    }
  }
  skip_blanks(rest);
  text = rest;
  return true;
}

}  // namespace tillgate::scanner
