#include "mutants.hpp"

#include <map>

#include "policies/engine/sql_tokens.hpp"

namespace tillgate::test {

namespace {

using policies::Clause;
using policies::SelectScope;
using policies::SqlToken;

class Mutator {
 public:
  explicit Mutator(const policies::Rule& rule)
      : rule_(rule), tokens_(policies::sql_tokens(rule.sql, rule.sql_line)) {}

  std::vector<Mutant> run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) mutate(i);
    for (const SelectScope& scope : policies::select_scopes(tokens_)) drop_conditions(scope);
    return std::move(mutants_);
  }

 private:
  bool at(std::size_t i, std::string_view text) const {
    return i < tokens_.size() && tokens_[i].is(text);
  }

  // Tokens first to last - both included - replaced.
  void put(std::size_t first, std::size_t last, const std::string& text, std::string what) {
    const SqlToken& end = tokens_[last];
    std::string sql =
        rule_.sql.substr(0, tokens_[first].offset) + text + rule_.sql.substr(end.offset + end.size);
    mutants_.push_back({tokens_[first].line, std::move(what), std::move(sql)});
  }
  void put(std::size_t i, const std::string& text) {
    put(i, i, text, tokens_[i].text + " to " + text);
  }

  void mutate(std::size_t i) {
    const SqlToken& token = tokens_[i];
    switch (token.kind) {
      case SqlToken::Kind::number:
        if (says_nothing(i)) break;
        put(i, std::to_string(std::stoll(token.text) + 1));
        put(i, std::to_string(std::stoll(token.text) - 1));
        break;
      case SqlToken::Kind::parameter:
        put(i, "(" + token.text + " + 1)");
        put(i, "(" + token.text + " - 1)");
        break;
      case SqlToken::Kind::string:
        // A text with a point names an input; another one there is a fault that shows by itself.
        if (token.text.find('.') == std::string::npos) put(i, "'~'");
        break;
      case SqlToken::Kind::symbol:
        symbol(i);
        break;
      case SqlToken::Kind::word:
        word(i);
        break;
    }
  }

  // A number that only stands for itself: EXISTS (SELECT 1 …), ON 1 = 1.
  bool says_nothing(std::size_t i) const {
    const auto one = [this](std::size_t k) { return at(k, "1"); };
    return at(i - 1, "select") || (one(i) && at(i + 1, "=") && one(i + 2)) ||
           (i >= 2 && one(i) && at(i - 1, "=") && one(i - 2));
  }

  void symbol(std::size_t i) {
    static const std::map<std::string, std::vector<std::string>> others{
        {">", {">=", "<"}}, {">=", {">", "<"}}, {"<", {"<=", ">"}}, {"<=", {"<", ">"}},
        {"=", {"<>"}},      {"<>", {"="}},      {"+", {"-"}},       {"-", {"+"}}};
    if (const auto known = others.find(tokens_[i].text); known != others.end())
      for (const std::string& other : known->second) put(i, other);
    // A product loses a factor. count(*) has none.
    if (at(i, "*") && !at(i - 1, "(")) put(i, "+");
  }

  void word(std::size_t i) {
    static const std::map<std::string, std::string> others{
        {"sum", "max"}, {"max", "min"}, {"min", "max"}, {"or", "and"}};
    const SqlToken& token = tokens_[i];
    if (const auto known = others.find(token.text);
        known != others.end() && (token.is("or") || at(i + 1, "(")))
      put(i, known->second);
    if (token.is("and") && !between(i)) put(i, "or");
    if (token.is("exists")) {
      if (at(i - 1, "not"))
        put(i - 1, i, "EXISTS", "NOT EXISTS to EXISTS");
      else
        put(i, "NOT EXISTS");
    }
    if (token.is("is")) is(i);
    if (token.is("in")) {
      if (at(i - 1, "not"))
        put(i - 1, i, "IN", "NOT IN to IN");
      else
        put(i, "NOT IN");
    }
    if (token.is("join")) join(i);
    if (token.is("distinct")) put(i, i, "", "DISTINCT taken away");
    if (token.is("union") && !at(i + 1, "all")) put(i, "UNION ALL");
    if (token.is("coalesce") && at(i + 1, "(")) coalesce(i);
  }

