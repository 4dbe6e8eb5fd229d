#include "scanner/kinds/social_card.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "scanner/digits.hpp"
#include "scanner/kinds/credit_code.hpp"
#include "scanner/kinds/resident_id.hpp"
#include "scanner/shape.hpp"

namespace tillgate::scanner {

namespace {

// The fields up to and between the bars; nothing when the last one is not closed.
std::optional<std::vector<std::string_view>> closed_fields(std::string_view text) {
  std::vector<std::string_view> fields;
  while (!text.empty()) {
    const std::size_t end = text.find('|');
    if (end == std::string_view::npos) return {};
    fields.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return fields;
}

// A resident number or one of the two built like it.
bool is_person_number(std::string_view text) {
  return check_resident_id(text) || accepted(parse_residence_permit(text)) ||
         accepted(parse_foreign_resident(text));
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; });
}

std::string dashed(std::string_view yyyymmdd) {
  std::string date(yyyymmdd.substr(0, 4));
  date.append("-").append(yyyymmdd.substr(4, 2)).append("-").append(yyyymmdd.substr(6, 2));
  return date;
}

// Reads the two dates of the line; the second may be missing.
std::optional<Reason> read_dates(std::string_view issued, std::string_view expires,
                                 std::int64_t today, SocialCardLine& out) {
  if (!all_digits(issued) || (!expires.empty() && !all_digits(expires))) return Reason::bad_char;
  if (issued.size() != 8 || (!expires.empty() && expires.size() != 8)) return Reason::bad_date;
  out.issued = dashed(issued);
  const auto issued_day = day_of_date(out.issued);
  if (!issued_day) return Reason::bad_date;
  if (expires.empty()) return {};
  out.expires = dashed(expires);
  const auto expires_day = day_of_date(out.expires);
  if (!expires_day || *expires_day < *issued_day) return Reason::bad_date;
  out.expired = *expires_day < today;
  return {};
}

}  // namespace

Parsed<SocialCardNumber> parse_social_card_number(std::string_view text) {
  if (text.empty()) return Reason::empty;
  if (!is_capitals_and_digits(text)) return Reason::bad_char;
  if (text.size() != 9) return Reason::bad_length;
  if (!is_digit(text.back()) && text.back() != 'X') return Reason::bad_structure;
  return SocialCardNumber{std::string(text), organisation_check_fits(text)};
}

Parsed<SocialCardId> parse_social_card_id(std::string_view text) {
  constexpr std::string_view provider = "D156000005";
  if (text.empty()) return Reason::empty;
  if (text.find_first_not_of("0123456789ABCDEF") != std::string_view::npos) return Reason::bad_char;
  if (text.size() != 32) return Reason::bad_length;
  if (!all_digits(text.substr(0, 6)) || !is_province(text.substr(0, 2))) return Reason::bad_region;
  if (text.substr(6, provider.size()) != provider) return Reason::bad_structure;
  return SocialCardId{std::string(text.substr(0, 6)), std::string(text.substr(16))};
}

Parsed<SocialCardLine> parse_social_card_line(std::string_view text, std::int64_t today) {
  enum Column { area, person, card_number, card_id, name, reset, version, issued, expires };
  constexpr std::size_t field_count = 11;
  if (text.empty()) return Reason::empty;
  const auto closed = closed_fields(text);
  if (!closed) return Reason::truncated;
  const auto& fields = *closed;
  if (fields.size() != field_count) return Reason::bad_structure;
  const auto id = parse_social_card_id(fields[card_id]);
  if (const auto* reason = std::get_if<Reason>(&id)) return *reason;
  if (fields[area] != std::get<SocialCardId>(id).area) return Reason::bad_region;
  if (!has_shape(fields[version], "9.99")) return Reason::bad_structure;
  if (fields[person].empty() || fields[card_number].empty() || fields[name].empty())
    return fields[version] >= "3" ? Reason::need_psam : Reason::bad_structure;
  if (!is_person_number(fields[person])) return Reason::bad_check;
  const auto number = parse_social_card_number(fields[card_number]);
  if (const auto* reason = std::get_if<Reason>(&number)) return *reason;
  if (has_control_character(fields[name])) return Reason::bad_char;

  SocialCardLine out;
  if (const auto fault = read_dates(fields[issued], fields[expires], today, out)) return *fault;
  out.area = fields[area];
  out.person = fields[person];
  out.card_number = fields[card_number];
  out.card_id = fields[card_id];
  out.name = fields[name];
  out.version = fields[version];
  return out;
}

}  // namespace tillgate::scanner
