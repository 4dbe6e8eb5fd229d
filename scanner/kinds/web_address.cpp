#include "scanner/kinds/web_address.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "scanner/digits.hpp"

namespace tillgate::scanner {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// What follows "http:" or "https:", in either case; nothing when the text is no such address.
std::optional<std::string_view> after_scheme(std::string_view text) {
  for (const std::string_view scheme : {"http:", "https:"}) {
    if (text.size() < scheme.size()) continue;
    const std::string_view head = text.substr(0, scheme.size());
    if (std::equal(head.begin(), head.end(), scheme.begin(),
                   [](char a, char b) { return lower(a) == b; }))
      return text.substr(scheme.size());
  }
  return {};
}

bool is_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '-';
  });
}

bool has_forbidden_character(std::string_view url) {
  return std::any_of(url.begin(), url.end(),
                     [](char c) { return c == '\\' || c == 0x7F || (c >= 0 && c <= ' '); });
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  const char small = lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

}  // namespace

bool is_web_address(std::string_view text) {
  return after_scheme(text).has_value();
}

std::string_view cut_after(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + 1);
  text = text.substr(0, at);
  return rest;
}

std::optional<std::string> unescaped(std::string_view text, PlusSign plus) {
  std::string out;
  if (std::none_of(text.begin(), text.end(), [](char c) { return c == '%' || c == '+'; })) {
    out = text;
    return is_utf8(out) ? std::optional(std::move(out)) : std::nullopt;
  }
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%') {
      const bool complete = text.size() - at > 2;
      const int high = complete ? hex_digit(text[at + 1]) : -1;
      const int low = complete ? hex_digit(text[at + 2]) : -1;
      if (high < 0 || low < 0) return {};
      out.push_back(static_cast<char>(high * 16 + low));
      at += 2;
    } else {
      out.push_back(text[at] == '+' && plus == PlusSign::blank ? ' ' : text[at]);
    }
  }
  if (!is_utf8(out)) return {};
  return out;
}

std::optional<WebAddress> split_web_address(std::string_view text) {
  const auto address = after_scheme(text);
  if (!address || has_forbidden_character(*address) || !address->starts_with("//") ||
      !unescaped(*address, PlusSign::itself))
    return {};
  const std::string_view rest = address->substr(2);
  const auto end = std::find_if(rest.begin(), rest.end(),
                                [](char c) { return c == '/' || c == '?' || c == '#'; });
  const auto authority_end = static_cast<std::size_t>(end - rest.begin());
  WebAddress out;
  out.host = rest.substr(0, authority_end);
  const bool has_port = out.host.find(':') != std::string_view::npos;
  const std::string_view port = cut_after(out.host, ':');
  if (!is_host(out.host) || (has_port && !port.empty() && !all_digits(port))) return {};
  out.path = rest.substr(authority_end);
  out.fragment = cut_after(out.path, '#');
  out.query = cut_after(out.path, '?');
  return out;
}

}  // namespace tillgate::scanner
