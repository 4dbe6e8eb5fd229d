// Bytes, and their hexadecimal form.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tillgate {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// The same memory seen as bytes or as text; no conversion.
ByteView as_bytes(std::string_view text) noexcept;
std::string_view as_text(ByteView bytes) noexcept;

// Lower-case hexadecimal, two digits a byte.
std::string to_hex(ByteView bytes);
// Accepts digits of either case; odd length or another character is a failure.
Result<Bytes> from_hex(std::string_view hex);

}  // namespace tillgate
