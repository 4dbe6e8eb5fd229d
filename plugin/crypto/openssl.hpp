// What the sources of this module share about OpenSSL. Private: no header of ours that others see
// includes it.
#pragma once

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace tillgate::crypto {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* p) const noexcept {
    Free(p);
  }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freed<&EVP_CIPHER_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<&EVP_MD_CTX_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<&EVP_PKEY_CTX_free>>;

// What guessing a passphrase costs, about 40 ms a try here.
constexpr std::uint64_t scrypt_n = 16384;
constexpr std::uint32_t scrypt_r = 8;
constexpr std::uint32_t scrypt_p = 1;

// Our own library context: no configuration file of the machine and no provider the register loads
// changes what we do. Made on first use, constant afterwards.
Result<OSSL_LIB_CTX*> library();

// Empties the thread's error queue, which answers that are no faults may have filled.
void forget_errors() noexcept;

// A fault inside OpenSSL: a missing algorithm, no memory. Empties the error queue too.
Failure openssl_failure(const std::string& what, Status status = TILLGATE_E_INTERNAL);

}  // namespace tillgate::crypto
