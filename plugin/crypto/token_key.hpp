// A private key that lives in a token (密码卡, 智能密码钥匙) and never leaves it: used through the
// token's PKCS#11 module. Tried with SoftHSM 2.6.
//
// PKCS#11 has Ed25519 (CKM_EDDSA) but no SM2; the makers of SM2 tokens number that mechanism
// themselves. So an SM2 key names its mechanism; it is given the digest of sm2_digest.hpp and
// answers r ‖ s or DER. Generated here are Ed25519 keys only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::crypto {

inline constexpr std::size_t ed25519_key_size = 32;  // RFC 8032 section 5.1.5

struct TokenPlace {
  std::filesystem::path module;  // full path of the PKCS#11 library
  std::string label;             // of the token
  // Its first line is the PIN; empty: the environment variable TILLGATE_TOKEN_PIN.
  std::filesystem::path pin_file = {};
};

class TokenKey {
 public:
  // Does not look for the token yet. `mechanism`: CKM_EDDSA when empty. `id` is the CKA_ID of the
  // private key.
  TokenKey(TokenPlace place, Bytes id, std::optional<std::uint64_t> mechanism);
  TokenKey(TokenKey&&) noexcept;
  TokenKey& operator=(TokenKey&&) noexcept;
  ~TokenKey();

  // What the token answers; nobody has checked it yet. Finds the token anew when it was taken out
  // and put back. A PIN that the token refused is not tried a second time: it would lock the token.
  // TILLGATE_E_KEY, the token in `where`. Blocks as long as the token takes. Thread-safe.
  Result<Bytes> sign(ByteView input) const;
  // Could it sign now? Costs no signature.
  Result<Done> ready() const;
  // Removes the private key and its public half from the token.
  Result<Done> destroy() const;

  struct Generated {
    Bytes id;
    Bytes public_key;  // 32 bytes
  };
  // A fresh Ed25519 key that cannot be read out; `name` is for whoever looks at the token.
  static Result<Generated> generate_ed25519(const TokenPlace& place, const std::string& name);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tillgate::crypto
