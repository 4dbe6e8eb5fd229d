#include "policies/engine/portable.hpp"

#include "policies/engine/facts.hpp"
#include "policies/engine/sql_tokens.hpp"
#include "policies/engine/words.hpp"
#include "store/database.hpp"

namespace tillgate::policies {

namespace {

// What stands in the place of tokens i and, for IS NOT, i + 1.
struct Replacement {
  std::size_t tokens = 0;  // none: the token stays as it is
  std::string text;
};

Replacement replacement_at(const std::vector<SqlToken>& tokens, std::size_t i,
                           const ParameterValues& values) {
  if (tokens[i].kind == SqlToken::Kind::parameter) {
    const auto value = values.find(tokens[i].text.substr(1));
    return {1, "(" + std::to_string(value == values.end() ? 0 : value->second) + ")"};
  }
  if (!tokens[i].is("is")) return {};
  const bool negated = i + 1 < tokens.size() && tokens[i + 1].is("not");
  const std::size_t object = negated ? i + 2 : i + 1;
  if (object >= tokens.size() || tokens[object].is("null") || tokens[object].is("distinct"))
    return {};
  return {negated ? std::size_t{2} : 1, negated ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM"};
}

Json value_in_row(const store::Query& row, int column) {
  switch (row.type(column)) {
    case store::Query::Type::integer:
      return row.integer(column);
    case store::Query::Type::null:
      return {};
    default:
      return row.text(column);
  }
}

}  // namespace

std::string portable_select(const Rule& rule, const ParameterValues& values) {
  const std::vector<SqlToken> tokens = sql_tokens(rule.sql, 1);
  std::string out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].is(";")) break;
    if (!out.empty()) out += ' ';
    const Replacement other = replacement_at(tokens, i, values);
    // A qualified name stays in one piece, so that it reads as it was written.
    const bool after_dot = i > 0 && (tokens[i - 1].is(".") || tokens[i].is("."));
    if (after_dot && !out.empty()) out.pop_back();
    if (other.tokens == 0) {
      out += rule.sql.substr(tokens[i].offset, tokens[i].size);
    } else {
      out += other.text;
      i += other.tokens - 1;
    }
  }
  return out;
}

std::string portable_schema(const Views& views) {
  std::string sql;
  for (const Table& table : views.tables) {
    std::string columns;
    for (const Column& column : table.columns)
      columns += (columns.empty() ? "" : ", ") + column.name +
                 (column.type == Column::Type::integer ? " BIGINT" : " TEXT") +
                 (column.absence == Absence::never ? " NOT NULL" : "");
    sql += "CREATE TABLE " + table.name + " (" + columns + ");\n";
  }
  return sql;
}

struct FactRows::Impl {
  std::unique_ptr<store::Database> database;
  FactTables tables;
  std::vector<std::pair<std::string, std::string>> selects;  // table and its SELECT, kept in place
};

Result<FactRows> FactRows::create() {
  TILLGATE_TRY(views, read_views());
  TILLGATE_TRY(database, store::Database::open_in_memory());
  TILLGATE_CHECK(database->execute(std::string(Views::schema_sql())));
  FactRows rows;
  rows.impl_ = std::shared_ptr<Impl>(new Impl{std::move(database), FactTables(views), {}});
  rows.impl_->selects.reserve(views.tables.size());
  for (const Table& table : views.tables)
    rows.impl_->selects.emplace_back(table.name, "SELECT * FROM " + table.name);
  return rows;
}

Result<Json> FactRows::rows(const Json& facts) {
  // Rolled back at the end.
  const auto transaction = store::Transaction::begin(*impl_->database, store::Durability::relaxed);
  if (!transaction) return transaction.failure();
  TILLGATE_CHECK(impl_->tables.insert(*impl_->database, facts));
  Json all = Json::object();
  for (const auto& [table, select] : impl_->selects) {
    Json rows = Json::array();
    TILLGATE_TRY(query, impl_->database->query(select.c_str()));
    while (true) {
      TILLGATE_TRY(found, query.step());
      if (!found) break;
      Json row = Json::object();
      for (int i = 0; i < query.column_count(); ++i)
        row[query.column_name(i)] = value_in_row(query, i);
      rows.push_back(std::move(row));
    }
    all[table] = std::move(rows);
  }
  return all;
}

}  // namespace tillgate::policies
