// A proof that stands by itself (C2SP tlog-proof@v1): for a dispute or a regulator's question.
//
//   proof := "c2sp.org/tlog-proof@v1" LF ["extra " base64 LF] "index " index LF (hash LF)* LF
//            checkpoint
//
//   index       decimal without sign or leading zero
//   hash        base64 of 32 bytes; inclusion proof, leaf side first; at most 63
//   checkpoint  a signed note, with the lines of log and witnesses
//
// `extra` is not covered by anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/proof.hpp"
#include "ledger/trust.hpp"

namespace tillgate::ledger {

constexpr std::size_t max_proof_hashes = 63;

struct LogProof {
  std::optional<Bytes> extra;
  std::uint64_t index = 0;
  Proof inclusion;
  std::string checkpoint;
};

std::string log_proof_text(const LogProof& proof);
// TILLGATE_E_DOCUMENT when malformed; `where` is the line.
Result<LogProof> parse_log_proof(std::string_view text);

// Decimal without sign or leading zero, at most 2^63 - 1.
std::optional<std::uint64_t> parse_decimal(std::string_view text);
// One base64 hash a line, without line end.
std::optional<Hash> parse_hash_line(std::string_view line);

// A checkpoint whose signatures were judged.
struct OpenedCheckpoint {
  Checkpoint checkpoint;
  NoteVerdict signatures;
};
// TILLGATE_E_LEDGER, with the reason: malformed; a line of a trusted key does not verify; not
// signed by a trusted log key of the same name as the origin.
Result<OpenedCheckpoint> open_checkpoint(std::string_view note, const TrustedKeys& trusted);

// Whether `leaf` is what the proof proves: the checkpoint opens, every witness in `trusted` signed
// it, and the hashes lead from the leaf to its root. TILLGATE_E_LEDGER, with the reason.
Result<OpenedCheckpoint> check_log_proof(const LogProof& proof, const Hash& leaf,
                                         const TrustedKeys& trusted);

}  // namespace tillgate::ledger