  // The AND of BETWEEN a AND b.
  bool between(std::size_t i) const {
    for (std::size_t k = i; k-- > 0 && k + 8 > i;) {
      if (at(k, "between")) return true;
      if (at(k, "and") || at(k, "where") || at(k, "on")) return false;
    }
    return false;
  }

  void is(std::size_t i) {
    if (!at(i + 1, "not")) {
      put(i, "IS NOT");
      return;
    }
    put(i, i + 1, "IS", "IS NOT to IS");
    if (!at(i + 2, "null")) put(i, i + 1, "<>", "IS NOT to <>, which NULL makes untrue");
  }

  void join(std::size_t i) {
    if (at(i - 1, "left"))
      put(i - 1, i, "JOIN", "LEFT JOIN to JOIN");
    else if (!at(i - 1, "cross"))
      put(i, "LEFT JOIN");
  }

  // coalesce(x, y) to x
  void coalesce(std::size_t i) {
    const std::size_t end = policies::closing(tokens_, i + 1);
    int depth = 0;
    for (std::size_t k = i + 1; k < end; ++k) {
      if (at(k, "(")) ++depth;
      if (at(k, ")")) --depth;
      if (depth != 1 || !at(k, ",")) continue;
      const std::size_t from = tokens_[i + 2].offset, to = tokens_[k].offset;
      put(i, end, "(" + rule_.sql.substr(from, to - from) + ")", "coalesce to its first value");
      return;
    }
  }

  // Each condition that AND joins to others, or that stands alone behind WHERE, taken away.
  void drop_conditions(const SelectScope& scope) {
    const auto& parts = scope.parts;
    std::size_t k = 0;
    while (k < parts.size()) {
      const std::size_t token = parts[k].token;
      const bool opens = parts[k].depth == 0 && (at(token, "where") || at(token, "having") ||
                                                 at(token, "on") || at(token, "and"));
      if (!opens || between(token)) {
        ++k;
        continue;
      }
      const Clause clause = parts[k].clause;
      std::size_t end = k + 1;
      bool inside_between = false;
      while (end < parts.size() && parts[end].clause == clause) {
        const std::size_t next = parts[end].token;
        const bool flat = parts[end].depth == 0;
        if (at(next, "between")) inside_between = true;
        if (flat && (at(next, "left") || at(next, "join") || at(next, "cross") || at(next, ";")))
          break;
        if (flat && at(next, "and")) {
          if (!inside_between) break;
          inside_between = false;
        }
        ++end;
      }
      if (end > k + 1) {
        const std::size_t first = token + 1;
        std::size_t last = (end < parts.size() ? parts[end].token : tokens_.size()) - 1;
        if (end == parts.size()) last = last_of(first);
        const std::string text = last >= first ? text_of(first, last) : "";
        if (!text.empty() && text != "1 = 1")
          put(first, last, "1 = 1", "condition dropped: " + text);
      }
      k = end;
    }
  }

  // The last token of a condition that ends its SELECT: before what closes it.
  std::size_t last_of(std::size_t first) const {
    int depth = 0;
    for (std::size_t i = first; i < tokens_.size(); ++i) {
      if (at(i, "(")) ++depth;
      if (at(i, ")") && --depth < 0) return i - 1;
      if (depth == 0 && (at(i, ";") || at(i, "union"))) return i - 1;
    }
    return tokens_.size() - 1;
  }

  std::string text_of(std::size_t first, std::size_t last) const {
    std::string text = rule_.sql.substr(
        tokens_[first].offset, tokens_[last].offset + tokens_[last].size - tokens_[first].offset);
    for (char& c : text)
      if (c == '\n') c = ' ';
    return text;
  }

  const policies::Rule& rule_;
  const std::vector<SqlToken> tokens_;
  std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> mutants_of(const policies::Rule& rule) {
  return Mutator(rule).run();
}

}  // namespace tillgate::test
