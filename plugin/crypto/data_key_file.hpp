// The data key (数据密钥) at rest.
//
//   in the clear   key:byte[32]
//   wrapped        "tillgate wrapped key v1" LF salt:byte[16] sealed:byte[60]
//                  sealed under the shop's key, which scrypt makes from the passphrase; aead.hpp
//   for an auditor SM2 encryption (GB/T 32918.4, C1C3C2 as DER) of key:byte[32] to the auditor's
//                  public key; `openssl pkeyutl -decrypt -inkey auditor.pem` opens it
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "crypto/passphrase.hpp"
#include "crypto/secret_key.hpp"
#include "crypto/signature.hpp"

namespace tillgate::crypto {

// Does this file need a passphrase? False also when it cannot be read.
bool is_wrapped(const std::filesystem::path& file);
// TILLGATE_E_KEY, with the file in `where`.
Result<SecretKey> load_data_key(const std::filesystem::path& file, const Passphrase& passphrase);
Result<Done> save_data_key(const std::filesystem::path& file, const SecretKey& key,
                           const Passphrase& passphrase);

// `auditor` is an SM2 key; TILLGATE_E_KEY otherwise.
Result<Bytes> wrap_for(const PublicKey& auditor, const SecretKey& key);
// TILLGATE_E_KEY when the bytes are not wrapped for this key.
Result<SecretKey> unwrap(const PrivateKey& auditor, ByteView wrapped);

}  // namespace tillgate::crypto
