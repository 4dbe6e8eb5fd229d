#include "policies/engine/lint.hpp"

#include <algorithm>
#include <tuple>

#include "policies/engine/sql_style.hpp"
#include "policies/engine/statement.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

class RuleLint {
 public:
  RuleLint(const Rule& rule, const Views& views, Problems& problems)
      : rule_(rule), views_(views), problems_(problems) {}

  void check(const Statement& statement) {
    check_sql_style(rule_, views_, problems_);
    if (!statement.fault().empty()) return complain(statement.fault());
    check_outputs(statement.columns());
    check_parameters();
    check_inputs(statement.reads());
  }

 private:
  void complain(std::string what) {
    problems_.push_back({rule_.file, rule_.sql_line, std::move(what)});
  }

  void check_outputs(const std::vector<std::string>& columns) {
    std::set<std::string> seen;
    for (const std::string& column : columns) {
      if (!is_name(column))
        complain("name the output " + column + " with AS: lower-case letters, digits and _");
      if (column == "fault") complain("the output name fault is the engine's own");
      if (!seen.insert(column).second) complain("two outputs are named " + column);
    }
    for (const auto& [key, text] : {std::pair{"zh", rule_.zh},
                                    {"en", rule_.en},
                                    {"next_zh", rule_.next_zh},
                                    {"next_en", rule_.next_en}})
      for (const std::string& name : placeholders(text))
        if (!seen.contains(name) || name == "line" || name == "missing")
          complain(std::string(key) + " fills {" + name + "}, which is no output of its own");
  }

  static std::vector<std::string> placeholders(const std::string& text) {
    std::vector<std::string> names;
    for (std::size_t open = text.find('{'); open != std::string::npos;
         open = text.find('{', open + 1)) {
      const std::size_t close = text.find('}', open);
      if (close == std::string::npos) break;
      names.push_back(text.substr(open + 1, close - open - 1));
    }
    return names;
  }

  void check_parameters() {
    for (const Parameter& parameter : rule_.parameters)
      if (rule_.sql.find(":" + parameter.name) == std::string::npos)
        complain("parameter " + parameter.name + " is not used");
  }

  // A column whose NULL means "unknown" is either needed, or its absence counts as "no".
  void check_inputs(const std::set<std::string>& reads) {
    for (const std::string& column : reads)
      if (views_.column(column)->absence == Absence::unknown && !is_one_of(rule_.needs, column) &&
          !is_one_of(rule_.absent, column))
        complain("reads " + column + ", which may be unknown: say so in needs or absent");
    for (const auto& [key, columns] : {std::pair{"needs", rule_.needs}, {"absent", rule_.absent}}) {
      for (const std::string& column : columns) {
        if (!reads.contains(column))
          complain(std::string(key) + " names " + column + ", which is not read");
        if (!may_be_missing(column))
          complain(std::string(key) + " names " + column + ", which is never missing");
      }
    }
  }

  bool may_be_missing(const std::string& column) const {
    const Table* const table = views_.find(std::string_view(column).substr(0, column.find('.')));
    return views_.column(column)->absence != Absence::never ||
           table->rows == Table::Rows::at_most_one;
  }

  const Rule& rule_;
  const Views& views_;
  Problems& problems_;
};

}  // namespace

Result<LintReport> lint(PackFiles files, const Pack* above) {
  TILLGATE_TRY(views, read_views());
  TILLGATE_TRY(confined, ConfinedViews::open(views));
  LintReport report;
  const Pack pack = read_pack(std::move(files), above, views, report.problems);
  const ParameterValues values = parameter_values(pack);
  for (const Rule& rule : pack.rules) {
    if (above != nullptr && above->find(rule.id) != nullptr) continue;
    const Statement statement = Statement::prepare(confined, rule, values);
    RuleLint(rule, views, report.problems).check(statement);
    report.reads[rule.id] = statement.reads();
  }
  std::stable_sort(report.problems.begin(), report.problems.end(),
                   [](const Problem& a, const Problem& b) {
                     return std::tie(a.file, a.line) < std::tie(b.file, b.line);
                   });
  return report;
}

}  // namespace tillgate::policies
