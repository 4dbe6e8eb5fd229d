#include "policies/cli/rule_table.hpp"

#include "policies/engine/offence.hpp"
#include "policies/engine/words.hpp"

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

std::string offence_table(const Pack& pack) {
  std::string out = "| | offence | stopped by | flagged by |\n|---|---|---|---|\n";
  for (const Offence& offence : offences) {
    std::string stopped, flagged;
    for (const Rule& rule : pack.rules) {
      if (!is_one_of(rule.stops, offence.key)) continue;
      std::string& list = rule.effect == Effect::block ? stopped : flagged;
      if (!list.empty()) list += ", ";
      list += rule.id;
    }
    out += "| " + std::string(offence.key) + " | " + std::string(offence.zh) + "<br>" +
           std::string(offence.en) + " | " + stopped + " | " + flagged + " |\n";
  }
  return out;
}

}  // namespace tillgate::policies
