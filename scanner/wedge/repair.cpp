#include "scanner/wedge/repair.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "scanner/aim.hpp"
#include "scanner/digits.hpp"
#include "scanner/normalise.hpp"

namespace tillgate::scanner {

namespace {

std::string with_capitals_swapped(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (is_letter(c)) c = static_cast<char>(c ^ 0x20);
  return out;
}

// Upper-case addresses are common in symbols (fewer modules); only one with small letters behind a
// capital scheme was swapped.
bool may_be_swapped(std::string_view text) {
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  return std::any_of(text.begin(), text.end(), is_small) ||
         (text.starts_with(']') && text.size() > 1 && is_letter(text[1]));
}

bool may_stand_in_element(char32_t c) {
  constexpr std::string_view punctuation = "!\"%&'()*+,-./:;<=>?_";
  return c < 0x80 && (is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c)) ||
                      punctuation.find(static_cast<char>(c)) != std::string_view::npos);
}

// The one stranger of an element string, "^]" (how terminals write the separator) counting as one.
std::optional<std::string_view> only_stranger(std::string_view data) {
  constexpr std::string_view caret = "^]";
  std::optional<std::string_view> stranger;
  for (std::size_t at = 0; at < data.size();) {
    char32_t c = 0;
    std::size_t length = data.substr(at).starts_with(caret) ? caret.size() : 0;
    if (length == 0) {
      length = std::max<std::size_t>(decode_utf8(data, at, c), 1);
      if (may_stand_in_element(c) || c == U'\x1D') {
        at += length;
        continue;
      }
    }
    const std::string_view found = data.substr(at, length);
    if (stranger && *stranger != found) return {};
    stranger = found;
    at += length;
  }
  return stranger;
}

std::optional<std::string> separators_restored(std::string_view text) {
  if (text.size() < 4 || text.front() != ']' || !is_gs1_carrier(text.substr(1, 2))) return {};
  const std::string_view data = text.substr(3);
  const auto stranger = only_stranger(data);
  if (!stranger) return {};
  std::string out(text.substr(0, 3));
  for (std::size_t at = 0; at < data.size();) {
    const bool found = data.substr(at).starts_with(*stranger);
    out.push_back(found ? group_separator : data[at]);
    at += found ? stranger->size() : 1;
  }
  return out;
}

// The digit row as it comes without a shift from a French keyboard, and with one from a US
// keyboard.
bool is_digit_row(std::string_view text) {
  constexpr auto french =
      std::to_array<std::string_view>({"à", "&", "é", "\"", "'", "(", "-", "è", "_", "ç"});
  constexpr std::string_view shifted = "!@#$%^&*()";
  constexpr std::size_t enough = 7;
  const auto is_french = [&] {
    std::string_view rest = text;
    while (!rest.empty()) {
      const auto sign = std::find_if(french.begin(), french.end(),
                                     [&](std::string_view s) { return rest.starts_with(s); });
      if (sign == french.end()) return false;
      rest.remove_prefix(sign->size());
    }
    return true;
  };
  return text.size() >= enough &&
         (text.find_first_not_of(shifted) == std::string_view::npos || is_french());
}

struct Candidate {
  std::string text;
  std::vector<std::string_view> repairs;
};

std::vector<Candidate> candidates_for(const std::string& text) {
  std::vector<Candidate> out;
  if (auto restored = separators_restored(text))
    out.push_back({*std::move(restored), {"gs_restored"}});
  if (!may_be_swapped(text)) return out;
  std::string swapped = with_capitals_swapped(text);
  if (auto restored = separators_restored(swapped))
    out.push_back({*std::move(restored), {"capitals", "gs_restored"}});
  out.push_back({std::move(swapped), {"capitals"}});
  return out;
}

// Which repairs normalise() makes; none where it refuses.
std::vector<std::string_view> plain_repairs(std::string_view text, const Context& context) {
  auto normalised = normalise(as_bytes(text), context.line_breaks);
  auto* accepted_text = std::get_if<Normalised>(&normalised);
  return accepted_text == nullptr ? std::vector<std::string_view>{}
                                  : std::move(accepted_text->repairs);
}

}  // namespace

RepairedScan scan_repaired(std::string_view frame, const Context& context) {
  const std::string text(frame.substr(0, frame.find_last_not_of('\0') + 1));
  RepairedScan best{scan(as_bytes(text), context), plain_repairs(text, context)};
  if (std::holds_alternative<Refusal>(best.scan)) {
    const Candidate* made = nullptr;
    const auto candidates = candidates_for(text);
    for (const Candidate& candidate : candidates) {
      Scan found = scan(as_bytes(candidate.text), context);
      if (std::holds_alternative<Refusal>(found)) continue;
      if (made != nullptr && !(std::get<Code>(found) == std::get<Code>(best.scan)))
        return {refuse(Reason::two_meanings), {}};
      if (made != nullptr) continue;
      made = &candidate;
      best = {std::move(found), plain_repairs(candidate.text, context)};
      best.repairs.insert(best.repairs.end(), candidate.repairs.begin(), candidate.repairs.end());
    }
    if (made == nullptr && is_digit_row(text)) best.scan = refuse(Reason::wrong_layout);
  }
  if (text.size() != frame.size()) best.repairs.emplace_back("nul");
  std::sort(best.repairs.begin(), best.repairs.end());
  return best;
}

}  // namespace tillgate::scanner
