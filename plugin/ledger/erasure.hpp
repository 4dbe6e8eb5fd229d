// Erasing a person from a sale that is over (删除个人信息): from the log's disclosures, and from
// the tables of the till; sealed. The log stays whole: its digests say nothing without their salts.
//
// For whoever holds the till's database and its keys: the gate, or an auditor when it is closed.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "ledger/journal.hpp"
#include "store/database.hpp"

namespace tillgate::ledger {

// All or nothing, and final when it returns: neither the database nor its write-ahead log holds a
// byte of what was erased. Empty when nothing (more) was there to be erased; nothing is sealed
// then. Statuses of store::erase_person, TILLGATE_E_STORE, TILLGATE_E_LEDGER, TILLGATE_E_KEY; after
// one of the last three it may be repeated.
Result<std::optional<Sealed>> erase_person(store::Database& database, Journal& journal,
                                           const std::string& sale, const std::string& operator_id);

}  // namespace tillgate::ledger
