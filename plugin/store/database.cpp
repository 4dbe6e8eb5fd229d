#include "store/database.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "store/migration.hpp"
#include "store/unused_bytes.hpp"

namespace tillgate::store {

namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* p) const noexcept {
    Free(p);
  }
};
using Connection = std::unique_ptr<sqlite3, Freed<&sqlite3_close_v2>>;
using Prepared = std::unique_ptr<sqlite3_stmt, Freed<&sqlite3_finalize>>;

// What the authorizer has to know. SQLite calls it for our own statements too, and prepares all
// statements anew when it is set or the schema changes, so `foreign` tells whose one is at work.
struct Confined {
  Confinement rules;
  bool foreign = false;
};

class ForeignWork {
 public:
  ForeignWork(Confined& confined, bool foreign)
      : confined_(confined), before_(std::exchange(confined.foreign, foreign)) {}
  ForeignWork(const ForeignWork&) = delete;
  ForeignWork& operator=(const ForeignWork&) = delete;
  ~ForeignWork() { confined_.foreign = before_; }

 private:
  Confined& confined_;
  bool before_;
};

}  // namespace

struct Database::Impl {
  std::recursive_mutex turn;   // whoever holds it uses the connection
  std::filesystem::path file;  // empty: in memory
  std::optional<os::DatabaseLock> lock;
  Connection connection;
  std::map<const char*, Prepared> prepared;  // by address of the literal
  Confined confined;
  std::int64_t steps_left = 0;
  bool transaction_open = false;
  bool unknown_outcome = false;
  std::function<void(Outcome)> observer;

  void transaction_ended(Outcome outcome) {
    transaction_open = false;
    if (observer) observer(outcome);
  }

  Failure failure(const std::string& what) const {
    const int code = sqlite3_extended_errcode(connection.get());
    const Status status = code == SQLITE_INTERRUPT ? TILLGATE_E_LIMIT : TILLGATE_E_STORE;
    return {status, what + ": " + sqlite3_errmsg(connection.get()),
            "sqlite " + std::to_string(code)};
  }
  Result<Prepared> prepare(std::string_view sql, unsigned flags) {
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    if (sqlite3_prepare_v3(connection.get(), sql.data(), static_cast<int>(sql.size()), flags, &raw,
                           &tail) != SQLITE_OK)
      return failure("statement cannot be prepared");
    Prepared statement(raw);
    const std::string_view rest(tail, static_cast<std::size_t>(sql.data() + sql.size() - tail));
    if (!statement || rest.find_first_not_of(" \t\r\n;") != std::string_view::npos)
      return Failure{TILLGATE_E_STORE, "not exactly one statement", ""};
    return statement;
  }
};

struct Query::Impl {
  std::unique_lock<std::recursive_mutex> turn;
  Database::Impl* database = nullptr;
  sqlite3_stmt* statement = nullptr;
  int next_parameter = 1;
  int bind_error = SQLITE_OK;
  bool limited = false;

  void note(int code) {
    if (code != SQLITE_OK) bind_error = code;
  }
  void bind(std::string_view text, sqlite3_destructor_type lifetime) {
    // A null pointer would bind NULL; an empty text is a text.
    note(sqlite3_bind_text64(statement, next_parameter++, text.empty() ? "" : text.data(),
                             text.size(), lifetime, SQLITE_UTF8));
  }
  void clear() {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    next_parameter = 1;
  }
};

