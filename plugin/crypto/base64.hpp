// Base64 of RFC 4648 section 4, padded.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::crypto {

std::string to_base64(ByteView bytes);

// Accepts exactly what to_base64 writes: no white space, full padding, no stray bits in the last
// character. So one byte string has one text.
Result<Bytes> from_base64(std::string_view text);

}  // namespace tillgate::crypto
