#include "policies/cli/rule_table.hpp"

namespace tillgate::policies {

namespace {

std::string parameters_of(const Rule& rule) {
  std::string out;
  for (const Parameter& parameter : rule.parameters) {
    if (!out.empty()) out += "<br>";
    out += "`" + parameter.name + "` " + written(parameter, parameter.value) + " " +
           std::string(name_of(parameter.direction));
    if (parameter.least && parameter.most)
      out +=
          " " + written(parameter, *parameter.least) + ".." + written(parameter, *parameter.most);
  }
  return out;
}

}  // namespace

std::string rule_table(const Pack& pack) {
  std::string out =
      "| rule | title | effect | scope | parameters | basis |\n|---|---|---|---|---|---|\n";
  for (const Rule& rule : pack.rules)
    out += "| " + rule.id + " | " + rule.title_zh + "<br>" + rule.title_en + " | " +
           std::string(name_of(rule.effect)) + " | " + std::string(name_of(rule.scope)) + " | " +
           parameters_of(rule) + " | " + rule.basis + " |\n";
  return out;
}

}  // namespace tillgate::policies
