// Changing the rules of an open till: a pack is proved here before it runs, the change is sealed,
// and what is refused leaves the old rules running.
#pragma once

#include "base/json.hpp"
#include "base/time.hpp"

namespace tillgate::checkout {

struct Till;

// policy_install.schema.json -> {installed, pack, version, digest, former, signers, rules,
// scenarios, record}. Refused with TILLGATE_E_POLICY and the file and line, or what else is wrong,
// in `where`: not signed by a trusted key, older than what runs, not in force today, does not lint,
// cannot be prepared, loosens a pack above, fails one of its own scenarios, or breaks a pack below.
// TILLGATE_E_DEADLINE when it could not be proved in time.
Result<Json> install_pack(Till& till, const Json& document, const Deadline& deadline);

// policy_rollback.schema.json -> the same. Back to a version that was in force here before; proved
// again, because the packs beside it may have changed.
Result<Json> roll_back_pack(Till& till, const Json& document, const Deadline& deadline);

}  // namespace tillgate::checkout
