#include "checkout/rules.hpp"

#include <algorithm>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "crypto/key_folder.hpp"
#include "policies/engine/manifest.hpp"
#include "policies/engine/signed_pack.hpp"

namespace tillgate::checkout {

namespace {

// A folder is taken as it lies there; a file must be signed by a trusted key.
Result<PackRow> configured_pack(const Configuration& configuration,
                                const std::filesystem::path& path) {
  PackRow row;
  policies::PackFiles files;
  std::error_code failed;
  if (std::filesystem::is_regular_file(path, failed)) {
    TILLGATE_TRY(file, os::read_file(path, policies::max_pack_file_bytes, TILLGATE_E_POLICY));
    std::vector<crypto::VerifierKey> trusted;
    if (!configuration.policy_keys.empty()) {
      TILLGATE_TRY(keys, crypto::KeyFolder::load_public(configuration.policy_keys));
      trusted = std::move(keys);
    }
    TILLGATE_TRY(pack, policies::read_signed_pack(as_text(file), trusted));
    files = std::move(pack.files);
    row.signers = pack.signers;
    row.file = as_text(file);
  } else {
    TILLGATE_TRY(read, policies::read_pack_folder(path));
    files = std::move(read);
    row.file = policies::write_bundle(files);
  }
  policies::Problems problems;
  const policies::PackLayer own = policies::read_manifest(files, problems);
  if (!problems.empty())
    return Failure{TILLGATE_E_POLICY, problems.front().what, problems.front().place()};
  row.id = own.id;
  row.version = own.version;
  row.digest = to_hex(policies::pack_digest(files));
  return row;
}

// From above to below, by what each extends.
Result<policies::Layer> layer_of(const PackRow& row) {
  TILLGATE_TRY(files, files_of(row));
  policies::Problems problems;
  return policies::read_manifest(files, problems).layer;
}

PackIdentity identity_of(const policies::Pack& pack, const Json& rule_parameters) {
  PackIdentity identity{pack.top().id, pack.top().version, to_hex(pack.digest), rule_parameters,
                        Json::array()};
  if (pack.layers.size() > 1)
    for (const policies::PackLayer& layer : pack.layers)
      identity.layers.push_back({{"id", layer.id},
                                 {"version", layer.version},
                                 {"layer", policies::name_of(layer.layer)},
                                 {"digest", to_hex(layer.digest)}});
  return identity;
}

}  // namespace

Result<policies::PackFiles> files_of(const PackRow& pack) {
  policies::PackFiles files;
  if (pack.signers.empty()) {
    TILLGATE_TRY(read, policies::read_bundle(pack.file));
    files = std::move(read);
  } else {
    // Trusted when it was taken in; keys may have come and gone since.
    TILLGATE_TRY(read, policies::read_pack_file(pack.file));
    files = std::move(read.files);
  }
  if (to_hex(policies::pack_digest(files)) != pack.digest)
    return Failure{TILLGATE_E_POLICY, "the rule pack in the database was changed", pack.id};
  return files;
}

Result<std::shared_ptr<Rules>> Rules::create(std::vector<PackRow> packs,
                                             const Json& rule_parameters) {
  std::optional<policies::Pack> pack;
  for (const PackRow& row : packs) {
    TILLGATE_TRY(files, files_of(row));
    auto next = policies::Pack::from_files(std::move(files), pack ? &*pack : nullptr);
    if (!next) {
      Failure failure = std::move(next).failure();
      failure.where = row.id + "/" + failure.where;
      return failure;
    }
    pack = std::move(next).value();
  }
  if (!pack) return Failure{TILLGATE_E_POLICY, "no rule pack is configured", ""};
  pack->scenarios.clear();
  std::shared_ptr<Rules> rules(new Rules);
  rules->identity_ = identity_of(*pack, rule_parameters);
  TILLGATE_TRY(engine, policies::Engine::create(*std::move(pack), rule_parameters));
  rules->engine_ = std::move(engine);
  rules->packs_ = std::move(packs);
  return rules;
}

const PackRow* Rules::find(const std::string& id) const noexcept {
  const auto found =
      std::find_if(packs_.begin(), packs_.end(), [&](const PackRow& row) { return row.id == id; });
  return found == packs_.end() ? nullptr : &*found;
}

Result<Rules::Judgement> Rules::review(const Json& facts) {
  const std::lock_guard turn(turn_);
  TILLGATE_TRY(findings, engine_->review(facts));
  return Judgement{std::move(findings), engine_->last_shadow_findings()};
}

Result<std::shared_ptr<Rules>> rules_at_opening(const Configuration& configuration,
                                                PackRows& rows) {
  TILLGATE_TRY(running, rows.active());
  for (const std::filesystem::path& path : configuration.rules) {
    TILLGATE_TRY(pack, configured_pack(configuration, path));
    TILLGATE_TRY(newest, rows.newest(pack.id));
    const auto known = std::find_if(running.begin(), running.end(),
                                    [&](const PackRow& row) { return row.id == pack.id; });
    if (known == running.end())
      running.push_back(std::move(pack));
    else if (pack.version > newest)
      *known = std::move(pack);
  }
  std::vector<std::pair<policies::Layer, PackRow>> layered;
  for (PackRow& row : running) {
    TILLGATE_TRY(layer, layer_of(row));
    layered.emplace_back(layer, std::move(row));
  }
  std::stable_sort(layered.begin(), layered.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<PackRow> packs;
  packs.reserve(layered.size());
  for (auto& [layer, row] : layered) packs.push_back(std::move(row));
  return Rules::create(std::move(packs), configuration.rule_parameters);
}

}  // namespace tillgate::checkout
