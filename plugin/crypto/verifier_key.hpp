// Public keys of signed notes, and their one-line text form.
//
//   vkey := name "+" key-id:hex[8] "+" base64(type [identifier] public-key)
//
//   type  algorithm             public key                  key id: first 4 bytes of SHA-256 over
//   01    Ed25519               32 bytes                    name LF 01 public-key
//   02    ECDSA P-256, SHA-256  SubjectPublicKeyInfo, DER   public-key
//   ff    SM2 with SM3          65 bytes, 04 X Y            name LF ff identifier public-key
//         identifier "oid/1.2.156.10197.1.501"
//
// Source: C2SP signed-note v1.0.0; the ff identifier is this project's.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "crypto/signature.hpp"

namespace tillgate::crypto {

using KeyId = std::array<std::uint8_t, 4>;

struct VerifierKey {
  std::string name;
  KeyId id;
  PublicKey key;
};

// Not empty, UTF-8, no white space, no control character, no "+".
bool is_key_name(std::string_view name);

KeyId key_id(std::string_view name, const PublicKey& key);
std::string vkey_text(std::string_view name, const PublicKey& key);

// TILLGATE_E_KEY when malformed, of a type we cannot check, or when the key id is not that of the
// key.
Result<VerifierKey> parse_vkey(std::string_view text);
// One key a line; empty lines and lines that begin with # are skipped. `where` is the line.
Result<std::vector<VerifierKey>> parse_vkeys(std::string_view lines);

}  // namespace tillgate::crypto
