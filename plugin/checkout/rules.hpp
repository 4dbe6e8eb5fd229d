// The rules a till judges by (在用规则): the packs of its layers, and the engine that runs them, as
// one piece that never changes. A change of packs puts another piece in its place; a sale that is
// under review keeps the one it was judged by until its basket changes, so that no verdict is half
// of each.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "base/json.hpp"
#include "checkout/configuration.hpp"
#include "checkout/pack_rows.hpp"
#include "checkout/verdict.hpp"
#include "policies/engine/engine.hpp"

namespace tillgate::checkout {

// From the packs' own files, from above to below, as kept in PackRow::file.
Result<policies::PackFiles> files_of(const PackRow& pack);

class Rules {
 public:
  // `packs` stand on each other in this order. TILLGATE_E_POLICY with file and line when one is not
  // sound; TILLGATE_E_CONFIG when they do not open what the shop set.
  static Result<std::shared_ptr<Rules>> create(std::vector<PackRow> packs,
                                               const Json& rule_parameters);

  const std::vector<PackRow>& packs() const noexcept { return packs_; }
  // The version of a pack that runs; a null pointer when none of that name does.
  const PackRow* find(const std::string& id) const noexcept;
  const policies::Pack& pack() const noexcept { return engine_->pack(); }
  const PackIdentity& identity() const noexcept { return identity_; }
  Json parameters() const { return engine_->parameters(); }

  struct Judgement {
    std::vector<policies::Finding> findings;
    std::vector<policies::Finding> shadow;
  };
  // Any thread; they take turns.
  Result<Judgement> review(const Json& facts);

 private:
  Rules() = default;
  std::vector<PackRow> packs_;
  PackIdentity identity_;
  std::mutex turn_;
  std::unique_ptr<policies::Engine> engine_;
};

// What runs when the till is opened: of each pack the version that was put in force here, unless
// the configuration brings one that is newer than any this till ever had. TILLGATE_E_POLICY when
// what runs cannot be read.
Result<std::shared_ptr<Rules>> rules_at_opening(const Configuration& configuration, PackRows& rows);

}  // namespace tillgate::checkout
