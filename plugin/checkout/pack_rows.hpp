// The rule packs this till keeps: table policy_pack.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

struct PackRow {
  std::string id;
  std::int64_t version = 0;
  std::string digest;
  Json signers = Json::array();
  std::string file;  // signed, or a bundle
};

class PackRows {
 public:
  explicit PackRows(store::Database& database) : database_(database) {}

  Result<std::optional<PackRow>> find(const std::string& id, std::int64_t version);
  Result<std::vector<PackRow>> active();
  // Highest version of a pack that was ever kept here; 0 when none was.
  Result<std::int64_t> newest(const std::string& id);

  // Inside the caller's transaction. A row that is there already stays as it is.
  Result<Done> keep(const PackRow& row, UtcMs now);
  // This version runs, no other of the pack does.
  Result<Done> activate(const std::string& id, std::int64_t version);

 private:
  store::Database& database_;
};

}  // namespace tillgate::checkout
