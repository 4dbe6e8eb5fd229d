// Receipts (存证凭据): what a customer carries home of the log, small enough for a QR code.
//
//   payload  := "TG1:" origin ":" index ":" size ":" base64url(binary)       without padding
//   binary   := leaf[32] root[32] key-id[4] signature[64] sibling[32]*
//
// Origin, size and root are a checkpoint; the signature is the log's Ed25519 one over its text, so
// the payload needs nothing but the public key to be checked. The siblings are the inclusion proof
// of the record; where they do not fit, the receipt refers to the checkpoint alone, and the proof
// comes from the log. Every receipt is a checkpoint in the hand of a stranger: a log that drops or
// rewrites what came before it can be shown to have done so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/verifier_key.hpp"
#include "ledger/proof.hpp"
#include "ledger/trust.hpp"

namespace tillgate::ledger {

// In bytes, which are all ASCII when the origin is.
constexpr std::size_t max_receipt_payload = 499;

struct Receipt {
  std::string origin;
  std::uint64_t index = 0;
  std::uint64_t size = 0;  // of the checkpoint; larger than index
  Hash leaf{};
  Hash root{};
  crypto::KeyId key_id{};
  Bytes signature;                 // Ed25519, over the text of the checkpoint
  std::optional<Proof> inclusion;  // empty: by reference to the checkpoint
};

// For record `index`, under `checkpoint`, the signed note of this log that `stored` belongs to.
// TILLGATE_E_ARGUMENT when the checkpoint does not cover the record, TILLGATE_E_LEDGER when it has
// no Ed25519 line of its log, TILLGATE_E_LIMIT when the origin is too long for a receipt. The proof
// is left out when the payload would be too long with it.
Result<Receipt> make_receipt(std::string_view checkpoint, std::uint64_t index, const Hash& leaf,
                             const StoredHash& stored);

// What the QR code holds; at most max_receipt_payload bytes for what make_receipt made.
std::string receipt_payload(const Receipt& receipt);
// TILLGATE_E_DOCUMENT when malformed.
Result<Receipt> parse_receipt(std::string_view payload);

// For the printer: Chinese first, English beside it, then the payload; lines of at most 48 columns
// but for the payload.
std::string receipt_text(const Receipt& receipt);

// Whether a trusted Ed25519 key of this log signed the checkpoint, and the proof, when there is
// one, leads from the leaf to its root. TILLGATE_E_LEDGER, with the reason.
Result<Done> check_receipt(const Receipt& receipt, const TrustedKeys& trusted);

}  // namespace tillgate::ledger
