#include "policies/engine/own_findings.hpp"

namespace tillgate::policies {

namespace {

// Internal control is the pharmacy's duty: article 14.
constexpr const char* internal_control = "医疗保障基金使用监督管理条例 第十四条";

}  // namespace

Finding rule_at_fault(const Rule& rule, const std::string& fault) {
  Finding finding;
  finding.rule = rule.id;
  finding.zh = "规则" + rule.id + "无法执行,暂不能刷医保";
  finding.en = "Rule " + rule.id + " could not be run: no fund payment";
  finding.next_zh = "先自费,并请信息员检查规则包";
  finding.next_en = "Take payment privately; have the rule pack checked";
  finding.basis = internal_control;
  finding.data = {{"fault", fault}};
  return finding;
}

Finding pack_not_in_force(const PackLayer& layer) {
  Finding finding;
  finding.rule = "IN-06";
  finding.zh = "规则包不在有效期内,暂不能刷医保";
  finding.en = "The rule pack is not in force today: no fund payment";
  finding.next_zh = "先自费,并请信息员更新规则包或核对本机时间";
  finding.next_en = "Take payment privately; have the rule pack updated or the clock checked";
  finding.basis = internal_control;
  finding.data = {{"pack", layer.id}, {"version", layer.version}};
  return finding;
}

void name_missing_input(Finding& finding, const Rule& rule, const std::string& column,
                        const std::string& label_zh) {
  finding.effect = rule.effect_when_missing();
  finding.zh = "缺少" + label_zh + ",无法判断:" + rule.title_zh;
  finding.en = "Cannot judge \"" + rule.title_en + "\" without " + column;
  const bool pharmacist = finding.effect == Effect::approve;
  finding.next_zh = pharmacist ? "补录后重审,或请药师核对并写明原因" : "补录后重审,或写明原因";
  finding.next_en = pharmacist
                        ? "Enter it and review again, or have a pharmacist approve with a reason"
                        : "Enter it and review again, or give a reason";
  finding.data["missing"] = column;
}

}  // namespace tillgate::policies
