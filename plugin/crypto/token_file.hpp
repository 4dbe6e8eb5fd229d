// Where a key of a key folder lies that is not in a file of it but in a token: ed25519.token or
// sm2.token instead of the .pem.
//
//   {"module": "/usr/lib/softhsm/libsofthsm2.so",   full path of the PKCS#11 library
//    "token": "till-3",                             label of the token
//    "id": "6c1f…",                                 CKA_ID of the private key, hexadecimal
//    "public_key": "03a1…",                         hexadecimal; what the token signs must fit it
//    "pin_file": "/run/tillgate/pin",               optional, else the environment's
//    TILLGATE_TOKEN_PIN "mechanism": 2147483904}                       optional; needed for SM2,
//    its maker's number
//
// Nothing in it is secret.
#pragma once

#include <filesystem>
#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/token_key.hpp"

namespace tillgate::crypto {

struct TokenFile {
  TokenPlace place;
  Bytes id;
  Bytes public_key;
  std::optional<std::uint64_t> mechanism = {};
};

// TILLGATE_E_KEY, with the file in `where`.
Result<TokenFile> read_token_file(const std::filesystem::path& file);
// Durable.
Result<Done> write_token_file(const std::filesystem::path& file, const TokenFile& content);

}  // namespace tillgate::crypto
