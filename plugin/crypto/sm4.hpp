// SM4 (GB/T 32907) in ECB mode with PKCS#7 padding: what some regions wrap a message's input in. It
// hides a message from who sees the line without TLS, and equal blocks show as equal: never use it
// to keep anything (aead.hpp is for that).
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::crypto {

constexpr std::size_t sm4_key_bytes = 16;

// TILLGATE_E_KEY when the key has not 16 bytes.
Result<Bytes> sm4_ecb_encrypt(ByteView key, ByteView plain);
// TILLGATE_E_KEY also when the padding is wrong: another key, or a damaged text.
Result<Bytes> sm4_ecb_decrypt(ByteView key, ByteView encrypted);

}  // namespace tillgate::crypto
