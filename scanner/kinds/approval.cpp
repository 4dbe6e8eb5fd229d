#include "scanner/kinds/approval.hpp"

#include <algorithm>
#include <array>

#include "base/time.hpp"
#include "scanner/digits.hpp"
#include "scanner/shape.hpp"

namespace tillgate::scanner {

namespace {

constexpr std::size_t character = 3;  // bytes of one Chinese character
constexpr std::string_view device_word = "械注";

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

int year_of(std::int64_t day) {
  return number(date_of_day(day).substr(0, 4));
}

bool is_other_family(std::string_view text) {
  constexpr auto prefixes =
      std::to_array<std::string_view>({"国药证字", "国药试字", "国食健", "国械", "兽药字"});
  const bool device = text.size() > character && text.substr(character).starts_with(device_word);
  return device || std::any_of(prefixes.begin(), prefixes.end(),
                               [&](std::string_view p) { return text.starts_with(p); });
}

std::optional<Origin> origin_of_letters(std::string_view letters) {
  constexpr std::string_view domestic = "HZSBTF";
  constexpr std::string_view since_2020 = "HZS";
  if (letters == "J") return Origin::repacked_import;
  if (letters.size() == 1 && domestic.find(letters[0]) != std::string_view::npos)
    return Origin::domestic;
  if (letters.size() != 2 || since_2020.find(letters[0]) == std::string_view::npos) return {};
  if (letters[1] == 'J') return Origin::imported;
  if (letters[1] == 'C') return Origin::hk_mo_tw;
  return {};
}

bool is_issuer(std::string_view name) {
  constexpr std::string_view names =
      "国京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
  for (std::size_t at = 0; at < names.size(); at += character)
    if (names.substr(at, character) == name) return true;
  return false;
}

std::optional<Origin> origin_of_word(std::string_view word) {
  if (word == "准") return Origin::domestic;
  if (word == "进") return Origin::imported;
  if (word == "许") return Origin::hk_mo_tw;
  return {};
}

}  // namespace

Parsed<ApprovalNumber> parse_approval_number(std::string_view text, std::int64_t today) {
  constexpr std::string_view prefix = "国药准字";
  constexpr int first_year = 1985;  // 药品管理法 in force
  if (text.empty()) return Reason::empty;
  if (!text.starts_with(prefix))
    return is_other_family(text) ? Reason::wrong_family : Reason::bad_prefix;
  text.remove_prefix(prefix.size());
  if (!is_capitals_and_digits(text)) return Reason::bad_char;
  const auto digits_at = std::find_if(text.begin(), text.end(), is_digit) - text.begin();

  ApprovalNumber out;
  out.letters = text.substr(0, static_cast<std::size_t>(digits_at));
  out.digits = text.substr(static_cast<std::size_t>(digits_at));
  const auto origin = origin_of_letters(out.letters);
  if (!origin || (!out.digits.empty() && !all_digits(out.digits))) return Reason::bad_structure;
  if (out.digits.size() != 8) return Reason::bad_length;
  out.origin = *origin;
  const int year = number(std::string_view(out.digits).substr(0, 4));
  if (year >= first_year && year <= year_of(today)) out.year = year;
  if (out.letters.size() == 2 && !out.year) return Reason::bad_date;
  return out;
}

Parsed<DeviceRegistration> parse_device_registration(std::string_view text, std::int64_t today) {
  constexpr std::size_t front = character + device_word.size();
  constexpr int first_year = 2014;
  if (text.empty()) return Reason::empty;
  if (text.size() < front || text.substr(character, device_word.size()) != device_word)
    return Reason::bad_prefix;
  DeviceRegistration out;
  out.issuer = text.substr(0, character);
  if (!is_issuer(out.issuer)) return Reason::bad_region;
  const auto origin = origin_of_word(text.substr(front, character));
  if (!origin) return Reason::bad_structure;
  out.origin = *origin;
  const std::string_view digits = text.substr(front + character);
  if (!digits.empty() && !all_digits(digits)) return Reason::bad_char;
  if (digits.size() != 11) return Reason::bad_length;
  out.year = number(digits.substr(0, 4));
  if (out.year < first_year || out.year > year_of(today)) return Reason::bad_date;
  out.device_class = digits[4] - '0';
  const bool national = out.issuer == "国";
  const bool from_abroad = out.origin != Origin::domestic;
  const bool issued_nationally = from_abroad || out.device_class == 3;
  if (out.device_class < 2 || out.device_class > 3 || national != issued_nationally)
    return Reason::bad_structure;
  out.category = digits.substr(5, 2);
  out.sequence = digits.substr(7);
  return out;
}

}  // namespace tillgate::scanner
