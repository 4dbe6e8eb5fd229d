// Private keys in files: PKCS#8 in PEM.
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "crypto/key_type.hpp"
#include "crypto/openssl.hpp"
#include "crypto/random.hpp"
#include "crypto/secret_key.hpp"
#include "crypto/signature.hpp"

namespace tillgate::crypto {

namespace {

using Memory = std::unique_ptr<BIO, Freed<&BIO_free>>;
using KeyInfo = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<&PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedKey = std::unique_ptr<X509_SIG, Freed<&X509_SIG_free>>;
using Scheme = std::unique_ptr<X509_ALGOR, Freed<&X509_ALGOR_free>>;

constexpr std::size_t max_pem = 16 * 1024;

bool has_encrypted_key(ByteView pem) {
  return as_text(pem).find("-----BEGIN ENCRYPTED PRIVATE KEY-----") != std::string_view::npos;
}

// Without a callback of ours OpenSSL would ask for a password on the terminal.
int give_passphrase(char* into, int room, int, void* given) {
  const auto* text = static_cast<const std::optional<std::string>*>(given);
  if (!*text || (*text)->size() > static_cast<std::size_t>(room)) return -1;
  std::copy((*text)->begin(), (*text)->end(), into);
  return static_cast<int>((*text)->size());
}

// PBES2 with scrypt: what guessing the passphrase costs does not fall with better hardware as it
// does for PBKDF2.
Result<EncryptedKey> encrypted(EVP_PKEY* key, const std::string& passphrase) {
  TILLGATE_TRY(own, library());
  std::array<std::uint8_t, 16> salt;
  std::array<std::uint8_t, 16> iv;
  TILLGATE_CHECK(fill_random(salt));
  TILLGATE_CHECK(fill_random(iv));
  const KeyInfo info(EVP_PKEY2PKCS8(key));
  Scheme scheme(PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), salt.data(), static_cast<int>(salt.size()),
                                      iv.data(), scrypt_n, scrypt_r, scrypt_p));
  EncryptedKey sealed(info && scheme ? PKCS8_set0_pbe_ex(passphrase.data(),
                                                         static_cast<int>(passphrase.size()),
                                                         info.get(), scheme.get(), own, nullptr)
                                     : nullptr);
  if (!sealed) return openssl_failure("a private key cannot be encrypted");
  static_cast<void>(scheme.release());  // belongs to the encrypted key now
  return sealed;
}

}  // namespace

bool PrivateKey::is_encrypted(const std::filesystem::path& file) {
  auto pem = os::read_file(file, max_pem, TILLGATE_E_KEY);
  if (!pem) return false;
  const bool locked = has_encrypted_key(*pem);
  wipe(*pem);
  return locked;
}

Result<PrivateKey> PrivateKey::load(const std::filesystem::path& file, Algorithm algorithm,
                                    const Passphrase& passphrase) {
  TILLGATE_TRY(own, library());
  TILLGATE_TRY(pem, os::read_file(file, max_pem, TILLGATE_E_KEY));
  const bool locked = has_encrypted_key(pem);
  std::optional<std::string> given;
  if (locked && passphrase) given = passphrase();
  if (locked && !given)
    return Failure{TILLGATE_E_KEY, "this key is encrypted, and no passphrase was given",
                   utf8_from_path(file)};
  const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  KeyHandle key(memory ? PEM_read_bio_PrivateKey_ex(memory.get(), nullptr, give_passphrase, &given,
                                                    own, nullptr)
                       : nullptr);
  wipe(pem);
  if (given) wipe(*given);
  Failure unusable{TILLGATE_E_KEY,
                   std::string(locked ? "the passphrase is wrong, or not a private key: "
                                      : "not a PKCS#8 private key: ") +
                       key_type(algorithm),
                   utf8_from_path(file)};
  if (!key || EVP_PKEY_is_a(key.get(), key_type(algorithm)) != 1) {
    forget_errors();
    return unusable;
  }
  auto loaded = from(algorithm, std::move(key));
  if (!loaded) return unusable;
  return loaded;
}

Result<Done> PrivateKey::save(const std::filesystem::path& file,
                              const Passphrase& passphrase) const {
  if (token_) return Failure{TILLGATE_E_KEY, "a key in a token stays there", utf8_from_path(file)};
  const Memory memory(BIO_new(BIO_s_mem()));  // wiped when freed
  std::optional<std::string> given;
  if (passphrase) given = passphrase();
  bool written = false;
  if (given) {
    TILLGATE_TRY(sealed, encrypted(handle_.get(), *given));
    wipe(*given);
    written = memory && PEM_write_bio_PKCS8(memory.get(), sealed.get()) == 1;
  } else {
    written = memory && PEM_write_bio_PKCS8PrivateKey(memory.get(), handle_.get(), nullptr, nullptr,
                                                      0, nullptr, nullptr) == 1;
  }
  if (!written) return openssl_failure("a private key cannot be written");
  char* pem = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &pem);
  return os::write_file_durably(file, as_bytes({pem, static_cast<std::size_t>(size)}),
                                os::FileMode::private_to_owner);
}

}  // namespace tillgate::crypto
