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

const Override* lifting(const std::vector<Override>& words, const policies::Finding& finding) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const Override& word) { return lifts(word, finding); });
  return found == words.end() ? nullptr : &*found;
}

std::string standing(const Verdict& verdict, const std::vector<Override>& words) {
  // Effects are declared from the hardest to the mildest; a recorded finding does not count.
  auto worst = policies::Effect::record;
  for (const policies::Finding& finding : verdict.findings)
    if (lifting(words, finding) == nullptr) worst = std::min(worst, finding.effect);
  return worst == policies::Effect::record ? "pass" : std::string(policies::name_of(worst));
}

bool may_settle(const Verdict& verdict, const std::vector<Override>& words) {
  const std::string stands = standing(verdict, words);
  return stands == "pass" || stands == "warn";
}

Json findings_document(const Verdict& verdict, const std::vector<Override>& words) {
  Json findings = Json::array();
  for (const policies::Finding& finding : verdict.findings) {
    Json row = finding.to_json();
    const Override* const word = lifting(words, finding);
    row["line"] = finding.line ? Json(*finding.line) : Json();
    row["lifted_by"] = word != nullptr ? Json(word->by) : Json();
    findings.push_back(std::move(row));
  }
  return findings;
}

}  // namespace tillgate::checkout
