// What rules may read: the tables of views.sql and the guards of guards.sql, as their comments
// describe them. Both files are compiled in and are the one home of names, types and meanings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tillgate::policies {

// What NULL in a column says.
enum class Absence {
  never,    // NOT NULL
  none,     // there is no such thing
  unknown,  // there is, but nobody told it; a missing input never passes
};

struct Column {
  enum class Type { integer, text };
  std::string name;
  Type type = Type::integer;
  Absence absence = Absence::never;
  bool generated = false;  // computed here, not part of the facts
  std::string label_zh;    // for texts the cashier reads
  // What its CHECK allows: one of these texts, or a number of this range, both ends included.
  std::vector<std::string> texts;
  std::int64_t least = INT64_MIN, most = INT64_MAX;
};

struct Table {
  enum class Rows { one, at_most_one, any };
  std::string name;
  Rows rows = Rows::any;
  std::vector<Column> columns;

  const Column* find(std::string_view column) const noexcept;
};

struct Views {
  std::vector<Table> tables;
  std::vector<std::string> guards;

  const Table* find(std::string_view table) const noexcept;
  // "table.column"; a null pointer when there is no such column.
  const Column* column(std::string_view qualified) const noexcept;
  bool has_guard(std::string_view name) const noexcept;

  // The statements behind them.
  static std::string_view schema_sql() noexcept;
  static std::string_view guards_sql() noexcept;
};

// Reads the two files' comments. A column without its description is a failure.
Result<Views> read_views();

}  // namespace tillgate::policies
