// Taking a person out of the tables (删除个人信息). What a table holds of a person is decided by
// the migrations beside this file; the log's share is ledger::erase_person.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "store/database.hpp"

namespace tillgate::store {

// Inside the caller's transaction: removes what this sale holds of a person, in its own row, in its
// messages to the platform and in the past. Its goods, packs, money and prescription numbers stay:
// without them a pack or a prescription could be used twice. May be repeated.
// TILLGATE_E_DOCUMENT: no such sale. TILLGATE_E_STATE: it is not over, or a message waits.
// Once committed, Database::wipe_deleted makes it final; if the power goes before, the next opening
// does.
Result<Done> erase_person(Database& database, std::string_view sale);

}  // namespace tillgate::store
