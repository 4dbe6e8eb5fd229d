#include "policies/engine/facts.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

Failure wrong(std::string what, const std::string& where) {
  return {TILLGATE_E_DOCUMENT, std::move(what), where};
}

// What is wrong with the value; empty when it was bound.
std::string_view bind(store::Query& query, const Column& column, const Json& value) {
  if (value.is_null()) {
    if (column.absence == Absence::never) return "is required";
    query.bind_null();
  } else if (column.type == Column::Type::text) {
    if (!value.is_string()) return "must be a text";
    const auto& text = value.get_ref<const std::string&>();
    if (!is_utf8(text) || text.find('\0') != std::string::npos) return "must be UTF-8 without NUL";
    if (!column.texts.empty() && !is_one_of(column.texts, text))
      return "is none of the values it may have";
    query.bind_borrowed(text);
  } else {
    if (!value.is_number_integer() ||
        (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX))
      return "must be an integer";
    const auto number = value.get<std::int64_t>();
    if (number < column.least || number > column.most) return "is out of range";
    query.bind(number);
  }
  return {};
}

}  // namespace

FactTables::FactTables(const Views& views) {
  for (const Table& table : views.tables) {
    Target target{table, {}, "INSERT INTO " + table.name + " ("};
    std::copy_if(table.columns.begin(), table.columns.end(), std::back_inserter(target.columns),
                 [](const Column& column) { return !column.generated; });
    std::sort(target.columns.begin(), target.columns.end(),
              [](const Column& a, const Column& b) { return a.name < b.name; });
    std::string places;
    for (const Column& column : target.columns) {
      if (!places.empty()) target.sql += ", ", places += ", ";
      target.sql += column.name;
      places += "?";
    }
    target.sql += ") VALUES (" + places + ")";
    targets_.push_back(std::move(target));
  }
}

// `where` of its failures is a place in the row.
Result<Done> FactTables::insert_row(store::Query& query, const Target& target, const Json& row) {
  static const Json absent;
  if (!row.is_object()) return wrong("must be an object", "");
  // Both go by name, so that one pass meets every member once.
  auto item = row.begin();
  for (const Column& column : target.columns) {
    const bool given = item != row.end() && item.key() == column.name;
    if (!given && item != row.end() && item.key() < column.name) break;
    const std::string_view problem = bind(query, column, given ? *item : absent);
    if (!problem.empty()) return wrong(std::string(problem), "/" + column.name);
    if (given) ++item;
  }
  if (item != row.end()) return wrong("no such column", "/" + printable(item.key()));
  // What SQLite still refuses is a key given twice.
  if (auto put = query.run(); !put) return wrong(std::move(put).failure().detail, "");
  return Done{};
}

Result<Done> FactTables::insert_rows(store::Database& database, const Target& target,
                                     const Json& rows) {
  const std::string table = "/" + target.table.name;
  const bool one = target.table.rows != Table::Rows::any;
  if (!one && !rows.is_array()) return wrong("must be a list", table);
  TILLGATE_TRY(query, database.query(target.sql.c_str()));
  for (std::size_t i = 0; i < (one ? 1 : rows.size()); ++i) {
    if (auto put = insert_row(query, target, one ? rows : rows[i]); !put)
      return wrong(put.failure().detail,
                   table + (one ? "" : "/" + std::to_string(i)) + put.failure().where);
    query.begin_again();
  }
  return Done{};
}

Result<Done> FactTables::insert(store::Database& database, const Json& facts) const {
  if (!facts.is_object()) return wrong("facts must be an object", "");
  std::size_t found = 0;
  for (const Target& target : targets_) {
    const auto rows = facts.find(target.table.name);
    if (rows == facts.end()) {
      if (target.table.rows == Table::Rows::one)
        return wrong("is required", "/" + target.table.name);
      continue;
    }
    ++found;
    TILLGATE_CHECK(insert_rows(database, target, *rows));
  }
  if (found != facts.size())
    for (const auto& item : facts.items())
      if (std::none_of(targets_.begin(), targets_.end(),
                       [&](const Target& t) { return t.table.name == item.key(); }))
        return wrong("no such table", "/" + printable(item.key()));
  return Done{};
}

}  // namespace tillgate::policies
