// Web addresses (RFC 3986) in two-dimensional symbols, taken apart and never opened.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tillgate::scanner {

// Views into the text it was made from.
struct WebAddress {
  std::string_view host;
  std::string_view path;      // with its first slash, or empty
  std::string_view query;     // behind the question mark
  std::string_view fragment;  // behind the number sign
};

// Begins with "http:" or "https:", in either case.
bool is_web_address(std::string_view text);

// Nothing for what a browser and a person could read differently: user information, a host of other
// characters than ASCII letters, digits, dots and hyphens, a backslash, a blank or control
// character, a broken percent escape, escapes that are not UTF-8.
std::optional<WebAddress> split_web_address(std::string_view text);

// In a query a plus sign stands for a blank, in a path for itself.
enum class PlusSign { itself, blank };

// Percent escapes undone, once; nothing when one is broken or the result is not UTF-8.
std::optional<std::string> unescaped(std::string_view text, PlusSign plus);

// What stands behind the first separator; `text` keeps what stands before it.
std::string_view cut_after(std::string_view& text, char separator);

}  // namespace tillgate::scanner
