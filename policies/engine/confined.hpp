// A database with the empty views in which nothing but reading them is allowed.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "policies/engine/views.hpp"
#include "store/database.hpp"

namespace tillgate::policies {

class ConfinedViews {
 public:
  static Result<ConfinedViews> open(Views views);

  store::Database& database() noexcept { return *database_; }
  const Views& views() const noexcept { return *views_; }

  struct Prepared {
    std::unique_ptr<store::Database::Foreign> statement;
    std::set<std::string> reads;  // "table.column" the statement reads
  };
  // A rule's SELECT.
  Result<Prepared> prepare(std::string_view sql);

 private:
  ConfinedViews() = default;
  std::shared_ptr<const Views> views_;            // shared with the authorizer
  std::shared_ptr<std::set<std::string>> reads_;  // filled by the authorizer while it prepares
  std::unique_ptr<store::Database> database_;
};

}  // namespace tillgate::policies
