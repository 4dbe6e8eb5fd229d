#include "crypto/secret_key.hpp"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <string>

#include "crypto/openssl.hpp"
#include "crypto/random.hpp"

namespace tillgate::crypto {

namespace {
using Derivation = std::unique_ptr<EVP_KDF, Freed<&EVP_KDF_free>>;
using DerivationContext = std::unique_ptr<EVP_KDF_CTX, Freed<&EVP_KDF_CTX_free>>;
}  // namespace

Result<SecretKey> SecretKey::generate() {
  SecretKey key;
  TILLGATE_CHECK(fill_random(key.bytes_));
  return key;
}

Result<SecretKey> SecretKey::from(ByteView bytes) {
  if (bytes.size() != size) return Failure{TILLGATE_E_KEY, "a data key has exactly 32 bytes", ""};
  SecretKey key;
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

Result<SecretKey> SecretKey::derive(std::string_view purpose) const {
  TILLGATE_TRY(context, library());
  const Derivation hkdf(EVP_KDF_fetch(context, "HKDF", nullptr));
  const DerivationContext run(hkdf ? EVP_KDF_CTX_new(hkdf.get()) : nullptr);
  if (!run) return openssl_failure("key derivation cannot start");
  // OpenSSL takes its inputs as pointers to non-const, and only reads them.
  std::string digest = "SHA256";
  std::string info(purpose);
  std::array<std::uint8_t, size> key = bytes_;
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), digest.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key.data(), key.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
      OSSL_PARAM_construct_end()};
  SecretKey derived;
  const int answer = EVP_KDF_derive(run.get(), derived.bytes_.data(), size, parameters);
  OPENSSL_cleanse(key.data(), key.size());
  if (answer != 1) return openssl_failure("key cannot be derived");
  return derived;
}

Result<SecretKey> SecretKey::from_passphrase(std::string_view passphrase, ByteView salt) {
  TILLGATE_TRY(context, library());
  const Derivation scrypt(EVP_KDF_fetch(context, "SCRYPT", nullptr));
  const DerivationContext run(scrypt ? EVP_KDF_CTX_new(scrypt.get()) : nullptr);
  if (!run) return openssl_failure("key derivation cannot start");
  std::string password(passphrase);
  Bytes grains(salt.begin(), salt.end());
  std::uint64_t n = scrypt_n;
  std::uint32_t r = scrypt_r;
  std::uint32_t p = scrypt_p;
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, password.data(), password.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, grains.data(), grains.size()),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
      OSSL_PARAM_construct_end()};
  SecretKey derived;
  const int answer = EVP_KDF_derive(run.get(), derived.bytes_.data(), size, parameters);
  wipe(password);
  if (answer != 1) return openssl_failure("key cannot be derived");
  return derived;
}

SecretKey::SecretKey(SecretKey&& other) noexcept : bytes_(other.bytes_) {
  OPENSSL_cleanse(other.bytes_.data(), size);
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

SecretKey::~SecretKey() {
  OPENSSL_cleanse(bytes_.data(), size);
}

void wipe(Bytes& secret) noexcept {
  if (!secret.empty()) OPENSSL_cleanse(secret.data(), secret.size());
}

void wipe(std::string& secret) noexcept {
  if (!secret.empty()) OPENSSL_cleanse(secret.data(), secret.size());
}

}  // namespace tillgate::crypto
