#include "sdk/simulator/neutral.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace tillgate::simulator {

namespace {

const std::map<std::string_view, const char*> neutral = {
    {"lmt_used_flag", "0"},    {"med_use_flag", "1"},          {"matn_used_flag", "0"},
    {"hilist_use_type", "1"},  {"lmt_cpnd_type", "0"},         {"hilist_lmtpric_type", "101"},
    {"overlmt_dspo_way", "1"}, {"selfpay_prop_psn_type", "1"}, {"selfpay_prop_type", "101"}};

// drugdetail[2].pric as a JSON pointer.
Json::json_pointer pointer(std::string path) {
  path.erase(std::remove(path.begin(), path.end(), ']'), path.end());
  std::replace(path.begin(), path.end(), '[', '/');
  std::replace(path.begin(), path.end(), '.', '/');
  return Json::json_pointer(path.starts_with('/') ? path : "/" + path);
}

}  // namespace

void fill_neutral(Json& output, const std::vector<platform::Finding>& findings) {
  for (const platform::Finding& finding : findings) {
    if (finding.reason != "missing") continue;
    const auto known = neutral.find(finding.path.substr(finding.path.rfind('.') + 1));
    if (known != neutral.end()) output[pointer(finding.path)] = known->second;
  }
}

}  // namespace tillgate::simulator
