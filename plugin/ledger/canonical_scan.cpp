#include "ledger/canonical_scan.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/text.hpp"

namespace tillgate::ledger {

namespace {

constexpr int max_depth = 32;
constexpr std::int64_t max_exact_integer = std::int64_t{1} << 53;

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}
// Stands for itself within a string.
bool is_plain_ascii(char c) {
  return is_ascii(c) && static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

// A name as its UTF-16 code units, which is what canonical JSON sorts by.
std::u16string sort_key(std::string_view name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '\\') {
      text.push_back(name[i]);
      continue;
    }
    switch (const char kind = name[++i]) {
      case 'b':
        text.push_back('\b');
        break;
      case 'f':
        text.push_back('\f');
        break;
      case 'n':
        text.push_back('\n');
        break;
      case 'r':
        text.push_back('\r');
        break;
      case 't':
        text.push_back('\t');
        break;
      case 'u': {
        int code = 0;
        std::from_chars(name.data() + i + 1, name.data() + i + 5, code, 16);
        text.push_back(static_cast<char>(code));
        i += 4;
        break;
      }
      default:
        text.push_back(kind);
    }
  }
  const auto units = to_utf16(text);
  return units ? *units : std::u16string();
}

bool is_simple(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return is_plain_ascii(c); });
}

bool sorts_before(std::string_view left, std::string_view right) {
  return is_simple(left) && is_simple(right) ? left < right : sort_key(left) < sort_key(right);
}

class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  // `members` is filled for the outermost object only.
  bool object(int depth, std::vector<CanonicalMember>* members) {
    if (depth > max_depth || !take('{')) return false;
    if (take('}')) return true;
    std::string_view previous;
    for (bool first = true;; first = false) {
      const std::size_t name_start = at_ + 1;
      if (!string()) return false;
      const std::string_view name = text_.substr(name_start, at_ - 1 - name_start);
      if (!first && !sorts_before(previous, name)) return false;
      previous = name;
      if (!take(':')) return false;
      const std::size_t value_start = at_;
      if (!value(depth)) return false;
      if (members != nullptr)
        members->push_back({name, text_.substr(value_start, at_ - value_start)});
      if (take('}')) return true;
      if (!take(',')) return false;
    }
  }
  bool finished() const { return at_ == text_.size(); }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  bool value(int depth) {
    switch (peek()) {
      case '{':
        return object(depth + 1, nullptr);
      case '[':
        return array(depth + 1);
      case '"':
        return string();
      case 't':
        return take("true");
      case 'f':
        return take("false");
      case 'n':
        return take("null");
      default:
        return integer();
    }
  }

  bool array(int depth) {
    if (depth > max_depth || !take('[')) return false;
    if (take(']')) return true;
    do {
      if (!value(depth)) return false;
    } while (take(','));
    return take(']');
  }

  bool integer() {
    std::int64_t number = 0;
    const char* const start = text_.data() + at_;
    const auto [end, error] = std::from_chars(start, text_.data() + text_.size(), number);
    const std::string_view digits(start, static_cast<std::size_t>(end - start));
    const bool leading_zero = digits.size() > 1 && (digits[0] == '0' || digits.starts_with("-0"));
    if (error != std::errc{} || leading_zero || number > max_exact_integer ||
        number < -max_exact_integer)
      return false;
    at_ += digits.size();
    return true;
  }

  bool string() {
    if (!take('"')) return false;
    while (true) {
      while (at_ < text_.size() && is_plain_ascii(text_[at_])) ++at_;
      if (take('"')) return true;
      if (!is_ascii(peek()) ? !multibyte_character() : !escape()) return false;
    }
  }

  bool multibyte_character() {
    char32_t ignored = 0;
    const std::size_t length = decode_utf8(text_, at_, ignored);
    at_ += length;
    return length != 0;
  }

  // Only where it must be: quotation mark, backslash and control characters, each in its shortest
  // form.
  bool escape() {
    if (!take('\\')) return false;
    const char kind = peek();
    ++at_;
    if (std::string_view("\"\\bfnrt").find(kind) != std::string_view::npos) return true;
    if (kind != 'u' || text_.size() - at_ < 4) return false;
    const std::string_view code = text_.substr(at_, 4);
    at_ += 4;
    constexpr std::string_view hex = "0123456789abcdef";
    constexpr std::string_view short_forms = "89acd";  // \b \t \n \f \r
    return code.starts_with("00") && (code[2] == '0' || code[2] == '1') &&
           hex.find(code[3]) != std::string_view::npos &&
           !(code[2] == '0' && short_forms.find(code[3]) != std::string_view::npos);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::vector<CanonicalMember>> scan_canonical_object(std::string_view text) {
  std::vector<CanonicalMember> members;
  members.reserve(16);
  Scan scan(text);
  if (!scan.object(1, &members) || !scan.finished()) return std::nullopt;
  return members;
}

}  // namespace tillgate::ledger
