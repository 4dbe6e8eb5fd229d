// Digests: SHA-256 (FIPS 180-4) and SM3 (GB/T 32905).
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::crypto {

using Hash = std::array<std::uint8_t, 32>;

// Of one message, or of several parts one after the other. Allocates nothing and cannot fail.
Hash sha256(ByteView message) noexcept;
Hash sha256(std::initializer_list<ByteView> parts) noexcept;

// Goes through OpenSSL's provider and so can fail, in practice only for want of memory.
Result<Hash> sm3(ByteView message);

}  // namespace tillgate::crypto
