// Signing and checking: Ed25519 (RFC 8032) and SM2 with SM3 (GB/T 32918, user id 1234567812345678);
// ECDSA on P-256 with SHA-256 is checked only, for notes signed by others.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/passphrase.hpp"
#include "crypto/token_key.hpp"

struct evp_pkey_st;  // OpenSSL's key

namespace tillgate::crypto {

enum class Algorithm { ed25519, sm2_sm3, ecdsa_p256 };

// What checking a signature found. A fault while checking is none of these but a failure.
enum class Match {
  yes,
  no,         // well-formed, but not of this key over this message
  malformed,  // not a signature at all: wrong length, or not minimal DER
};

struct KeyFree {
  void operator()(evp_pkey_st* key) const noexcept;
};
using KeyHandle = std::unique_ptr<evp_pkey_st, KeyFree>;

class PublicKey {
 public:
  // ed25519: 32 bytes. sm2_sm3: 65 bytes, 04 X Y. ecdsa_p256: SubjectPublicKeyInfo in DER.
  // TILLGATE_E_KEY when the bytes are not a key of this kind (a point off the curve, another
  // curve).
  static Result<PublicKey> from(Algorithm algorithm, ByteView encoded);

  Algorithm algorithm() const noexcept { return algorithm_; }
  // As given to `from`.
  ByteView encoded() const noexcept { return encoded_; }

  // `message` is the message itself, never a digest of it. SM2 and ECDSA signatures are DER
  // SEQUENCE{r,s}, minimal; Ed25519 signatures are 64 bytes.
  Result<Match> check(ByteView message, ByteView signature) const;
  // SM2 under another user id (用户标识) than the usual one, as in the examples of GB/T 32918; an
  // empty one is what programs sign under that forget to set it. The other algorithms have none.
  Result<Match> check_as(std::string_view user_id, ByteView message, ByteView signature) const;

  // SM2 public-key encryption (GB/T 32918.4; DER SEQUENCE{x, y, hash, text}) of a few bytes.
  // TILLGATE_E_KEY for a key of another algorithm.
  Result<Bytes> encrypt(ByteView plain) const;

 private:
  PublicKey(Algorithm algorithm, Bytes encoded, KeyHandle handle);
  Algorithm algorithm_;
  Bytes encoded_;
  KeyHandle handle_;
};

// A private key, in this process or in a token.
class PrivateKey {
 public:
  // ed25519 or sm2_sm3.
  static Result<PrivateKey> generate(Algorithm algorithm);
  // PKCS#8 in PEM; the passphrase is asked for when it is encrypted. TILLGATE_E_KEY, with the file
  // in `where`, when it is missing, damaged, of another algorithm, or the passphrase is wrong.
  static Result<PrivateKey> load(const std::filesystem::path& file, Algorithm algorithm,
                                 const Passphrase& passphrase = {});
  // Is the key in this file encrypted? False also when it cannot be read.
  static bool is_encrypted(const std::filesystem::path& file);
  // Durable, readable by the owner only; encrypted (PBES2, scrypt, AES-256-CBC) when there is a
  // passphrase.
  Result<Done> save(const std::filesystem::path& file, const Passphrase& passphrase = {}) const;

  // A key that lies in a token, by its file (token_file.hpp). The token itself is looked for when
  // it is needed. TILLGATE_E_KEY, with the file in `where`.
  static Result<PrivateKey> in_token(const std::filesystem::path& token_file, Algorithm algorithm);
  // Could it sign now? TILLGATE_E_KEY when its token is not there. Costs no signature.
  Result<Done> ready() const;
  // Removes it from its token; a key in this process is left alone.
  Result<Done> destroy_in_token() const;

  const PublicKey& public_key() const noexcept { return public_key_; }

  // The signature is checked with the public key before it is returned: a computing error must not
  // leave the house, it could tell the key, and a token may answer anything.
  Result<Bytes> sign(ByteView message) const;

  // The inverse of PublicKey::encrypt. TILLGATE_E_KEY when the bytes are not encrypted to this key.
  Result<Bytes> decrypt(ByteView encrypted) const;

 private:
  PrivateKey(PublicKey public_key, KeyHandle handle);
  PrivateKey(PublicKey public_key, TokenKey token);
  static Result<PrivateKey> from(Algorithm algorithm, KeyHandle handle);
  Result<Bytes> sign_here(ByteView message) const;
  Result<Bytes> sign_in_token(ByteView message) const;
  PublicKey public_key_;
  KeyHandle handle_;  // empty when it lies in a token
  std::optional<TokenKey> token_;
};

}  // namespace tillgate::crypto
