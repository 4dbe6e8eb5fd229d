#include "scanner/kinds/udi.hpp"

#include <algorithm>
#include <optional>

#include "scanner/digits.hpp"
#include "scanner/kinds/gs1_date.hpp"
#include "scanner/shape.hpp"

namespace tillgate::scanner {

namespace {

bool is_alphanumeric(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

// The part up to the next dot; without one, all that is left.
std::string_view take_part(std::string_view& text) {
  const std::size_t end = std::min(text.find('.'), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

bool is_date(std::string_view yymmdd) {
  constexpr std::int64_t mid_century = 18'262;  // 2020-01-01; only leap days hang on it
  const auto parsed = parse_gs1_date(yymmdd, "11", mid_century);
  return accepted(parsed) && std::get<Gs1Date>(parsed).day != 0;
}

std::optional<Reason> add_field(std::string_view field, DeviceIdentifier& out) {
  constexpr std::string_view letters = "SLMPEVDYC";
  constexpr std::string_view dates = "MPEV";
  if (field.size() < 2) return Reason::bad_structure;
  const char letter = field.front();
  const std::string_view value = field.substr(1);
  if (letters.find(letter) == std::string_view::npos) return Reason::unknown_field;
  if (!out.field(letter).empty()) return Reason::duplicate_field;
  if (!out.field('C').empty()) return Reason::bad_structure;  // the check is the last field
  if (letter == 'C' && value.size() != 1) return Reason::bad_structure;
  if (dates.find(letter) != std::string_view::npos && !is_date(value)) return Reason::bad_date;
  out.production.emplace_back(letter, value);
  return {};
}

}  // namespace

std::string_view DeviceIdentifier::field(char letter) const {
  const auto found = std::find_if(production.begin(), production.end(),
                                  [&](const auto& field) { return field.first == letter; });
  return found == production.end() ? std::string_view{} : std::string_view(found->second);
}

Parsed<DeviceIdentifier> parse_device_identifier(std::string_view text) {
  constexpr std::string_view issuer = "MA.";
  constexpr std::string_view china = "156";
  constexpr std::string_view devices = "M0";
  if (text.empty()) return Reason::empty;
  if (!text.starts_with(issuer)) return Reason::bad_prefix;
  if (std::any_of(text.begin(), text.end(), [](char c) { return c <= ' ' || c > '~'; }))
    return Reason::bad_char;
  const std::string_view whole = text;
  text.remove_prefix(issuer.size());
  if (take_part(text) != china) return Reason::bad_region;
  if (take_part(text) != devices) return Reason::bad_structure;

  DeviceIdentifier out;
  out.registrant = take_part(text);
  const std::string_view product = take_part(text);
  if (!has_shape(out.registrant, "999999") || product.empty()) return Reason::bad_structure;
  if (product.size() != 8) return Reason::bad_length;
  if (!is_alphanumeric(product)) return Reason::bad_structure;
  out.identifier = whole.substr(0, static_cast<std::size_t>(product.data() + 8 - whole.data()));
  out.package = product.front();
  out.item = product.substr(1, 6);
  out.check = product.back();
  if (whole.ends_with('.')) return Reason::bad_structure;
  while (!text.empty())
    if (const auto fault = add_field(take_part(text), out)) return *fault;
  return out;
}

}  // namespace tillgate::scanner
