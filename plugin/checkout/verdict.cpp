#include "checkout/verdict.hpp"

#include <algorithm>

namespace tillgate::checkout {

bool lifts(const Override& word, const policies::Finding& finding) {
  if (word.rule != finding.rule || word.line != finding.line) return false;
  switch (finding.effect) {
    case policies::Effect::confirm:
      return true;
    case policies::Effect::approve:
      return word.role == "pharmacist";
    default:
      return false;
  }
}

const Override* lifting(const SaleDocument& sale, const policies::Finding& finding) {
  const auto found = std::find_if(sale.overrides.begin(), sale.overrides.end(),
                                  [&](const Override& word) { return lifts(word, finding); });
  return found == sale.overrides.end() ? nullptr : &*found;
}

namespace {

bool concerns(const policies::Finding& finding, const SaleDocument& sale) {
  if (finding.scope == policies::Scope::sale) return true;
  return std::any_of(sale.lines.begin(), sale.lines.end(), [&](const Line& line) {
    return line.pay == Pay::fund && (!finding.line || *finding.line == line.number);
  });
}

}  // namespace

std::string standing(const Verdict& verdict, const SaleDocument& sale) {
  // Effects are declared from the hardest to the mildest; a recorded finding does not count.
  auto worst = policies::Effect::record;
  for (const policies::Finding& finding : verdict.findings)
    if (concerns(finding, sale) && lifting(sale, finding) == nullptr)
      worst = std::min(worst, finding.effect);
  return worst == policies::Effect::record ? "pass" : std::string(policies::name_of(worst));
}

bool may_settle(const Verdict& verdict, const SaleDocument& sale) {
  const std::string stands = standing(verdict, sale);
  return stands == "pass" || stands == "warn";
}

namespace {

// What the fund does not pay may be sold all the same when the customer pays for it.
Json way_out(const policies::Finding& finding, const SaleDocument& sale) {
  Json lines = Json::array();
  for (const Line& line : sale.lines)
    if (line.pay == Pay::fund && (!finding.line || *finding.line == line.number))
      lines.push_back(line.number);
  std::string zh = "顾客同意的话,整单改自费";
  std::string en = "If the customer agrees, all of it is paid privately";
  if (finding.line) {
    const std::string number = std::to_string(*finding.line);
    const auto of_fund = std::count_if(sale.lines.begin(), sale.lines.end(),
                                       [](const Line& line) { return line.pay == Pay::fund; });
    zh = "顾客同意的话,第" + number + "行改自费" + (of_fund > 1 ? ",其余照刷医保" : "");
    en = "If the customer agrees, line " + number + " is paid privately" +
         (of_fund > 1 ? ", and the rest by the fund" : "");
  }
  return {{"call", "tillgate_sale_move_line"}, {"lines", lines}, {"zh", zh}, {"en", en}};
}

}  // namespace

Json findings_document(const Verdict& verdict, const SaleDocument& sale) {
  Json findings = Json::array();
  for (const policies::Finding& finding : verdict.findings) {
    Json row = finding.to_json();
    const Override* const word = lifting(sale, finding);
    row["line"] = finding.line ? Json(*finding.line) : Json();
    row["lifted_by"] = word != nullptr ? Json(word->by) : Json();
    const bool stops = finding.effect == policies::Effect::block ||
                       finding.effect == policies::Effect::approve ||
                       finding.effect == policies::Effect::confirm;
    if (finding.scope == policies::Scope::fund && stops && word == nullptr &&
        concerns(finding, sale))
      row["way"] = way_out(finding, sale);
    findings.push_back(std::move(row));
  }
  return findings;
}

}  // namespace tillgate::checkout
