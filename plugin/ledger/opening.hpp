// The check that is made before a log is written to again.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "crypto/verifier_key.hpp"
#include "ledger/tables.hpp"

namespace tillgate::ledger {

// Checks what `state` claims: the checkpoint is signed by every one of `keys` and states its
// origin, size and root; the root is that of the stored edge of the tree; the edge is that of the
// newest hashes of each level, and these of the newest entries; there is no further entry; the last
// record has the fund total. At most 256 entries and 255 hashes a level are read.
// TILLGATE_E_LEDGER, TILLGATE_E_KEY.
Result<Done> check_opening(const Tables& tables, const State& state, const std::string& origin,
                           const std::vector<crypto::VerifierKey>& keys);

}  // namespace tillgate::ledger
