#include "policies/engine/sql_style.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "policies/engine/sql_tokens.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

// Words that never are a column or an alias.
constexpr std::array<std::string_view, 36> keywords{
    "and",   "as",     "between", "by",    "case",  "cross",  "desc", "distinct", "else",
    "end",   "except", "exists",  "from",  "group", "having", "in",   "inner",    "intersect",
    "is",    "join",   "left",    "limit", "not",   "null",   "on",   "or",       "order",
    "outer", "select", "then",    "union", "all",   "using",  "when", "where",    "with"};
constexpr std::array<std::string_view, 4> aggregates{"count", "sum", "min", "max"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> never{{
    {"/", "integer division drops what is left over: compare products instead"},
    {"%", "the rest of a division by zero is NULL here and an error elsewhere: compare products"},
    {"limit", "LIMIT hides findings: a rule returns all of them"},
    {"offset", "OFFSET hides findings: a rule returns all of them"},
    {"==", "== is SQLite only: write ="},
    {"!=", "write <>"},
    {"isnull", "write IS NULL"},
    {"notnull", "write IS NOT NULL"},
    {"natural", "name the joined columns with ON"},
    {"over", "window functions are not portable here: group in a subquery"},
}};

class StyleCheck {
 public:
  StyleCheck(const Rule& rule, const Views& views, Problems& problems)
      : rule_(rule),
        views_(views),
        problems_(problems),
        tokens_(sql_tokens(rule.sql, rule.sql_line)),
        scopes_(select_scopes(tokens_)) {}

  void run() {
    for (const SelectScope& scope : scopes_) collect_aliases(scope);
    for (std::size_t i = 0; i < tokens_.size(); ++i) check_token(i);
    for (const SelectScope& scope : scopes_) {
      check_output_star(scope);
      check_from(scope);
      check_aggregates(scope);
      check_grouped_outputs(scope);
      check_output_names(scope);
    }
  }

 private:
  void complain(std::size_t token, std::string what) {
    problems_.push_back({rule_.file, tokens_[token].line, std::move(what)});
  }

  bool at(std::size_t i, std::string_view text) const {
    return i < tokens_.size() && tokens_[i].is(text);
  }
  bool is_identifier(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == SqlToken::Kind::word &&
           !is_one_of(keywords, tokens_[i].text);
  }
  bool is_call(std::size_t i) const { return is_identifier(i) && at(i + 1, "("); }

  // FROM line l, JOIN code AS c: what a qualifier stands for.
  void collect_aliases(const SelectScope& scope) {
    for (const auto& [i, clause, depth] : scope.parts) {
      if (clause != Clause::from || depth != 0 || !(at(i, "from") || at(i, "join")) ||
          !is_identifier(i + 1))
        continue;
      const std::size_t alias = at(i + 2, "as") ? i + 3 : i + 2;
      aliases_[is_identifier(alias) ? tokens_[alias].text : tokens_[i + 1].text].insert(
          tokens_[i + 1].text);
    }
  }

  bool nullable_in(const std::string& alias, const std::string& column) const {
    const auto tables = aliases_.find(alias);
    return tables != aliases_.end() &&
           std::any_of(tables->second.begin(), tables->second.end(), [&](const std::string& name) {
             const Column* const found = views_.column(name + "." + column);
             return found != nullptr && found->absence != Absence::never;
           });
  }
  // A column that may be NULL, whose name ends (or, of an unqualified one, stands) at token i.
  bool nullable(std::size_t i) const {
    if (!is_identifier(i) || is_call(i)) return false;
    const std::string& column = tokens_[i].text;
    if (i >= 2 && at(i - 1, ".")) return nullable_in(tokens_[i - 2].text, column);
    return std::any_of(aliases_.begin(), aliases_.end(),
                       [&](const auto& alias) { return nullable_in(alias.first, column); });
  }
  std::size_t end_of_name(std::size_t i) const { return at(i + 1, ".") ? i + 2 : i; }

  void check_token(std::size_t i) {
    for (const auto& [text, advice] : never)
      if (at(i, text)) complain(i, std::string(advice));
    if (at(i, "<>") && i > 0 && (nullable(i - 1) || nullable(end_of_name(i + 1))))
      complain(i, "<> is not true for NULL: write IS NOT");
    if (at(i, "not") && at(i + 1, "in") && at(i + 3, "select"))
      complain(i,
               "NOT IN (SELECT …) is never true once a NULL is among the rows: write NOT EXISTS");
    else if (at(i, "not") && at(i + 1, "in") && i > 0 && nullable(i - 1))
      complain(i, "NOT IN is not true for NULL: say what NULL means first");
    if (at(i, "substr") && at(i + 1, "(")) check_substr(i);
  }

  void check_substr(std::size_t i) {
    int depth = 0;
    const std::size_t end = closing(tokens_, i + 1);
    for (std::size_t k = i + 1; k < end; ++k) {
      if (at(k, "(")) ++depth;
      if (at(k, ")")) --depth;
      if (depth == 1 && at(k, ",") && at(k + 1, "-"))
        complain(k, "a negative position of substr counts from the end in SQLite only");
    }
  }

  void check_output_star(const SelectScope& scope) {
    for (const auto& [i, clause, depth] : scope.parts)
      if (clause == Clause::select && depth == 0 && at(i, "*") && i > 0 &&
          (at(i - 1, "select") || at(i - 1, "distinct") || at(i - 1, ",") || at(i - 1, ".")))
        complain(i, "name the output columns instead of *");
  }

  void check_from(const SelectScope& scope) {
    const auto& parts = scope.parts;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const auto& [i, clause, depth] = parts[k];
      if (clause != Clause::from || depth != 0) continue;
      if (at(i, ",")) complain(i, "no comma in FROM: write JOIN … ON or CROSS JOIN");
      if (at(i, "(") && at(i + 1, "select") &&
          !(k + 1 < parts.size() &&
            (is_identifier(parts[k + 1].token) || at(parts[k + 1].token, "as"))))
        complain(i, "give the subquery in FROM a name");
      if (at(i, "join") && !at(i - 1, "cross") && !has_condition(parts, k + 1))
        complain(i, "JOIN without ON: write CROSS JOIN or say ON what");
    }
  }

  bool has_condition(const std::vector<SelectScope::Part>& parts, std::size_t from) const {
    for (std::size_t k = from; k < parts.size() && parts[k].clause == Clause::from; ++k) {
      if (at(parts[k].token, "on") || at(parts[k].token, "using")) return true;
      if (at(parts[k].token, "join")) return false;
    }
    return false;
  }

  bool has(const SelectScope& scope, Clause clause) const {
    return std::any_of(scope.parts.begin(), scope.parts.end(),
                       [&](const auto& part) { return part.clause == clause; });
  }
  bool is_aggregate(std::size_t i) const {
    return is_call(i) && is_one_of(aggregates, tokens_[i].text) && !several_arguments(i + 1);
  }
  bool aggregated(const SelectScope& scope) const {
    return std::any_of(scope.parts.begin(), scope.parts.end(),
                       [&](const auto& part) { return is_aggregate(part.token); });
  }

  void check_aggregates(const SelectScope& scope) {
    if (scope.outermost && aggregated(scope) && !has(scope, Clause::group) &&
        !has(scope, Clause::having))
      complain(scope.parts.front().token,
               "an aggregate without GROUP BY or HAVING returns a row where there is none");
    for (const auto& part : scope.parts) {
      const std::size_t i = part.token;
      if (at(i, "sum") && is_call(i) && !has(scope, Clause::group) &&
          !(i >= 2 && at(i - 1, "(") && at(i - 2, "coalesce")))
        complain(i, "the sum of nothing is NULL: write coalesce(sum(…), 0)");
      if ((at(i, "min") || at(i, "max")) && is_call(i) && several_arguments(i + 1))
        complain(i, tokens_[i].text + " of several values is NULL when one of them is: write CASE");
    }
  }

  bool several_arguments(std::size_t open) const {
    int depth = 0;
    const std::size_t end = closing(tokens_, open);
    for (std::size_t k = open; k < end; ++k) {
      if (at(k, "(")) ++depth;
      if (at(k, ")")) --depth;
      if (depth == 1 && at(k, ",")) return true;
    }
    return false;
  }

  // Names "a.b" or "b" that a clause of a grouping SELECT uses outside its aggregates.
  std::map<std::string, std::size_t> names_in(const SelectScope& scope, Clause wanted) const {
    std::map<std::string, std::size_t> names;
    std::size_t skip_until = 0;
    for (const auto& [i, clause, depth] : scope.parts) {
      if (clause != wanted || i < skip_until) continue;
      if (is_aggregate(i)) skip_until = closing(tokens_, i + 1);
      if (!is_identifier(i) || is_call(i) || at(i + 1, ".") || at(i - 1, "as")) continue;
      names.emplace(at(i - 1, ".") ? tokens_[i - 2].text + "." + tokens_[i].text : tokens_[i].text,
                    i);
    }
    return names;
  }

  void check_grouped_outputs(const SelectScope& scope) {
    if (!aggregated(scope) && !has(scope, Clause::group)) return;
    const auto grouped = names_in(scope, Clause::group);
    for (const auto& [name, token] : names_in(scope, Clause::select))
      if (!grouped.contains(name))
        complain(token, name + " is neither grouped nor aggregated: its value is anybody's");
  }

  // Other databases do not know an output's name in WHERE and HAVING.
  void check_output_names(const SelectScope& scope) {
    std::set<std::string> outputs;
    for (const auto& [i, clause, depth] : scope.parts)
      if (clause == Clause::select && depth == 0 && at(i, "as") && is_identifier(i + 1))
        outputs.insert(tokens_[i + 1].text);
    for (const auto& [i, clause, depth] : scope.parts)
      if ((clause == Clause::where || clause == Clause::having) && is_identifier(i) &&
          !is_call(i) && !at(i - 1, ".") && !at(i + 1, ".") && outputs.contains(tokens_[i].text))
        complain(i,
                 tokens_[i].text +
                     " is an output of this SELECT: repeat its expression, or qualify the column");
  }

  const Rule& rule_;
  const Views& views_;
  Problems& problems_;
  const std::vector<SqlToken> tokens_;
  const std::vector<SelectScope> scopes_;
  std::map<std::string, std::set<std::string>> aliases_;
};

}  // namespace

void check_sql_style(const Rule& rule, const Views& views, Problems& problems) {
  StyleCheck(rule, views, problems).run();
}

}  // namespace tillgate::policies
