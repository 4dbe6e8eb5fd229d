#include <catch2/catch.hpp>

#include "store/database.hpp"

using namespace tillgate;
using store::Database;

namespace {

std::unique_ptr<Database> confined() {
  auto database = Database::open_in_memory();
  REQUIRE(database.ok());
  REQUIRE(
      (*database)
          ->execute(
              "CREATE TABLE line (n INTEGER, sku TEXT) STRICT; CREATE TABLE secret (k TEXT) STRICT;"
              "INSERT INTO line VALUES (1, 'a'), (2, 'b'), (3, 'c')")
          .ok());
  store::Confinement rules;
  rules.may_read = [](std::string_view table, std::string_view) { return table == "line"; };
  rules.may_call = [](std::string_view function) {
    return function == "sum" || function == "coalesce";
  };
  REQUIRE((*database)->confine(rules).ok());
  return std::move(*database);
}

}  // namespace

TEST_CASE("a confined statement reads what it may and says its columns and parameters") {
  auto database = confined();
  auto statement = database->prepare_foreign("SELECT n AS line, sku FROM line WHERE n > :least");
  REQUIRE(statement.ok());
  CHECK((*statement)->columns() == std::vector<std::string>{"line", "sku"});
  CHECK((*statement)->parameters() == std::vector<std::string>{":least"});
  auto run = database->run_foreign(**statement, 10'000);
  REQUIRE(run->bind_named(":least", std::int64_t{2}));
  REQUIRE(run->step().value());
  CHECK(run->integer(0) == 3);
  CHECK_FALSE(run->step().value());
}

TEST_CASE(
    "our own statements go on working in a confined database, those prepared before and those "
    "after") {
  auto database = confined();
  constexpr const char* insert = "INSERT INTO line VALUES (4, 'd')";
  REQUIRE(database->query(insert)->run().ok());
  auto statement = database->prepare_foreign("SELECT coalesce(sum(n), 0) AS total FROM line");
  REQUIRE(statement.ok());
  // A change of the schema makes SQLite prepare both anew, each under its own rules.
  REQUIRE(database->execute("CREATE TABLE later (a INTEGER) STRICT").ok());
  REQUIRE(database->query(insert)->run().ok());
  auto run = database->run_foreign(**statement, 10'000);
  REQUIRE(run->step().value());
  CHECK(run->integer(0) == 14);
}

TEST_CASE("everything else is refused when it is prepared") {
  auto database = confined();
  for (const char* sql :
       {"SELECT k FROM secret", "SELECT name FROM sqlite_schema", "DELETE FROM line",
        "SELECT random() FROM line", "SELECT date('now') FROM line",
        "SELECT printf('%d', n) FROM line", "PRAGMA user_version", "ATTACH ':memory:' AS x",
        "CREATE TABLE t (a)", "SELECT n FROM line; SELECT n FROM line", "",
        "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT i FROM r",
        "SELECT \"typo\" FROM line"}) {
    INFO(sql);
    CHECK_FALSE(database->prepare_foreign(sql).ok());
  }
}

TEST_CASE("a statement that runs too long stops with a limit, and the next one runs") {
  auto database = confined();
  auto slow = database->prepare_foreign(
      "SELECT sum(a.n) FROM line a JOIN line b JOIN line c JOIN line d JOIN line e JOIN line f "
      "JOIN line g JOIN line h");
  REQUIRE(slow.ok());
  {
    auto run = database->run_foreign(**slow, 1'000);
    CHECK(run->step().failure().status == TILLGATE_E_LIMIT);
  }
  auto run = database->run_foreign(**slow, 10'000'000);
  CHECK(run->step().value());
}
