// SQL text as tokens, and its SELECTs as scopes: enough to see how a rule is written. SQLite alone
// decides whether it is SQL.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tillgate::policies {

struct SqlToken {
  enum class Kind { word, number, string, parameter, symbol };
  Kind kind = Kind::symbol;
  std::string text;  // words in lower case, strings without their quotes
  int line = 1;
  std::size_t offset = 0, size = 0;  // where it stands in the text, quotes included

  bool is(std::string_view wanted) const noexcept { return kind != Kind::string && text == wanted; }
};

// Comments and blanks are left out.
std::vector<SqlToken> sql_tokens(std::string_view sql, int first_line);

enum class Clause { with, select, from, where, group, having, order };

// One SELECT with the tokens that are directly its own: not those of a SELECT inside parentheses.
struct SelectScope {
  struct Part {
    std::size_t token;  // index into the tokens of the statement
    Clause clause;
    int depth;  // parentheses opened inside this SELECT
  };
  bool outermost = false;
  std::vector<Part> parts;
};

// Every SELECT of the statement; the two sides of a UNION are two.
std::vector<SelectScope> select_scopes(const std::vector<SqlToken>& tokens);

// Index of the token that closes the parenthesis opened at `open`; the number of tokens when
// nothing does.
std::size_t closing(const std::vector<SqlToken>& tokens, std::size_t open) noexcept;

}  // namespace tillgate::policies
