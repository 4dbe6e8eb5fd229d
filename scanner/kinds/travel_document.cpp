#include "scanner/kinds/travel_document.hpp"

#include <algorithm>
#include <array>

#include "scanner/shape.hpp"

namespace tillgate::scanner {

namespace {

bool is_chinese_passport(std::string_view text) {
  constexpr auto shapes = std::to_array<std::string_view>(
      {"E99999999", "G99999999", "DE9999999", "SE9999999", "PE9999999"});
  if (has_shape(text, "EA9999999")) return text[1] != 'I' && text[1] != 'O';
  return std::any_of(shapes.begin(), shapes.end(),
                     [&](std::string_view shape) { return has_shape(text, shape); });
}

bool has_permit_letter(std::string_view text) {
  return text.front() == 'H' || text.front() == 'M';
}

}  // namespace

Parsed<TravelDocument> parse_travel_document(std::string_view text, TravelDocumentType type) {
  if (text.empty()) return Reason::empty;
  if (!is_capitals_and_digits(text)) return Reason::bad_char;
  const bool passport = type == TravelDocumentType::chinese_passport;
  const bool taiwan = type == TravelDocumentType::taiwan_permit;
  const std::size_t length = taiwan ? 8 : 9;
  if (text.size() != length && (passport || text.size() != length + 2)) return Reason::bad_length;
  const std::string_view number = text.substr(0, length);
  const std::string_view count = text.substr(length);
  const bool fits = passport ? is_chinese_passport(number)
                    : taiwan ? has_shape(number, "99999999")
                             : has_permit_letter(number) && has_shape(number, "A99999999");
  if (!fits || (!count.empty() && !has_shape(count, "99"))) return Reason::bad_structure;
  return TravelDocument{std::string(number), std::string(count)};
}

}  // namespace tillgate::scanner
