// OpenSSL answers a check with 1 (valid), 0 (does not match) or a negative number (malformed, or a
// fault). The form of a signature is therefore judged here first; then a negative answer is a
// fault.
#include "crypto/signature.hpp"

#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/x509.h>

#include <string>

#include "base/text.hpp"
#include "crypto/key_type.hpp"
#include "crypto/openssl.hpp"
#include "crypto/secret_key.hpp"
#include "crypto/sm2_digest.hpp"
#include "crypto/token_file.hpp"

namespace tillgate::crypto {

namespace {

constexpr std::size_t ed25519_signature_size = 64;
constexpr std::string_view sm2_user_id = "1234567812345678";  // GM/T 0009 section 10

const char* digest_name(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::ed25519:
      return nullptr;  // hashes by itself
    case Algorithm::sm2_sm3:
      return "SM3";
    case Algorithm::ecdsa_p256:
      return "SHA256";
  }
  return nullptr;
}

// INTEGER of DER, not negative, at most 32 bytes, without superfluous zeros; cuts it off the front.
bool take_integer(ByteView& der) {
  if (der.size() < 3 || der[0] != 0x02) return false;
  const std::size_t length = der[1];
  if (length == 0 || length > 33 || der.size() < 2 + length) return false;
  const ByteView digits = der.subspan(2, length);
  der = der.subspan(2 + length);
  if ((digits[0] & 0x80) != 0) return false;
  if (digits[0] == 0) return length == 1 || (digits[1] & 0x80) != 0;
  return length <= 32;
}

bool is_minimal_der(ByteView signature) {
  if (signature.size() < 2 || signature[0] != 0x30 || signature[1] >= 0x80 ||
      signature[1] != signature.size() - 2)
    return false;
  ByteView rest = signature.subspan(2);
  return take_integer(rest) && take_integer(rest) && rest.empty();
}

bool well_formed(Algorithm algorithm, ByteView signature) {
  return algorithm == Algorithm::ed25519 ? signature.size() == ed25519_signature_size
                                         : is_minimal_der(signature);
}

// Without its user id OpenSSL would take the empty one, which nobody else uses.
bool set_user_id(Algorithm algorithm, EVP_PKEY_CTX* context,
                 std::string_view user_id = sm2_user_id) {
  return algorithm != Algorithm::sm2_sm3 || user_id.empty() ||
         EVP_PKEY_CTX_set1_id(context, user_id.data(), static_cast<int>(user_id.size())) == 1;
}

Result<KeyHandle> point_on_curve(const char* group, ByteView point) {
  if (point.size() != sm2_point_size || point[0] != 0x04)
    return Failure{TILLGATE_E_KEY, "a public SM2 key is 65 bytes and begins with 04", ""};
  TILLGATE_TRY(own, library());
  const KeyContext context(EVP_PKEY_CTX_new_from_name(own, group, nullptr));
  std::string name(group);
  Bytes bytes(point.begin(), point.end());
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size()),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, bytes.data(), bytes.size()),
      OSSL_PARAM_construct_end()};
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1)
    return openssl_failure("SM2 is not available");
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
    return openssl_failure("the public key is not a point of the curve", TILLGATE_E_KEY);
  return KeyHandle(key);
}

Result<KeyHandle> raw_ed25519(ByteView bytes) {
  if (bytes.size() != ed25519_key_size)
    return Failure{TILLGATE_E_KEY, "a public Ed25519 key has 32 bytes", ""};
  TILLGATE_TRY(own, library());
  KeyHandle key(
      EVP_PKEY_new_raw_public_key_ex(own, "ED25519", nullptr, bytes.data(), bytes.size()));
  if (!key) return openssl_failure("the public key cannot be read", TILLGATE_E_KEY);
  return key;
}

Result<KeyHandle> p256_from_der(ByteView der) {
  TILLGATE_TRY(own, library());
  const unsigned char* at = der.data();
  KeyHandle key(d2i_PUBKEY_ex(nullptr, &at, static_cast<long>(der.size()), own, nullptr));
  char group[32] = {};
  if (!key || at != der.data() + der.size() || EVP_PKEY_is_a(key.get(), "EC") != 1 ||
      EVP_PKEY_get_group_name(key.get(), group, sizeof group, nullptr) != 1 ||
      std::string_view(group) != "prime256v1")
    return openssl_failure("not a public key on P-256", TILLGATE_E_KEY);
  return key;
}

