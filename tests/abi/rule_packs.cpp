#include "abi/rule_packs.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "support/data.hpp"

namespace tillgate::test {

PackOffice::PackOffice(const std::string& name) {
  REQUIRE(crypto::KeyFolder::create(folder_ / "keys", name).ok());
  keys_ = std::make_unique<crypto::KeyFolder>(crypto::KeyFolder::load(folder_ / "keys").value());
}

std::string PackOffice::sign(const policies::PackFiles& files) const {
  return policies::sign_pack(files, keys_->origin(), {&keys_->ed25519().key, &keys_->sm2().key})
      .value();
}

std::string PackOffice::write(const std::string& content, const std::string& name) const {
  const auto path = folder_ / name;
  std::ofstream(path, std::ios::binary) << content;
  return path.string();
}

std::string PackOffice::publish(const policies::PackFiles& files, const std::string& name) const {
  return write(sign(files), name);
}

policies::PackFiles national_version(int version, const Json& changes) {
  auto files = policies::read_pack_folder(std::filesystem::path(TILLGATE_SOURCE_DIR) /
                                          "policies/packs/cn-national")
                   .value();
  Json manifest = Json::parse(files["pack.json"]);
  manifest["version"] = version;
  manifest.update(changes);
  files["pack.json"] = manifest.dump(1);
  return files;
}

policies::PackFiles regional_version(int version, const Json& changes) {
  Json manifest = {{"format", "tillgate-pack/1"},
                   {"id", "trial-region"},
                   {"version", version},
                   {"name_zh", "试验地区"},
                   {"name_en", "Trial region"},
                   {"valid_from", "2026-01-01"},
                   {"layer", "region"},
                   {"extends", "cn-national"},
                   {"parameters", {{"otc_max_packs", 3}}}};
  manifest.update(changes);
  const std::string rule =
      "-- id: RG-01\n-- title: 试验品 / On trial\n-- effect: warn\n-- scope: sale\n-- on: line\n"
      "-- guard: sale\n-- zh: 有试验品\n-- en: On trial\n-- next_zh: 告知\n-- next_en: Tell\n"
      "-- basis: 试验\n-- since: 2026-01-01\n"
      "SELECT l.line AS line FROM line l WHERE l.name = '试验品';\n";
  const Json scenarios = Json::array({{{"id", "RG-01 a"},
                                       {"title", "a product on trial"},
                                       {"change", {{"/line/1/name", "试验品"}}},
                                       {"expect", {{{"rule", "RG-01"}, {"line", 2}}}}}});
  return {{"pack.json", manifest.dump(1)},
          {"rules/RG-01.sql", rule},
          {"scenarios/RG-01.json", scenarios.dump()}};
}

void replace(policies::PackFiles& files, const std::string& file, const std::string& from,
             const std::string& to) {
  std::string& text = files.at(file);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

void trust(Till& till, const PackOffice& office) {
  REQUIRE(till.close() == TILLGATE_OK);
  Json config = Json::parse(read_file(till.config_path()));
  config["policy_keys"] = office.vkeys();
  std::ofstream(till.config_path()) << config.dump();
  REQUIRE(till.open().status == TILLGATE_OK);
}

Answer install(const Till& till, const std::string& file, int deadline_ms) {
  const Json document = {{"file", file}, {"operator", {{"id", "M001"}}}};
  return ask(tillgate_policy_install, till.gate(), document.dump().c_str(), deadline_ms);
}

Answer roll_back(const Till& till, const std::string& pack, int version) {
  const Json document = {{"pack", pack},
                         {"version", version},
                         {"reason", "新规则误拦"},
                         {"operator", {{"id", "M001"}}}};
  return ask(tillgate_policy_rollback, till.gate(), document.dump().c_str(), 120'000);
}

}  // namespace tillgate::test
