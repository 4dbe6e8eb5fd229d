// Grammar read here, a line at a time:
//
//   table  := "-- " name " " 中文 ", rows " ("1" | "0..1" | "n") "; " text LF "CREATE TABLE " name
//   " (" LF column+ ")…" column := "  " name " " ("INTEGER" | "TEXT") … "-- " 中文 [" " text] [";
//   NULL: " ("none" | "unknown") …] guard  := … " AS " name [","] "  -- " text
#include "policies/engine/views.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

#include "base/embedded.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::embedded {
extern const std::span<const File> policy_views;
}

namespace tillgate::policies {

namespace {

std::string_view embedded_file(std::string_view name) noexcept {
  for (const embedded::File& file : embedded::policy_views)
    if (file.name == name) return file.content;
  return {};
}

bool contains(std::string_view text, std::string_view part) noexcept {
  return text.find(part) != std::string_view::npos;
}

// The word at the front, which is taken off.
std::string_view take_word(std::string_view& text) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(" ;,"));
  text.remove_prefix(word.size());
  return word;
}

Failure undocumented(std::string_view what) {
  return {TILLGATE_E_INTERNAL, "view is not described as agreed", std::string(what)};
}

Result<Table::Rows> rows_in(std::string_view comment) {
  if (contains(comment, ", rows 1;")) return Table::Rows::one;
  if (contains(comment, ", rows 0..1;")) return Table::Rows::at_most_one;
  if (contains(comment, ", rows n;")) return Table::Rows::any;
  return undocumented(comment);
}

std::string_view between(std::string_view text, std::string_view before,
                         std::string_view after) noexcept {
  const std::size_t from = text.find(before);
  if (from == std::string_view::npos) return {};
  text.remove_prefix(from + before.size());
  return text.substr(0, text.find(after));
}

std::optional<std::int64_t> number_in(std::string_view text) noexcept {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// What the CHECK in a column's definition allows. False: it is written in another way.
bool take_check(std::string_view definition, Column& column) {
  if (!contains(definition, "CHECK (")) return true;
  const std::string_view listed = between(definition, " IN (", "))");
  if (column.type == Column::Type::text) {
    for (const std::string_view item : list_of(listed))
      column.texts.emplace_back(item.substr(1, item.size() - 2));  // without its quotes
    return !column.texts.empty();
  }
  const auto least = listed == "0, 1" ? 0 : number_in(between(definition, " BETWEEN ", " AND "));
  const auto most = listed == "0, 1" ? 1 : number_in(between(definition, " AND ", ")"));
  column.least = least.value_or(INT64_MIN);
  column.most = most.value_or(INT64_MAX);
  return least && most;
}

Result<Column> column_in(std::string_view line) {
  const std::size_t dashes = line.rfind("-- ");
  if (dashes == std::string_view::npos) return undocumented(line);
  std::string_view definition = line.substr(0, dashes);
  std::string_view comment = line.substr(dashes + 3);
  const bool none = contains(comment, "NULL: none");
  const bool unknown = contains(comment, "NULL: unknown");

  Column column;
  column.name = take_word(definition);
  const std::string_view type = take_word(definition);
  column.label_zh = take_word(comment);
  column.generated = contains(definition, " GENERATED ");
  const bool nullable = !contains(definition, " NOT NULL") && !column.generated;
  if ((type != "INTEGER" && type != "TEXT") || column.label_zh.empty() ||
      nullable != (none != unknown))
    return undocumented(line);
  column.type = type == "TEXT" ? Column::Type::text : Column::Type::integer;
  if (!take_check(definition, column)) return undocumented(line);
  if (nullable) column.absence = none ? Absence::none : Absence::unknown;
  return column;
}

}  // namespace

const Column* Table::find(std::string_view column) const noexcept {
  const auto at = std::find_if(columns.begin(), columns.end(),
                               [&](const Column& c) { return c.name == column; });
  return at == columns.end() ? nullptr : &*at;
}

const Table* Views::find(std::string_view table) const noexcept {
  const auto at =
      std::find_if(tables.begin(), tables.end(), [&](const Table& t) { return t.name == table; });
  return at == tables.end() ? nullptr : &*at;
}

const Column* Views::column(std::string_view qualified) const noexcept {
  const std::size_t dot = qualified.find('.');
  if (dot == std::string_view::npos) return nullptr;
  const Table* const table = find(qualified.substr(0, dot));
  return table == nullptr ? nullptr : table->find(qualified.substr(dot + 1));
}

bool Views::has_guard(std::string_view name) const noexcept {
  return is_one_of(guards, name);
}

std::string_view Views::schema_sql() noexcept {
  return embedded_file("views.sql");
}
std::string_view Views::guards_sql() noexcept {
  return embedded_file("guards.sql");
}

Result<Views> read_views() {
  Views views;
  std::string_view comment;
  bool inside = false;
  for (std::string_view line : lines_of(Views::schema_sql())) {
    if (inside && line.starts_with(")")) {
      inside = false;
    } else if (inside) {
      TILLGATE_TRY(column, column_in(line));
      views.tables.back().columns.push_back(std::move(column));
    } else if (line.starts_with("CREATE TABLE ")) {
      TILLGATE_TRY(rows, rows_in(comment));
      line.remove_prefix(13);
      views.tables.push_back({std::string(take_word(line)), rows, {}});
      inside = true;
    } else {
      comment = line;
    }
  }
  for (const std::string_view line : lines_of(Views::guards_sql())) {
    const std::size_t as = line.find(" AS ");
    if (as == std::string_view::npos) continue;
    std::string_view rest = line.substr(as + 4);
    views.guards.emplace_back(take_word(rest));
    if (!contains(rest, "-- ")) return undocumented(line);
  }
  return views;
}

}  // namespace tillgate::policies
