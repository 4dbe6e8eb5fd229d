#include "crypto/aead.hpp"

#include <limits>

#include "crypto/openssl.hpp"
#include "crypto/random.hpp"

namespace tillgate::crypto {

namespace {

constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::size_t max_sealed_size = std::numeric_limits<int>::max() - nonce_size - tag_size;

using Cipher = std::unique_ptr<EVP_CIPHER, Freed<&EVP_CIPHER_free>>;

struct Gcm {
  Cipher cipher;
  CipherContext context;
};

Result<Gcm> begin_gcm(const SecretKey& key, ByteView nonce, ByteView place, int encrypt) {
  TILLGATE_TRY(own, library());
  Gcm gcm{Cipher(EVP_CIPHER_fetch(own, "AES-256-GCM", nullptr)),
          CipherContext(EVP_CIPHER_CTX_new())};
  int ignored = 0;
  const bool started =
      gcm.cipher && gcm.context &&
      EVP_CipherInit_ex2(gcm.context.get(), gcm.cipher.get(), key.bytes().data(), nonce.data(),
                         encrypt, nullptr) == 1 &&
      (place.empty() || EVP_CipherUpdate(gcm.context.get(), nullptr, &ignored, place.data(),
                                         static_cast<int>(place.size())) == 1);
  if (!started) return openssl_failure("AES-256-GCM cannot start");
  return gcm;
}

}  // namespace

Result<Bytes> seal(const SecretKey& key, ByteView place, ByteView plain) {
  if (plain.size() > max_sealed_size || place.size() > max_sealed_size)
    return Failure{TILLGATE_E_LIMIT, "too long to be sealed in one piece", ""};
  Bytes sealed(nonce_size + plain.size() + tag_size);
  const std::span<std::uint8_t> nonce(sealed.data(), nonce_size);
  TILLGATE_CHECK(fill_random(nonce));
  TILLGATE_TRY(gcm, begin_gcm(key, nonce, place, 1));
  int written = 0;
  int rest = 0;
  std::uint8_t* const text = sealed.data() + nonce_size;
  if (EVP_CipherUpdate(gcm.context.get(), text, &written, plain.data(),
                       static_cast<int>(plain.size())) != 1 ||
      EVP_CipherFinal_ex(gcm.context.get(), text + written, &rest) != 1 ||
      EVP_CIPHER_CTX_ctrl(gcm.context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_size),
                          text + plain.size()) != 1)
    return openssl_failure("AES-256-GCM cannot seal");
  return sealed;
}

Result<std::optional<Bytes>> open_sealed(const SecretKey& key, ByteView place, ByteView sealed) {
  if (sealed.size() < nonce_size + tag_size)
    return Failure{TILLGATE_E_DOCUMENT, "too short to be sealed bytes", ""};
  if (sealed.size() > max_sealed_size || place.size() > max_sealed_size)
    return Failure{TILLGATE_E_LIMIT, "too long to be opened in one piece", ""};
  const ByteView text = sealed.subspan(nonce_size, sealed.size() - nonce_size - tag_size);
  Bytes tag(sealed.end() - tag_size, sealed.end());
  TILLGATE_TRY(gcm, begin_gcm(key, sealed.first(nonce_size), place, 0));
  Bytes plain(text.size());
  int written = 0;
  int rest = 0;
  std::uint8_t no_text = 0;
  std::uint8_t* const out = plain.empty() ? &no_text : plain.data();
  if (EVP_CipherUpdate(gcm.context.get(), out, &written, text.data(),
                       static_cast<int>(text.size())) != 1 ||
      EVP_CIPHER_CTX_ctrl(gcm.context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_size),
                          tag.data()) != 1)
    return openssl_failure("AES-256-GCM cannot open");
  if (EVP_CipherFinal_ex(gcm.context.get(), out + written, &rest) != 1) {
    wipe(plain);  // unauthenticated text goes nowhere
    return std::optional<Bytes>();
  }
  return std::optional<Bytes>(std::move(plain));
}

}  // namespace tillgate::crypto
