#include "store/database.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "support/folder.hpp"

using namespace tillgate;
using store::Database;
using store::Durability;
using store::Transaction;

namespace {

std::int64_t count_meta(Database& database) {
  auto query = database.query("SELECT count(*) FROM meta");
  REQUIRE(query.ok());
  REQUIRE(query->step().value());
  return query->integer(0);
}

Result<Done> put(Database& database, const std::string& name) {
  TILLGATE_TRY(query, database.query("INSERT INTO meta (name, value) VALUES (?, 'x')"));
  return query.bind(name).run();
}

}  // namespace

TEST_CASE("a new database gets the newest schema, and opening it again changes nothing") {
  const test::TemporaryFolder folder;
  for (int round = 0; round < 2; ++round) {
    auto database = Database::open(folder / "till.db");
    REQUIRE(database.ok());
    auto version = (*database)->query("PRAGMA user_version");
    REQUIRE(version->step().value());
    CHECK(version->integer(0) >= 1);
  }
}

TEST_CASE("a database opened here is locked for everybody else, in this process too") {
  const test::TemporaryFolder folder;
  auto first = Database::open(folder / "till.db");
  REQUIRE(first.ok());
  CHECK(Database::open(folder / "till.db").failure().status == TILLGATE_E_LOCKED);
  first->reset();
  CHECK(Database::open(folder / "till.db").ok());
}

TEST_CASE("a file that is no database, or another program's, is refused and left as it is") {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "text.db") << std::string(8192, 'x');
  CHECK(Database::open(folder / "text.db").failure().status == TILLGATE_E_STORE);
  {
    auto foreign = Database::open(folder / "foreign.db");
    REQUIRE(foreign.ok());
    REQUIRE((*foreign)->execute("PRAGMA application_id = 77").ok());
  }
  CHECK(Database::open(folder / "foreign.db").failure().detail.find("another program") !=
        std::string::npos);
}

TEST_CASE("a database written by a newer version is refused") {
  const test::TemporaryFolder folder;
  {
    auto database = Database::open(folder / "till.db");
    REQUIRE((*database)->execute("PRAGMA user_version = 9999").ok());
  }
  CHECK(Database::open(folder / "till.db").failure().where == "schema 9999");
}

TEST_CASE("what a transaction did not commit never happened") {
  const test::TemporaryFolder folder;
  {
    auto database = Database::open(folder / "till.db");
    {
      auto transaction = Transaction::begin(**database);
      REQUIRE(put(**database, "lost").ok());
    }
    CHECK(count_meta(**database) == 0);
    {
      auto transaction = Transaction::begin(**database);
      REQUIRE(put(**database, "kept").ok());
      REQUIRE(transaction->commit().ok());
      CHECK_FALSE(transaction->commit().ok());
    }
  }
  auto again = Database::open(folder / "till.db");
  CHECK(count_meta(**again) == 1);
}

TEST_CASE("a relaxed transaction survives the end of the process like any other") {
  const test::TemporaryFolder folder;
  {
    auto database = Database::open(folder / "till.db");
    auto transaction = Transaction::begin(**database, Durability::relaxed);
    REQUIRE(put(**database, "note").ok());
    REQUIRE(transaction->commit().ok());
  }
  auto again = Database::open(folder / "till.db");
  CHECK(count_meta(**again) == 1);
}

TEST_CASE("transactions do not nest, and a failed statement does not end one") {
  const test::TemporaryFolder folder;
  auto database = Database::open(folder / "till.db");
  auto transaction = Transaction::begin(**database);
  REQUIRE(transaction.ok());
  CHECK_FALSE(Transaction::begin(**database).ok());
  REQUIRE(put(**database, "a").ok());
  CHECK_FALSE(put(**database, "a").ok());
  REQUIRE(transaction->commit().ok());
  CHECK(count_meta(**database) == 1);
}

TEST_CASE("values come back as they were bound, empty ones and NULL included") {
  auto database = Database::open_in_memory();
  REQUIRE((*database)->execute("CREATE TABLE t (i INTEGER, s TEXT, b BLOB, n TEXT) STRICT").ok());
  const Bytes blob{0, 1, 255};
  {
    auto insert = (*database)->query("INSERT INTO t VALUES (?, ?, ?, ?)");
    insert->bind(std::int64_t{-5}).bind(std::string_view("追\0x", 5)).bind(ByteView(blob));
    REQUIRE(insert->bind(std::optional<std::string_view>()).run().ok());
  }
  {
    auto insert = (*database)->query("INSERT INTO t VALUES (?, ?, ?, 'x')");
    REQUIRE(insert->bind(std::int64_t{0}).bind("").bind(ByteView()).run().ok());
  }
  auto rows = (*database)->query("SELECT i, s, b, n FROM t ORDER BY i");
  REQUIRE(rows->step().value());
  CHECK(rows->integer(0) == -5);
  CHECK(rows->text(1) == std::string("追\0x", 5));
  CHECK(rows->blob(2) == blob);
  CHECK(rows->is_null(3));
  CHECK_FALSE(rows->optional_text(3).has_value());
  REQUIRE(rows->step().value());
  CHECK_FALSE(rows->is_null(1));
  CHECK(rows->blob(2).empty());
  CHECK(rows->optional_text(3) == "x");
  CHECK_FALSE(rows->step().value());
}

TEST_CASE("a statement cannot be run inside its own rows") {
  auto database = Database::open_in_memory();
  REQUIRE((*database)
              ->execute("CREATE TABLE t (i INTEGER) STRICT; INSERT INTO t VALUES (1), (2)")
              .ok());
  static const char* const sql = "SELECT i FROM t";
  auto outer = (*database)->query(sql);
  REQUIRE(outer->step().value());
  CHECK_FALSE((*database)->query(sql).ok());
}

TEST_CASE("a second thread waits until the first one's transaction is over") {
  const test::TemporaryFolder folder;
  auto database = Database::open(folder / "till.db");
  auto transaction = Transaction::begin(**database);
  std::int64_t seen = -1;
  std::thread other([&] { seen = count_meta(**database); });
  REQUIRE(put(**database, "a").ok());
  REQUIRE(put(**database, "b").ok());
  REQUIRE(transaction->commit().ok());
  other.join();
  CHECK(seen == 2);
}

TEST_CASE("a misspelt column in double quotes is an error, not a text") {
  auto database = Database::open_in_memory();
  CHECK_FALSE((*database)->execute("CREATE TABLE t (a TEXT); SELECT \"b\" FROM t").ok());
}