Query::Query(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Query::Query(Query&&) noexcept = default;
Query::~Query() {
  if (!impl_) return;
  impl_->clear();
  if (impl_->limited)
    sqlite3_progress_handler(impl_->database->connection.get(), 0, nullptr, nullptr);
}

Query& Query::bind(std::int64_t value) {
  impl_->note(sqlite3_bind_int64(impl_->statement, impl_->next_parameter++, value));
  return *this;
}
Query& Query::bind(std::string_view text) {
  impl_->bind(text, SQLITE_TRANSIENT);
  return *this;
}
Query& Query::bind_borrowed(std::string_view text) {
  impl_->bind(text, SQLITE_STATIC);
  return *this;
}
Query& Query::bind(ByteView blob) {
  const int at = impl_->next_parameter++;
  impl_->note(blob.empty() ? sqlite3_bind_zeroblob(impl_->statement, at, 0)
                           : sqlite3_bind_blob64(impl_->statement, at, blob.data(), blob.size(),
                                                 SQLITE_TRANSIENT));
  return *this;
}
Query& Query::bind_null() {
  ++impl_->next_parameter;  // what is not bound is NULL
  return *this;
}
bool Query::bind_named(const char* name, std::int64_t value) {
  const int at = sqlite3_bind_parameter_index(impl_->statement, name);
  return at > 0 && sqlite3_bind_int64(impl_->statement, at, value) == SQLITE_OK;
}
bool Query::bind_named(const char* name, std::string_view text) {
  const int at = sqlite3_bind_parameter_index(impl_->statement, name);
  return at > 0 && sqlite3_bind_text64(impl_->statement, at, text.empty() ? "" : text.data(),
                                       text.size(), SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
}

Result<bool> Query::step() {
  if (impl_->bind_error != SQLITE_OK)
    return Failure{TILLGATE_E_STORE, "parameter cannot be bound",
                   "sqlite " + std::to_string(impl_->bind_error)};
  const ForeignWork work(impl_->database->confined, impl_->limited);
  switch (sqlite3_step(impl_->statement)) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default:
      return impl_->database->failure("statement failed");
  }
}
Result<Done> Query::run() {
  TILLGATE_TRY(row, step());
  if (row)
    return Failure{TILLGATE_E_INTERNAL, "statement returned a row where none was expected", ""};
  return Done{};
}

void Query::begin_again() {
  impl_->clear();
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(impl_->statement, column) == SQLITE_NULL;
}
std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(impl_->statement, column);
}
std::string Query::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(impl_->statement, column));
  return text == nullptr
             ? std::string()
             : std::string(
                   text, static_cast<std::size_t>(sqlite3_column_bytes(impl_->statement, column)));
}
Bytes Query::blob(int column) const {
  const auto* bytes =
      static_cast<const std::uint8_t*>(sqlite3_column_blob(impl_->statement, column));
  return bytes == nullptr ? Bytes()
                          : Bytes(bytes, bytes + sqlite3_column_bytes(impl_->statement, column));
}
std::optional<std::int64_t> Query::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}
std::optional<std::string> Query::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}
int Query::column_count() const {
  return sqlite3_column_count(impl_->statement);
}
std::string Query::column_name(int column) const {
  return sqlite3_column_name(impl_->statement, column);
}
Query::Type Query::type(int column) const {
  switch (sqlite3_column_type(impl_->statement, column)) {
    case SQLITE_INTEGER:
      return Type::integer;
    case SQLITE_FLOAT:
      return Type::real;
    case SQLITE_TEXT:
      return Type::text;
    case SQLITE_BLOB:
      return Type::blob;
    default:
      return Type::null;
  }
}

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::~Database() = default;

namespace {

// It is our private copy, so its settings are ours. SQLite would take and give back 20 pages of
// memory for every little table a query builds on the way, which costs more than the query; and it
// would count each byte of all connections under one lock, where threads that share nothing meet.
void settle_memory() {
  static const int once = sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0) +
                          sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(once);
}

Result<Connection> connect(const std::string& name, const char* vfs, int threading) {
  settle_memory();
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | threading, vfs);
  Connection connection(raw);
  if (code != SQLITE_OK)
    return Failure{TILLGATE_E_STORE, "database cannot be opened", "sqlite " + std::to_string(code)};
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);  // "typo" is an error, not a text
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return connection;
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path) {
  TILLGATE_TRY(database, open(path, till_schema()));
  TILLGATE_TRY(wipe_due,
               integer_of(*database, "SELECT count(*) FROM meta WHERE name = 'wipe_due'"));
  if (wipe_due != 0) TILLGATE_CHECK(database->wipe_deleted());
  return std::move(database);
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path,
                                                 const Schema& schema) {
  auto impl = std::make_unique<Impl>();
  TILLGATE_TRY(lock, os::DatabaseLock::acquire(path));
  impl->lock.emplace(std::move(lock));
  impl->file = path;
  std::unique_ptr<Database> database(new Database(std::move(impl)));
  TILLGATE_CHECK(database->connect_to_file());
  TILLGATE_CHECK(migrate(*database, schema));
  return database;
}

// Our lock already excludes everybody, so SQLite's own locking is switched off; with it the
// write-ahead index stays in memory.
Result<Done> Database::connect_to_file() {
  TILLGATE_TRY(connection,
               connect(utf8_from_path(impl_->file), "unix-none", SQLITE_OPEN_FULLMUTEX));
  impl_->connection = std::move(connection);
  return execute(
      "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY");
}

Result<std::unique_ptr<Database>> Database::open_in_memory() {
  auto impl = std::make_unique<Impl>();
  TILLGATE_TRY(connection, connect(":memory:", nullptr, SQLITE_OPEN_NOMUTEX));
  // Many short statements; what they need on the way fits into small pieces that are kept ready.
  sqlite3_db_config(connection.get(), SQLITE_DBCONFIG_LOOKASIDE, nullptr, 512, 500);
  impl->connection = std::move(connection);
  return std::unique_ptr<Database>(new Database(std::move(impl)));
}

