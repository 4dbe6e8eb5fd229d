// A proof that some neighbouring records of a log are complete (区间完整性证明): all of them, in
// their order, none left out and none put in, without the rest of the log.
//
//   proof := "tillgate-range@v1" LF "range " first " " end LF (hash LF)* LF
//            (record LF)* LF checkpoint
//
//   record      the entry as it is; canonical JSON has no line end within
//   hash        base64; first the edge of the tree of `first` records, from left to right, one for
//               each 1-bit of `first`; then the complete subtrees that fill the tree from `end` to
//               the size of the checkpoint, from left to right, each as large as its place allows
//   checkpoint  a signed note
//
// A reader computes the root from left hashes, records and right hashes, and compares it with the
// signed one. The number of hashes is given by the three numbers; others are refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ledger/log_proof.hpp"
#include "ledger/proof.hpp"

namespace tillgate::ledger {

struct RangeProof {
  std::uint64_t first = 0;
  std::uint64_t end = 0;  // one past the last record; more than `first`
  Proof left, right;
  std::vector<std::string> entries;
  std::string checkpoint;
};

// Only the hashes; entries and checkpoint are the caller's. TILLGATE_E_ARGUMENT unless
// first < end <= size.
Result<RangeProof> make_range_proof(std::uint64_t first, std::uint64_t end, std::uint64_t size,
                                    const StoredHash& stored);

std::string range_proof_text(const RangeProof& proof);
// TILLGATE_E_DOCUMENT when malformed; `where` is the line.
Result<RangeProof> parse_range_proof(std::string_view text);

// TILLGATE_E_LEDGER, with the reason.
Result<OpenedCheckpoint> check_range_proof(const RangeProof& proof, const TrustedKeys& trusted);

}  // namespace tillgate::ledger
