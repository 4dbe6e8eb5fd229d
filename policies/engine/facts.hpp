// Facts 事实: everything a review may look at, as one JSON document. It is what the log seals, so
// that a replay has the same facts.
//
//   facts := {table: row | [row, …], …}     a table with at most one row is an object, any other a
//   list row   := {column: value, …}             a column that may be NULL may be left out or null
//
// Names and types are those of views.sql; GENERATED columns are not part of the facts.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "policies/engine/views.hpp"
#include "store/database.hpp"

namespace tillgate::policies {

// Puts facts into the views of one database.
class FactTables {
 public:
  explicit FactTables(const Views& views);

  // Into empty tables. TILLGATE_E_DOCUMENT for an unknown table or column, a wrong type, a missing
  // value, a value outside the column's own check: `where` is the JSON pointer; no value stands in
  // the text.
  Result<Done> insert(store::Database& database, const Json& facts) const;

 private:
  struct Target {
    Table table;
    std::vector<Column> columns;  // those that facts give, by name
    std::string sql;              // its INSERT; the database keeps the prepared one by this address
  };
  static Result<Done> insert_rows(store::Database& database, const Target& target,
                                  const Json& rows);
  static Result<Done> insert_row(store::Query& query, const Target& target, const Json& row);

  std::vector<Target> targets_;
};

}  // namespace tillgate::policies
