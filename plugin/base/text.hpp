// Text is UTF-8 everywhere inside.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tillgate {

// Well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text) noexcept;
// The code point that starts at byte `at` (< text.size()); returns its length in bytes, 0 when
// malformed.
std::size_t decode_utf8(std::string_view text, std::size_t at, char32_t& code_point) noexcept;
Result<std::u16string> to_utf16(std::string_view text);

// For diagnostics: control characters and bytes that are not UTF-8 become \xNN; cut after
// max_characters.
std::string printable(std::string_view text, std::size_t max_characters = 80);

// A file name crosses our edges as UTF-8, whatever the system's own encoding is.
std::filesystem::path path_from_utf8(std::string_view name);
std::string utf8_from_path(const std::filesystem::path& path);

}  // namespace tillgate
