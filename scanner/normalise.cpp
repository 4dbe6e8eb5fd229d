#include "scanner/normalise.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/text.hpp"
#include "scanner/digits.hpp"

namespace tillgate::scanner {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// How a group separator arrives when the scanner or the keyboard driver cannot send the byte 1D: as
// its picture, as the private-use character of the F8 key, or spelled out.
constexpr auto separator_aliases =
    std::to_array<std::string_view>({"\xE2\x90\x9D", "\xEF\x9C\x8B", "<GS>", "{GS}", "[GS]"});

// Most scans are plain: nothing to fold, no spelling of a separator, nothing invisible.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c >= ' ' && c <= '~' && c != '<' && c != '{' && c != '[';
  });
}

std::string restore_separators(std::string_view text) {
  constexpr std::string_view first_bytes = "\xE2\xEF<{[";
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find_first_of(first_bytes), text.size());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const auto alias = std::find_if(separator_aliases.begin(), separator_aliases.end(),
                                    [&](std::string_view a) { return text.starts_with(a); });
    out.push_back(alias == separator_aliases.end() ? text.front() : group_separator);
    text.remove_prefix(alias == separator_aliases.end() ? 1 : alias->size());
  }
  return out;
}

bool is_line_break(char32_t c) {
  return c == '\r' || c == '\n' || c == '\t';
}

// Characters that no code holds and that nobody sees on a screen.
bool is_invisible(char32_t c) {
  return (c < 0x20 && c != U'\x1D') || (c >= 0x7F && c <= 0xA0) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || c == 0x2060 || c == 0xFEFF || c == 0xFFFD;
}

bool holds_bad_character(std::string_view text, LineBreaks line_breaks) {
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = 0;
    at += decode_utf8(text, at, c);
    if (is_invisible(c) && !(line_breaks == LineBreaks::kept && is_line_break(c))) return true;
  }
  return false;
}

bool is_digits_with_blanks(std::string_view text) {
  return text.find(' ') != std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || is_digit(c); });
}

bool starts_with_eci(std::string_view text) {
  return text.size() >= 7 && text[0] == '\\' && all_digits(text.substr(1, 6));
}

}  // namespace

std::string fold_width(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    char32_t c = 0;
    const std::size_t length = std::max<std::size_t>(decode_utf8(utf8, at, c), 1);
    if (length == 3 && c >= 0xFF01 && c <= 0xFF5E) {
      out.push_back(static_cast<char>(c - 0xFF01 + '!'));
    } else if (length == 3 && c == 0x3000) {
      out.push_back(' ');
    } else {
      out += utf8.substr(at, length);
    }
    at += length;
  }
  return out;
}

Parsed<Normalised> normalise(ByteView bytes, LineBreaks line_breaks) {
  std::string_view raw = as_text(bytes);
  if (raw.empty()) return Reason::empty;
  if (!is_utf8(raw)) return Reason::bad_encoding;

  Normalised out;
  const auto repaired = [&](std::string_view repair) { out.repairs.push_back(repair); };
  if (raw.starts_with(byte_order_mark)) {
    raw.remove_prefix(byte_order_mark.size());
    repaired("bom");
  }
  if (raw.starts_with('\x02')) {
    raw.remove_prefix(1);
    repaired("stx");
  }
  const std::size_t last = raw.find_last_not_of("\r\n\t\x03");
  if (const std::size_t kept = last == std::string_view::npos ? 0 : last + 1; kept != raw.size()) {
    raw = raw.substr(0, kept);
    repaired("suffix");
  }
  std::string separated;
  const bool plain = is_plain(raw);
  if (!plain) {
    const std::string folded = fold_width(raw);
    if (folded != raw) repaired("fullwidth");
    separated = restore_separators(folded);
    if (separated != folded) repaired("gs_alias");
    raw = separated;
  }

  std::string_view text = raw;
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  text = text.substr(0, text.find_last_not_of(' ') + 1);
  if (text.size() != raw.size()) repaired("trimmed");
  if (text.size() >= 3 && text[0] == ']' && is_letter(text[1]) &&
      (is_letter(text[2]) || is_digit(text[2]))) {
    out.aim = text.substr(1, 2);
    text.remove_prefix(3);
  }
  if (starts_with_eci(text)) {
    text.remove_prefix(7);
    repaired("eci");
  }
  if (text.empty()) return Reason::empty;
  if ((!plain && holds_bad_character(text, line_breaks)) || is_digits_with_blanks(text))
    return Reason::bad_char;
  out.text = text;
  std::sort(out.repairs.begin(), out.repairs.end());
  return out;
}

}  // namespace tillgate::scanner
