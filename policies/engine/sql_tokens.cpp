#include "policies/engine/sql_tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

bool is_word_part(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::size_t word_end(std::string_view sql, std::size_t at) noexcept {
  while (at < sql.size() && is_word_part(sql[at])) ++at;
  return at;
}

// Behind the closing quote; a doubled quote is part of the text.
std::size_t quoted_end(std::string_view sql, std::size_t at) noexcept {
  const char quote = sql[at++];
  for (; at < sql.size(); ++at) {
    if (sql[at] != quote) continue;
    if (at + 1 < sql.size() && sql[at + 1] == quote)
      ++at;
    else
      return at + 1;
  }
  return sql.size();
}

std::size_t comment_end(std::string_view sql, std::size_t at) noexcept {
  const bool line = sql[at] == '-';
  const std::size_t end = line ? sql.find('\n', at) : sql.find("*/", at + 2);
  return end == std::string_view::npos ? sql.size() : end + (line ? 0 : 2);
}

SqlToken token_at(std::string_view sql, std::size_t at, std::size_t& end) {
  using Kind = SqlToken::Kind;
  const char c = sql[at];
  if (c == '\'' || c == '"') {
    end = quoted_end(sql, at);
    return {Kind::string, std::string(sql.substr(at + 1, end - at - 2)), 0};
  }
  if (c == ':') {
    end = word_end(sql, at + 1);
    return {Kind::parameter, std::string(sql.substr(at, end - at)), 0};
  }
  if (is_word_part(c)) {
    end = word_end(sql, at);
    return {is_digit(c) ? Kind::number : Kind::word, lower(sql.substr(at, end - at)), 0};
  }
  constexpr std::array<std::string_view, 8> pairs{"<>", "!=", "<=", ">=", "==", "||", "<<", ">>"};
  const std::string_view two = sql.substr(at, 2);
  end = at + (is_one_of(pairs, two) ? 2 : 1);
  return {Kind::symbol, std::string(sql.substr(at, end - at)), 0};
}

std::optional<Clause> clause_begun_by(const SqlToken& token) noexcept {
  constexpr std::array<std::pair<std::string_view, Clause>, 6> words{{{"from", Clause::from},
                                                                      {"where", Clause::where},
                                                                      {"group", Clause::group},
                                                                      {"having", Clause::having},
                                                                      {"order", Clause::order},
                                                                      {"limit", Clause::order}}};
  for (const auto& [word, clause] : words)
    if (token.is(word)) return clause;
  return std::nullopt;
}

}  // namespace

std::vector<SqlToken> sql_tokens(std::string_view sql, int first_line) {
  std::vector<SqlToken> tokens;
  int line = first_line;
  std::size_t at = 0;
  while (at < sql.size()) {
    std::size_t end = at + 1;
    const std::string_view two = sql.substr(at, 2);
    if (two == "--" || two == "/*") {
      end = comment_end(sql, at);
    } else if (sql[at] != ' ' && sql[at] != '\t' && sql[at] != '\r' && sql[at] != '\n') {
      tokens.push_back(token_at(sql, at, end));
      tokens.back().line = line;
      tokens.back().offset = at;
      tokens.back().size = end - at;
    }
    line += static_cast<int>(std::count(sql.begin() + static_cast<std::ptrdiff_t>(at),
                                        sql.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    at = end;
  }
  return tokens;
}

std::vector<SelectScope> select_scopes(const std::vector<SqlToken>& tokens) {
  struct Open {
    std::optional<std::size_t> scope;  // of the SELECT in this parenthesis, if it has one
    Clause clause = Clause::with;
    int depth = 0;
  };
  std::vector<SelectScope> selects;
  std::vector<Open> open{Open{}};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const SqlToken& token = tokens[i];
    Open& here = open.back();
    if (token.is("select")) {
      here.scope = selects.size();
      here.clause = Clause::select;
      here.depth = 0;
      selects.push_back({open.size() == 1, {}});
    } else if (const auto clause = clause_begun_by(token);
               clause && here.scope && here.depth == 0) {
      here.clause = *clause;
    }
    if (here.scope) selects[*here.scope].parts.push_back({i, here.clause, here.depth});
    if (token.is("(")) {
      const bool subquery =
          i + 1 < tokens.size() && (tokens[i + 1].is("select") || tokens[i + 1].is("with"));
      if (subquery || !here.scope)
        open.push_back(Open{});
      else
        ++here.depth;
    } else if (token.is(")")) {
      if (here.depth > 0)
        --here.depth;
      else if (open.size() > 1)
        open.pop_back();
    }
  }
  return selects;
}

std::size_t closing(const std::vector<SqlToken>& tokens, std::size_t open) noexcept {
  int depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (tokens[i].is("(")) ++depth;
    if (tokens[i].is(")") && --depth == 0) return i;
  }
  return tokens.size();
}

}  // namespace tillgate::policies
