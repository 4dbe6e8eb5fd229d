// Sealing at rest: AES-256-GCM (NIST SP 800-38D).
//
//   sealed := nonce:byte[12] ciphertext:byte[length of the plain text] tag:byte[16]
//
// The nonce is random: one key seals at most 2^32 messages.
#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/secret_key.hpp"

namespace tillgate::crypto {

// `place` is not stored but must be given again to open: it ties the sealed bytes to the row or
// file they belong to, so that they cannot be moved elsewhere unnoticed.
Result<Bytes> seal(const SecretKey& key, ByteView place, ByteView plain);

// Empty: the bytes were changed, or sealed under another key or for another place. A failure with
// TILLGATE_E_DOCUMENT: they are too short to be anything sealed. Any other failure: could not
// check.
Result<std::optional<Bytes>> open_sealed(const SecretKey& key, ByteView place, ByteView sealed);

}  // namespace tillgate::crypto