Result<Query> Database::query(const char* sql) {
  auto run = std::make_unique<Query::Impl>();
  run->turn = std::unique_lock(impl_->turn);
  if (impl_->unknown_outcome)
    return Failure{TILLGATE_E_STORE,
                   "the outcome of the last write is unknown; open the gate again", ""};
  auto& kept = impl_->prepared[sql];
  if (!kept || sqlite3_stmt_busy(kept.get()) != 0) {
    TILLGATE_TRY(fresh, impl_->prepare(sql, SQLITE_PREPARE_PERSISTENT));
    if (kept) return Failure{TILLGATE_E_INTERNAL, "a statement is run inside its own rows", ""};
    kept = std::move(fresh);
  }
  run->database = impl_.get();
  run->statement = kept.get();
  return Query(std::move(run));
}

Result<Done> Database::execute(const std::string& sql) {
  const std::unique_lock turn(impl_->turn);
  if (impl_->unknown_outcome)
    return Failure{TILLGATE_E_STORE,
                   "the outcome of the last write is unknown; open the gate again", ""};
  if (sqlite3_exec(impl_->connection.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return impl_->failure("statement failed");
  return Done{};
}

bool Database::in_transaction() const {
  const std::unique_lock turn(impl_->turn);
  return impl_->transaction_open;
}

void Database::observe(std::function<void(Outcome)> observer) {
  const std::unique_lock turn(impl_->turn);
  impl_->observer = std::move(observer);
}

// The file is put in order while no SQLite has it open: a page that SQLite keeps in memory would
// bring its copy back.
Result<Done> Database::wipe_deleted() {
  const std::unique_lock turn(impl_->turn);
  if (impl_->transaction_open || impl_->file.empty())
    return Failure{TILLGATE_E_INTERNAL, "not inside a transaction, nor in memory", ""};
  // 0, or 1 when somebody was in the way; nobody is, as long as nobody forgets a Query.
  TILLGATE_TRY(busy, integer_of(*this, "PRAGMA wal_checkpoint(TRUNCATE)"));
  if (busy != 0) return Failure{TILLGATE_E_STORE, "the write-ahead log is in use", ""};
  TILLGATE_TRY(page_size, integer_of(*this, "PRAGMA page_size"));
  std::vector<std::uint32_t> roots;
  {
    TILLGATE_TRY(trees, query("SELECT rootpage FROM sqlite_schema WHERE rootpage > 0"
                              " AND tbl_name NOT IN ('ledger_entry', 'ledger_tile_root')"));
    while (true) {
      TILLGATE_TRY(row, trees.step());
      if (!row) break;
      roots.push_back(static_cast<std::uint32_t>(trees.integer(0)));
    }
  }
  impl_->prepared.clear();
  impl_->connection.reset();
  const auto wiped =
      zero_unused_bytes(impl_->file, static_cast<std::uint32_t>(page_size), std::move(roots));
  if (auto connected = connect_to_file(); !connected) {
    impl_->unknown_outcome = true;  // there is no connection any more: nothing works from here on
    return connected;
  }
  TILLGATE_CHECK(wiped);
  return execute("DELETE FROM meta WHERE name = 'wipe_due'");
}

namespace {

constexpr int steps_between_checks = 100;

int allow_only_listed(void* context, int action, const char* first, const char* second, const char*,
                      const char*) {
  const auto& [rules, foreign] = *static_cast<const Confined*>(context);
  if (!foreign) return SQLITE_OK;
  const auto text = [](const char* name) {
    return name == nullptr ? std::string_view() : std::string_view(name);
  };
  switch (action) {
    case SQLITE_SELECT:
      return SQLITE_OK;
    case SQLITE_READ:
      return rules.may_read(text(first), text(second)) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_FUNCTION: {
      std::string name(text(second));
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      return rules.may_call(name) ? SQLITE_OK : SQLITE_DENY;
    }
    default:
      return SQLITE_DENY;
  }
}

int count_steps(void* context) {
  auto& left = *static_cast<std::int64_t*>(context);
  left -= steps_between_checks;
  return left <= 0 ? 1 : 0;
}

}  // namespace

Result<Done> Database::confine(Confinement rules) {
  const std::unique_lock turn(impl_->turn);
  impl_->confined.rules = std::move(rules);
  sqlite3* const connection = impl_->connection.get();
  for (const auto& [limit, value] :
       std::initializer_list<std::pair<int, int>>{{SQLITE_LIMIT_LENGTH, 64 * 1024},
                                                  {SQLITE_LIMIT_SQL_LENGTH, 64 * 1024},
                                                  {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 64},
                                                  {SQLITE_LIMIT_EXPR_DEPTH, 50},
                                                  {SQLITE_LIMIT_COMPOUND_SELECT, 10},
                                                  {SQLITE_LIMIT_VDBE_OP, 5000},
                                                  {SQLITE_LIMIT_ATTACHED, 0}})
    sqlite3_limit(connection, limit, value);
  if (sqlite3_set_authorizer(connection, allow_only_listed, &impl_->confined) != SQLITE_OK)
    return impl_->failure("rules cannot be confined");
  return Done{};
}

struct Database::Foreign::Impl {
  Prepared statement;
};
Database::Foreign::Foreign(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::Foreign::~Foreign() = default;

std::vector<std::string> Database::Foreign::columns() const {
  const int count = sqlite3_column_count(impl_->statement.get());
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    names.emplace_back(sqlite3_column_name(impl_->statement.get(), i));
  return names;
}
std::vector<std::string> Database::Foreign::parameters() const {
  std::vector<std::string> names;
  for (int i = 1; i <= sqlite3_bind_parameter_count(impl_->statement.get()); ++i) {
    const char* name = sqlite3_bind_parameter_name(impl_->statement.get(), i);
    names.emplace_back(name == nullptr ? "" : name);
  }
  return names;
}

std::int64_t Database::Foreign::take_steps() {
  return sqlite3_stmt_status(impl_->statement.get(), SQLITE_STMTSTATUS_VM_STEP, 1);
}

Result<std::unique_ptr<Database::Foreign>> Database::prepare_foreign(std::string_view sql) {
  const std::unique_lock turn(impl_->turn);
  const ForeignWork work(impl_->confined, true);
  TILLGATE_TRY(statement, impl_->prepare(sql, SQLITE_PREPARE_PERSISTENT));
  if (sqlite3_stmt_readonly(statement.get()) == 0 || sqlite3_column_count(statement.get()) == 0)
    return Failure{TILLGATE_E_STORE, "not a SELECT", ""};
  auto impl = std::make_unique<Foreign::Impl>();
  impl->statement = std::move(statement);
  return std::unique_ptr<Foreign>(new Foreign(std::move(impl)));
}

Result<Query> Database::run_foreign(Foreign& foreign, std::int64_t max_steps) {
  auto run = std::make_unique<Query::Impl>();
  run->turn = std::unique_lock(impl_->turn);
  run->database = impl_.get();
  run->statement = foreign.impl_->statement.get();
  run->limited = true;
  impl_->steps_left = max_steps;
  sqlite3_progress_handler(impl_->connection.get(), steps_between_checks, count_steps,
                           &impl_->steps_left);
  return Query(std::move(run));
}

Result<Transaction> Transaction::begin(Database& database, Durability durability) {
  Database::Impl& impl = *database.impl_;
  impl.turn.lock();
  if (impl.transaction_open) {
    impl.turn.unlock();
    return Failure{TILLGATE_E_INTERNAL, "a transaction is already open", ""};
  }
  const char* const begin = durability == Durability::durable
                                ? "PRAGMA synchronous=FULL; BEGIN IMMEDIATE"
                                : "PRAGMA synchronous=NORMAL; BEGIN IMMEDIATE";
  if (auto begun = database.execute(begin); !begun) {
    impl.turn.unlock();
    return std::move(begun).failure();
  }
  impl.transaction_open = true;
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  Database::Impl& impl = *database_->impl_;
  // After a failure SQLite may have rolled back by itself; then there is nothing left to undo.
  if (sqlite3_get_autocommit(impl.connection.get()) == 0 &&
      sqlite3_exec(impl.connection.get(), "ROLLBACK", nullptr, nullptr, nullptr) != SQLITE_OK)
    impl.unknown_outcome = true;
  impl.transaction_ended(impl.unknown_outcome ? Database::Outcome::unknown
                                              : Database::Outcome::rolled_back);
  impl.turn.unlock();
}

Result<Done> Transaction::commit() {
  if (database_ == nullptr) return Failure{TILLGATE_E_INTERNAL, "the transaction has ended", ""};
  Database::Impl& impl = *database_->impl_;
  auto committed = database_->execute("COMMIT");
  if (!committed) {
    impl.unknown_outcome = true;
    return std::move(committed).failure();
  }
  database_ = nullptr;
  impl.transaction_ended(Database::Outcome::committed);
  impl.turn.unlock();
  return Done{};
}

}  // namespace tillgate::store
