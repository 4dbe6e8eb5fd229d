#include "store/migration.hpp"

#include "base/embedded.hpp"

namespace tillgate::embedded {
extern const std::span<const File> migrations;
}

namespace tillgate::store {

Result<std::int64_t> integer_of(Database& database, const char* sql) {
  TILLGATE_TRY(query, database.query(sql));
  TILLGATE_TRY(row, query.step());
  return row ? query.integer(0) : 0;
}

Schema till_schema() {
  constexpr std::int64_t application_id = 0x54474154;  // "TGAT": marks the file as ours
  return {application_id, embedded::migrations};
}

Result<Done> migrate(Database& database, const Schema& schema) {
  TILLGATE_TRY(version, integer_of(database, "PRAGMA user_version"));
  TILLGATE_TRY(owner, integer_of(database, "PRAGMA application_id"));
  TILLGATE_TRY(objects, integer_of(database, "SELECT count(*) FROM sqlite_schema"));
  if (owner != schema.application_id && objects != 0)
    return Failure{TILLGATE_E_STORE, "the database belongs to another program", ""};
  const auto newest = static_cast<std::int64_t>(schema.migrations.size());
  if (version > newest)
    return Failure{TILLGATE_E_STORE, "the database was written by a newer version of this library",
                   "schema " + std::to_string(version)};
  for (std::int64_t next = version + 1; next <= newest; ++next) {
    const embedded::File& file = schema.migrations[static_cast<std::size_t>(next - 1)];
    TILLGATE_TRY(transaction, Transaction::begin(database));
    TILLGATE_CHECK(database.execute(std::string(file.content)));
    TILLGATE_CHECK(
        database.execute("PRAGMA application_id=" + std::to_string(schema.application_id) +
                         "; PRAGMA user_version=" + std::to_string(next)));
    TILLGATE_CHECK(transaction.commit());
  }
  return Done{};
}

}  // namespace tillgate::store
