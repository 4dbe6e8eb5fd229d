// What a witness (见证方) answered to an add-checkpoint request, as the log that asked has to take
// it (C2SP tlog-witness v1.0.0). Witnesses in use depart from the protocol in places; a reader must
// survive all of these:
//
//   403 where an unknown log should be 404, 500 where a bad signature should be 403
//   409 without a size where "same size, another root" should be 422
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ledger/cosignature.hpp"

namespace tillgate::ledger {

struct WitnessReply {
  enum class Kind {
    cosigned,         // `line` and `time_s`
    other_size,       // the witness signed `known_size` last: prove from there
    history_refused,  // it signed what this log does not continue: stop, and tell somebody
    unavailable,      // away, busy, or does not serve this log: later
  };
  Kind kind = Kind::unavailable;
  std::string line;  // the cosignature, line end included; verified over the note's text
  std::uint64_t time_s = 0;
  std::uint64_t known_size = 0;
  std::string detail;  // for the technician; unless cosigned
};

// A request that was sent: sizes of the old and the new tree, and the text of the note.
struct WitnessAsked {
  std::uint64_t old_size;
  std::uint64_t size;
  std::string_view note_text;
};

// Of the lines of a 200 only this witness' own are looked at, and taken only when they verify. A
// size beyond the asking log's own is history_refused: it lost what it showed before.
Result<WitnessReply> read_witness_reply(const WitnessKey& witness, const WitnessAsked& asked,
                                        long status, std::string_view body);

}  // namespace tillgate::ledger
