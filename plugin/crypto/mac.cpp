#include "crypto/mac.hpp"

#include "crypto/openssl.hpp"

namespace tillgate::crypto {

Result<Hash> hmac_sha256(ByteView key, ByteView message) {
  if (key.empty()) return Failure{TILLGATE_E_KEY, "a keyed hash needs a key", ""};
  TILLGATE_TRY(context, library());
  Hash out;
  std::size_t written = 0;
  const unsigned char* const answer =
      EVP_Q_mac(context, "HMAC", nullptr, "SHA256", nullptr, key.data(), key.size(), message.data(),
                message.size(), out.data(), out.size(), &written);
  if (answer == nullptr || written != out.size()) return openssl_failure("HMAC cannot be computed");
  return out;
}

Result<Bytes> hmac_sha1(ByteView key, ByteView message) {
  if (key.empty()) return Failure{TILLGATE_E_KEY, "a keyed hash needs a key", ""};
  TILLGATE_TRY(context, library());
  constexpr std::size_t sha1_bytes = 20;
  Bytes out(sha1_bytes);
  std::size_t written = 0;
  const unsigned char* const answer =
      EVP_Q_mac(context, "HMAC", nullptr, "SHA1", nullptr, key.data(), key.size(), message.data(),
                message.size(), out.data(), out.size(), &written);
  if (answer == nullptr || written != out.size()) return openssl_failure("HMAC cannot be computed");
  return out;
}

}  // namespace tillgate::crypto
