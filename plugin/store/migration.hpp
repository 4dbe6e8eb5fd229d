// Brings a database to the newest schema (migrations/*.sql). Private to this module.
#pragma once

#include "base/result.hpp"
#include "store/database.hpp"

namespace tillgate::store {

// The integer a statement answers with; 0 when it has no row.
Result<std::int64_t> integer_of(Database& database, const char* sql);

// That of a till's database.
Schema till_schema();

// Migrations are numbered files; each runs in a transaction of its own together with its number, so
// an interrupted upgrade goes on where it stopped. TILLGATE_E_STORE when the database is another
// program's or a newer version's.
Result<Done> migrate(Database& database, const Schema& schema);

}  // namespace tillgate::store
