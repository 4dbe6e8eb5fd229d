#include "pack.hpp"

#include <algorithm>
#include <stdexcept>

#include "vectors.hpp"

namespace tillgate::test {

namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.failure().where + ": " + result.failure().detail);
  return std::move(result).value();
}

}  // namespace

policies::Pack national_pack() {
  return must(policies::Pack::load(national_pack_folder()));
}

std::string RuleText::text() const {
  std::vector<std::pair<std::string, std::string>> entries{{"id", id},
                                                           {"title", "试验 / Trial"},
                                                           {"effect", "block"},
                                                           {"scope", "sale"},
                                                           {"on", "line"},
                                                           {"guard", "sale"},
                                                           {"zh", "不行"},
                                                           {"en", "Refused"},
                                                           {"next_zh", "换一个"},
                                                           {"next_en", "Take another"},
                                                           {"basis", "试验"},
                                                           {"since", "2026-01-01"}};
  for (const auto& [key, value] : changes) {
    const auto at = std::find_if(entries.begin(), entries.end(),
                                 [&name = key](const auto& e) { return e.first == name; });
    if (at == entries.end() || key == "param")
      entries.emplace_back(key, value);
    else
      at->second = value;
  }
  std::string out;
  for (const auto& [key, value] : entries)
    if (!value.empty()) out += "-- " + key + ": " + value + "\n";
  return out + sql;
}

policies::PackFiles pack_files(const std::vector<RuleText>& rules) {
  policies::PackFiles files{
      {"pack.json", R"({"format": "tillgate-pack/1", "id": "trial", "version": 1,
    "name_zh": "试验", "name_en": "Trial", "valid_from": "2026-01-01", "parameters": {}, "retired": []})"}};
  for (const RuleText& rule : rules) files["rules/" + rule.id + ".sql"] = rule.text();
  return files;
}

policies::Pack pack_of(const std::vector<RuleText>& rules) {
  return must(policies::Pack::from_files(pack_files(rules)));
}

std::unique_ptr<policies::Engine> engine_of(const std::vector<RuleText>& rules) {
  return must(policies::Engine::create(pack_of(rules), Json::object()));
}

Json clean_facts() {
  return vector_outcomes().front().facts;
}

}  // namespace tillgate::test
