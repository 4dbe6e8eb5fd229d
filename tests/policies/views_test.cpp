#include "policies/engine/views.hpp"

#include <catch2/catch.hpp>

#include "store/database.hpp"

using namespace tillgate;
using namespace tillgate::policies;

TEST_CASE("the views are those SQLite makes of the same text, column by column") {
  const Views views = read_views().value();
  auto database = store::Database::open_in_memory();
  REQUIRE((*database)->execute(std::string(Views::schema_sql())).ok());
  std::vector<std::string> described, made;
  for (const Table& table : views.tables)
    for (const Column& column : table.columns)
      described.push_back(
          table.name + "." + column.name +
          (column.type == Column::Type::text ? " TEXT" : " INTEGER") +
          (column.absence == Absence::never && !column.generated ? " NOT NULL" : "") +
          (column.generated ? " GENERATED" : ""));
  auto query = (*database)->query(
      "SELECT t.name || '.' || c.name || ' ' || c.type || CASE WHEN c.\"notnull\" = 1 THEN ' NOT "
      "NULL' ELSE '' END ||"
      " CASE WHEN c.hidden > 1 THEN ' GENERATED' ELSE '' END"
      " FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c WHERE t.type = 'table' ORDER BY "
      "t.rowid, c.cid");
  REQUIRE(query.ok());
  while (query->step().value()) made.push_back(query->text(0));
  CHECK(described == made);
}

TEST_CASE("a column says what NULL in it means, and its name for the cashier") {
  const Views views = read_views().value();
  CHECK(views.column("person.sex")->absence == Absence::unknown);
  CHECK(views.column("person.sex")->label_zh == "性别");
  CHECK(views.column("person.sex")->texts == std::vector<std::string>{"F", "M"});
  CHECK(views.column("line.limit_sex")->absence == Absence::none);
  CHECK(views.column("line.line")->absence == Absence::never);
  CHECK(views.column("line.line")->most == 9999);
  CHECK(views.column("line.amount_fen")->generated);
  CHECK(views.column("line.nothing") == nullptr);
  CHECK(views.column("line") == nullptr);
  CHECK(views.find("sale")->rows == Table::Rows::one);
  CHECK(views.find("person")->rows == Table::Rows::at_most_one);
  CHECK(views.find("line")->rows == Table::Rows::any);
}

TEST_CASE("the guards are the outputs of their statement, in its order") {
  const Views views = read_views().value();
  auto database = store::Database::open_in_memory();
  REQUIRE((*database)->execute(std::string(Views::schema_sql())).ok());
  static const std::string sql(Views::guards_sql());
  auto query = (*database)->query(sql.c_str());
  REQUIRE(query.ok());
  std::vector<std::string> outputs;
  for (int i = 0; i < query->column_count(); ++i) outputs.push_back(query->column_name(i));
  CHECK(views.guards == outputs);
  CHECK(views.has_guard("sale"));
  CHECK_FALSE(views.has_guard("sal"));
}
