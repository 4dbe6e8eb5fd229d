// Cosignatures (见证签名): a witness states that at some time this was the largest tree of the log
// it knew, and that it continues every tree it signed before (C2SP tlog-cosignature v1).
//
//   vkey      := name "+" key-id:hex[8] "+" base64(type [identifier] public-key)
//   key id    := first 4 bytes of SHA-256(name LF type [identifier] public-key)
//   signature := time:u64be signature-bytes
//   message   := "cosignature/v1" LF "time " time LF text of the note
//
//   type  identifier                               public key          signature bytes
//   04    -                                        Ed25519, 32 bytes   64
//   ff    oid/1.2.156.10197.1.501/cosignature-v1   SM2, 04 X Y         DER SEQUENCE{r, s}
//
// `time` is in seconds since 1970 UTC, at most 2^63 - 1. The ff form is this project's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/signature.hpp"
#include "crypto/verifier_key.hpp"

namespace tillgate::ledger {

struct WitnessKey {
  std::string name;
  crypto::KeyId id;
  crypto::PublicKey key;
};

// TILLGATE_E_KEY when malformed, not a witness' key, or when the key id is not that of the key.
Result<WitnessKey> parse_witness_vkey(std::string_view text);
// TILLGATE_E_KEY when the name is no key name, or the key of an algorithm that witnesses do not
// use.
Result<std::string> witness_vkey(std::string_view name, const crypto::PublicKey& key);

// What a witness signs.
std::string cosigned_message(std::uint64_t time_s, std::string_view note_text);

// The line a witness adds to a note of this text, line end included. One Ed25519 key must not sign
// under two names: what it signs does not hold the name. TILLGATE_E_KEY, TILLGATE_E_ARGUMENT when
// the time is out of range.
Result<std::string> cosignature_line(std::string_view name, const crypto::PrivateKey& key,
                                     std::uint64_t time_s, std::string_view note_text);

struct CosignatureCheck {
  crypto::Match match = crypto::Match::malformed;
  std::uint64_t time_s = 0;  // as the witness signed it; means something only when match is yes
};
// `signature` is that of a line of the note, behind the key id.
Result<CosignatureCheck> check_cosignature(const WitnessKey& witness, std::string_view note_text,
                                           ByteView signature);

}  // namespace tillgate::ledger
