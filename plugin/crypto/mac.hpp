// Keyed hashes.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"

namespace tillgate::crypto {

// HMAC-SHA-256 (RFC 2104), with a key of any length but zero.
Result<Hash> hmac_sha256(ByteView key, ByteView message);

// HMAC-SHA-1, for gateways that sign with nothing better; never for anything of ours.
Result<Bytes> hmac_sha1(ByteView key, ByteView message);

}  // namespace tillgate::crypto