Result<Bytes> encoded_public(Algorithm algorithm, EVP_PKEY* key) {
  Bytes bytes(algorithm == Algorithm::ed25519 ? ed25519_key_size : sm2_point_size);
  std::size_t size = bytes.size();
  const int answer = algorithm == Algorithm::ed25519
                         ? EVP_PKEY_get_raw_public_key(key, bytes.data(), &size)
                         : EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY,
                                                           bytes.data(), bytes.size(), &size);
  if (answer != 1 || size != bytes.size())
    return openssl_failure("the public part of a key cannot be read");
  return bytes;
}

}  // namespace

const char* key_type(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::ed25519:
      return "ED25519";
    case Algorithm::sm2_sm3:
      return "SM2";
    case Algorithm::ecdsa_p256:
      return "EC";
  }
  return "";
}

void KeyFree::operator()(evp_pkey_st* key) const noexcept {
  EVP_PKEY_free(key);
}

PublicKey::PublicKey(Algorithm algorithm, Bytes encoded, KeyHandle handle)
    : algorithm_(algorithm), encoded_(std::move(encoded)), handle_(std::move(handle)) {}

Result<PublicKey> PublicKey::from(Algorithm algorithm, ByteView encoded) {
  auto handle = algorithm == Algorithm::ed25519   ? raw_ed25519(encoded)
                : algorithm == Algorithm::sm2_sm3 ? point_on_curve("SM2", encoded)
                                                  : p256_from_der(encoded);
  if (!handle) return std::move(handle).failure();
  return PublicKey(algorithm, Bytes(encoded.begin(), encoded.end()), std::move(handle).value());
}

Result<Match> PublicKey::check(ByteView message, ByteView signature) const {
  return check_as(sm2_user_id, message, signature);
}

Result<Match> PublicKey::check_as(std::string_view user_id, ByteView message,
                                  ByteView signature) const {
  if (!well_formed(algorithm_, signature)) return Match::malformed;
  TILLGATE_TRY(own, library());
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;  // belongs to the digest context
  if (!context ||
      EVP_DigestVerifyInit_ex(context.get(), &parameters, digest_name(algorithm_), own, nullptr,
                              handle_.get(), nullptr) != 1 ||
      !set_user_id(algorithm_, parameters, user_id))
    return openssl_failure("a signature check cannot start");
  const int answer = EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                                      message.data(), message.size());
  if (answer == 1) return Match::yes;
  if (answer == 0) {
    forget_errors();
    return Match::no;
  }
  return openssl_failure("a signature cannot be checked");
}

Result<Bytes> PublicKey::encrypt(ByteView plain) const {
  TILLGATE_TRY(own, library());
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(own, handle_.get(), nullptr));
  std::size_t size = 0;
  if (algorithm_ != Algorithm::sm2_sm3)
    return Failure{TILLGATE_E_KEY, "only an SM2 key encrypts", ""};
  if (!context || EVP_PKEY_encrypt_init(context.get()) != 1 ||
      EVP_PKEY_encrypt(context.get(), nullptr, &size, plain.data(), plain.size()) != 1)
    return openssl_failure("encryption cannot start");
  Bytes encrypted(size);
  if (EVP_PKEY_encrypt(context.get(), encrypted.data(), &size, plain.data(), plain.size()) != 1)
    return openssl_failure("the key cannot encrypt");
  encrypted.resize(size);
  return encrypted;
}

PrivateKey::PrivateKey(PublicKey public_key, KeyHandle handle)
    : public_key_(std::move(public_key)), handle_(std::move(handle)) {}

Result<PrivateKey> PrivateKey::from(Algorithm algorithm, KeyHandle handle) {
  TILLGATE_TRY(encoded, encoded_public(algorithm, handle.get()));
  TILLGATE_TRY(public_key, PublicKey::from(algorithm, encoded));
  return PrivateKey(std::move(public_key), std::move(handle));
}

