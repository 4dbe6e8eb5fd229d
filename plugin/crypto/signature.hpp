// Signing and checking: Ed25519 (RFC 8032) and SM2 with SM3 (GB/T 32918, user id 1234567812345678);
// ECDSA on P-256 with SHA-256 is checked only, for notes signed by others.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/passphrase.hpp"

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

// A private key in this process.
class PrivateKey {
 public:
  // ed25519 or sm2_sm3.
  static Result<PrivateKey> generate(Algorithm algorithm);
  // PKCS#8 in PEM; the passphrase is asked for when it is encrypted. TILLGATE_E_KEY, with the file
  // in `where`, when it is missing, damaged, of another algorithm, or the passphrase is wrong.
  static Result<PrivateKey> load(const std::filesystem::path& file, Algorithm algorithm,
                                 const Passphrase& passphrase = {});
  // Durable, readable by the owner only; encrypted (PBES2, scrypt, AES-256-CBC) when there is a
  // passphrase.
  Result<Done> save(const std::filesystem::path& file, const Passphrase& passphrase = {}) const;

  const PublicKey& public_key() const noexcept { return public_key_; }

  // The signature is checked with the public key before it is returned: a computing error must not
  // leave the house, it could tell the key.
  Result<Bytes> sign(ByteView message) const;

  // The inverse of PublicKey::encrypt. TILLGATE_E_KEY when the bytes are not encrypted to this key.
  Result<Bytes> decrypt(ByteView encrypted) const;

 private:
  PrivateKey(PublicKey public_key, KeyHandle handle);
  static Result<PrivateKey> from(Algorithm algorithm, KeyHandle handle);
  PublicKey public_key_;
  KeyHandle handle_;
};

}  // namespace tillgate::crypto
