// What a witness (见证方) does with an add-checkpoint request (C2SP tlog-witness v1.0.0): the
// rules, without network, storage or keys of its own.
//
//   request := "old " size LF (hash LF)* LF checkpoint        at most 63 hashes
//
//   check, in this order                                              answer
//   the request does not parse, a size is above 2^63 - 1              400
//   the origin is not one of the witness' logs                        404
//   no signature by a key trusted for this origin, or a bad one       403
//   old > size of the checkpoint                                      400
//   old is not the size the witness signed last, 0 if never           409, with that size
//   the proof does not lead from the old tree to the new one          422: keep the request, it is
//                                                                     evidence of two histories
//   all good                                                          200
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/proof.hpp"
#include "ledger/trust.hpp"

namespace tillgate::ledger {

struct AddCheckpoint {
  std::uint64_t old_size = 0;
  Proof proof;
  std::string checkpoint;  // a signed note
};
std::string add_checkpoint_text(const AddCheckpoint& request);
// Empty when malformed.
std::optional<AddCheckpoint> parse_add_checkpoint(std::string_view body);

// The keys that sign for each log a witness knows, by origin.
using WitnessedLogs = std::map<std::string, std::vector<crypto::VerifierKey>, std::less<>>;

// A request as far as it can be judged without knowing what was signed before.
struct OpenedRequest {
  int status = 400;    // 200: the rest decides; 400, 404, 403: refused
  std::string reason;  // of a refusal, for whoever runs the witness
  AddCheckpoint request;
  Checkpoint checkpoint;  // filled when it could be read
  std::string text;       // of the note: what a cosignature is over
};
// The checks down to 403.
Result<OpenedRequest> open_add_checkpoint(std::string_view body, const WitnessedLogs& logs);

struct WitnessAnswer {
  int status = 400;
  std::optional<std::uint64_t> known_size;  // with 409
  std::string reason;
};
// The checks from there on, against the largest tree of this log that was signed; (0, empty_root())
// if none was. Whoever signs after 200 must have entered the tree durably before, in one atomic
// step with this comparison: of two requests at the same time only one may pass.
WitnessAnswer judge_add_checkpoint(const OpenedRequest& opened, const TreeHead& known);

// The largest tree of each log a witness has signed, in memory. One thread at a time.
class WitnessBook {
 public:
  explicit WitnessBook(TrustedKeys logs);

  // With 200 the tree is entered in the book.
  Result<WitnessAnswer> judge(std::string_view body);
  // 0 when nothing of this log was signed yet.
  std::uint64_t known_size(const std::string& origin) const;

 private:
  WitnessedLogs logs_;
  std::map<std::string, TreeHead> heads_;
};

}  // namespace tillgate::ledger