Result<PrivateKey> PrivateKey::generate(Algorithm algorithm) {
  TILLGATE_TRY(own, library());
  if (algorithm == Algorithm::ecdsa_p256)
    return Failure{TILLGATE_E_ARGUMENT, "P-256 signatures are only checked here", ""};
  KeyHandle key(EVP_PKEY_Q_keygen(own, nullptr, key_type(algorithm)));
  if (!key) return openssl_failure("a key cannot be made");
  return from(algorithm, std::move(key));
}

Result<Bytes> PrivateKey::decrypt(ByteView encrypted) const {
  TILLGATE_TRY(own, library());
  const Failure unusable{TILLGATE_E_KEY, "not encrypted to this key", ""};
  if (public_key_.algorithm() != Algorithm::sm2_sm3 || !handle_) return unusable;
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(own, handle_.get(), nullptr));
  if (!context || EVP_PKEY_decrypt_init(context.get()) != 1)
    return openssl_failure("decryption cannot start");
  std::size_t size = 0;
  Bytes plain;
  const bool sized =
      EVP_PKEY_decrypt(context.get(), nullptr, &size, encrypted.data(), encrypted.size()) == 1;
  if (sized) plain.resize(size);
  if (!sized || EVP_PKEY_decrypt(context.get(), plain.data(), &size, encrypted.data(),
                                 encrypted.size()) != 1) {
    wipe(plain);
    forget_errors();
    return unusable;
  }
  plain.resize(size);
  return plain;
}

PrivateKey::PrivateKey(PublicKey public_key, TokenKey token)
    : public_key_(std::move(public_key)), token_(std::move(token)) {}

Result<PrivateKey> PrivateKey::in_token(const std::filesystem::path& file, Algorithm algorithm) {
  TILLGATE_TRY(content, read_token_file(file));
  if (algorithm == Algorithm::sm2_sm3 && !content.mechanism)
    return Failure{TILLGATE_E_KEY, "the mechanism of an SM2 token must be given by its number",
                   utf8_from_path(file)};
  auto public_key = PublicKey::from(algorithm, content.public_key);
  if (!public_key)
    return Failure{TILLGATE_E_KEY, public_key.failure().detail, utf8_from_path(file)};
  return PrivateKey(std::move(public_key).value(),
                    TokenKey(std::move(content.place), std::move(content.id), content.mechanism));
}

Result<Done> PrivateKey::ready() const {
  return token_ ? token_->ready() : Result<Done>(Done{});
}

Result<Done> PrivateKey::destroy_in_token() const {
  return token_ ? token_->destroy() : Result<Done>(Done{});
}

Result<Bytes> PrivateKey::sign(ByteView message) const {
  TILLGATE_TRY(signature, token_ ? sign_in_token(message) : sign_here(message));
  TILLGATE_TRY(match, public_key_.check(message, signature));
  if (match != Match::yes)
    return Failure{TILLGATE_E_KEY, "a fresh signature does not match its own public key", ""};
  return signature;
}

Result<Bytes> PrivateKey::sign_in_token(ByteView message) const {
  if (public_key_.algorithm() != Algorithm::sm2_sm3) return token_->sign(message);
  TILLGATE_TRY(digest, sm2_digest(public_key_.encoded(), message));
  TILLGATE_TRY(answer, token_->sign(digest));
  return answer.size() == 64 ? sm2_signature_der(answer) : Result<Bytes>(std::move(answer));
}

Result<Bytes> PrivateKey::sign_here(ByteView message) const {
  TILLGATE_TRY(own, library());
  const Algorithm algorithm = public_key_.algorithm();
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;  // belongs to the digest context
  if (!context ||
      EVP_DigestSignInit_ex(context.get(), &parameters, digest_name(algorithm), own, nullptr,
                            handle_.get(), nullptr) != 1 ||
      !set_user_id(algorithm, parameters))
    return openssl_failure("signing cannot start", TILLGATE_E_KEY);
  Bytes signature(80);
  std::size_t size = signature.size();
  if (EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1)
    return openssl_failure("the key cannot sign", TILLGATE_E_KEY);
  signature.resize(size);
  return signature;
}

}  // namespace tillgate::crypto
