#include "platform/statement_file.hpp"

#include <functional>

namespace tillgate::platform {

namespace {

using Columns = std::vector<std::string>;

Failure unreadable(std::size_t line) {
  return {TILLGATE_E_PLATFORM, "a line of the statement cannot be read",
          "line " + std::to_string(line)};
}

Columns columns_of(std::string_view line) {
  const char separator = line.find('\t') == std::string_view::npos ? ',' : '\t';
  Columns columns;
  while (true) {
    const std::size_t end = std::min(line.find(separator), line.size());
    std::string column(line.substr(0, end));
    columns.push_back(column == "null" ? "" : std::move(column));
    if (end == line.size()) return columns;
    line.remove_prefix(end + 1);
  }
}

// Calls `take` with each line that is not empty; a false answer is a line that cannot be read.
Result<Done> each_line(std::string_view text, const std::function<bool(const Columns&)>& take) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (!take(columns_of(line))) return unreadable(number);
  }
  return Done{};
}

bool read_fen(const std::string& text, Fen& fen) {
  const auto read = scaled_integer(text, 2);
  if (!read) return false;
  fen = *read;
  return true;
}

bool read_optional_fen(const std::string& text, std::optional<Fen>& fen) {
  if (text.empty()) return true;
  Fen read = 0;
  if (!read_fen(text, read)) return false;
  fen = read;
  return true;
}

bool is_zero(const std::string& code) {
  return !code.empty() && code.find_first_not_of('0') == std::string::npos;
}

}  // namespace

std::string write_statement(const std::vector<StatementRow>& rows) {
  std::string text;
  for (const StatementRow& row : rows) {
    for (const std::string& column :
         {row.settlement_id, row.visit_id, row.person_number, decimal_text(row.total_fen, 2),
          decimal_text(row.fund_fen, 2), decimal_text(row.account_fen, 2)})
      text += (column.empty() ? "null" : column) + '\t';
    text += row.refund ? "1\n" : "0\n";
  }
  return text;
}

Result<std::vector<StatementRow>> read_statement(std::string_view text) {
  std::vector<StatementRow> rows;
  TILLGATE_CHECK(each_line(text, [&](const Columns& c) {
    constexpr std::size_t columns = 7;
    if (c.size() < columns || c[0].empty()) return false;
    StatementRow row{c[0], c[1], c[2], 0, 0, 0, c[6] == "1"};
    if (!read_fen(c[3], row.total_fen) || !read_fen(c[4], row.fund_fen) ||
        !read_fen(c[5], row.account_fen))
      return false;
    rows.push_back(std::move(row));
    return true;
  }));
  return rows;
}

Result<std::vector<StatementResult>> read_statement_result(std::string_view text) {
  std::vector<StatementResult> rows;
  TILLGATE_CHECK(each_line(text, [&](const Columns& c) {
    constexpr std::size_t columns = 10;
    if (c.size() < columns || c[4].empty()) return false;
    StatementResult row;
    row.visit_id = c[1];
    row.settlement_id = c[2];
    row.message_id = c[3];
    row.code = c[4];
    row.balanced = is_zero(c[4]);
    row.refund = c[5] == "1";
    row.memo = c[6];
    if (!read_optional_fen(c[7], row.total_fen) || !read_optional_fen(c[8], row.fund_fen) ||
        !read_optional_fen(c[9], row.account_fen))
      return false;
    rows.push_back(std::move(row));
    return true;
  }));
  return rows;
}

}  // namespace tillgate::platform
