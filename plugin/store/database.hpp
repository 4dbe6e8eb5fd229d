// The till's database: SQLite, private to us. The only module that includes sqlite3.h.
//
// One connection, one writer at a time: a Transaction or a running Query holds the connection for
// its thread, everybody else queues. (SQLite's own busy handler polls and starves.) The file is
// opened under an exclusive lock, so no second SQLite - not even one in the same process - touches
// it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/embedded.hpp"
#include "base/result.hpp"

namespace tillgate::store {

class Database;

// One run of a prepared statement. Bind, step through the rows, read columns. Holds the connection.
class Query {
 public:
  Query(Query&&) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();

  // Parameters by position from 1, in order of the calls.
  Query& bind(std::int64_t value);
  Query& bind(std::string_view text);
  Query& bind(ByteView blob);
  Query& bind_null();
  // Does not copy the text, which outlives this Query.
  Query& bind_borrowed(std::string_view text);
  template <class T>
  Query& bind(const std::optional<T>& value) {
    return value ? bind(*value) : bind_null();
  }
  // One parameter by its name, colon included; false when the statement has no such parameter.
  bool bind_named(const char* name, std::int64_t value);
  bool bind_named(const char* name, std::string_view text);

  // True: a row is there. False: no more rows.
  Result<bool> step();
  // For statements without rows.
  Result<Done> run();
  // Ready for another run, nothing bound.
  void begin_again();

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string text(int column) const;
  Bytes blob(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;
  std::optional<std::string> optional_text(int column) const;

  int column_count() const;
  std::string column_name(int column) const;
  enum class Type { null, integer, real, text, blob };
  Type type(int column) const;

 private:
  friend class Database;
  struct Impl;
  explicit Query(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// What SQL that is not ours may do; see Database::confine.
struct Confinement {
  // Called while a statement is prepared: may it read this column of this table or view?
  std::function<bool(std::string_view table, std::string_view column)> may_read;
  // May it call this function (lower case)?
  std::function<bool(std::string_view function)> may_call;
};

// What a database file holds: migrations in order, and the mark that tells whose file it is.
struct Schema {
  std::int64_t application_id;
  std::span<const embedded::File> migrations;
};

class Database {
 public:
  // Opens or creates the file and brings it to the newest schema, the till's own by default.
  // TILLGATE_E_LOCKED when another program or gate has it, TILLGATE_E_STORE when it cannot be read
  // or is not ours.
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path);
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path,
                                                const Schema& schema);
  // An empty database in memory, without schema; for one thread at a time, its Foreigns included.
  static Result<std::unique_ptr<Database>> open_in_memory();
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // A statement of our own code; prepared once and kept. `sql` must be a string literal.
  Result<Query> query(const char* sql);
  // Statements separated by semicolons, without parameters or rows.
  Result<Done> execute(const std::string& sql);

  // Is a Transaction of the calling thread open? Waits while another thread has the connection.
  bool in_transaction() const;

  // Called whenever a Transaction ends, on its thread, which still holds the connection. One
  // observer; an empty one takes it away. It must not use the database. For whoever has to know
  // what is certain: `unknown` means that the commit failed and its change may be on disk.
  enum class Outcome { committed, rolled_back, unknown };
  void observe(std::function<void(Outcome)> observer);

  // Nothing that was deleted remains in the files: the write-ahead log is emptied, and the copies
  // that moved rows left in the main file are overwritten (unused_bytes.hpp); records of the log,
  // which are never deleted, are not looked at. Takes a second or so for a million sales. Not
  // inside a transaction, nor while a Query is alive.
  Result<Done> wipe_deleted();

  // From here on foreign statements may only read what `rules` allow: no writes, no schema, no
  // attach, no pragma, no recursion; SQLite's limits are lowered for all. Our own statements go on
  // working. For databases that run rules; before any foreign statement is prepared; cannot be
  // undone.
  Result<Done> confine(Confinement rules);
  // A statement that is not ours, for repeated runs. The whole text must be one SELECT.
  class Foreign;
  Result<std::unique_ptr<Foreign>> prepare_foreign(std::string_view sql);
  // Runs of foreign statements stop with TILLGATE_E_LIMIT after about this many virtual-machine
  // steps.
  Result<Query> run_foreign(Foreign& statement, std::int64_t max_steps);

 private:
  friend class Transaction;
  friend class Query;
  struct Impl;
  explicit Database(std::unique_ptr<Impl> impl);
  Result<Done> connect_to_file();
  std::unique_ptr<Impl> impl_;
};

class Database::Foreign {
 public:
  ~Foreign();
  std::vector<std::string> columns() const;
  std::vector<std::string> parameters() const;  // names, colon included
  // Virtual-machine steps of its runs since this was asked last.
  std::int64_t take_steps();

 private:
  friend class Database;
  struct Impl;
  explicit Foreign(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// durable: on disk when commit returns. relaxed: survives the death of the process at once and a
// power cut only after the next durable commit; for notes whose loss is harmless.
enum class Durability { durable, relaxed };

// Everything between begin and commit happens, or nothing does. Rolled back by the destructor.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database, Durability durability = Durability::durable);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  // A failure means "unknown": the change may be on disk. The database then refuses every further
  // use until it is opened again, because only a fresh look tells what happened.
  Result<Done> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace tillgate::store
