// The log's tables in the till's database; the only place that names them. FORMAT.md describes
// them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "ledger/proof.hpp"
#include "ledger/tree.hpp"
#include "store/database.hpp"

namespace tillgate::ledger {

// The one row that says what the log is now.
struct State {
  std::string origin;
  Hash root{};
  Frontier frontier;
  std::string checkpoint;  // signed note over origin, size and root
  Fen fund_total_fen = 0;
  std::uint64_t size() const noexcept { return frontier.size(); }
};

// Reads and writes rows, and judges nothing but their shape (TILLGATE_E_LEDGER). Every call holds
// the connection only while it runs.
class Tables {
 public:
  explicit Tables(store::Database& database) : database_(&database) {}

  // Empty: no log was begun in this database.
  Result<std::optional<State>> state() const;
  Result<Done> save_state(const State& state);

  // Rows of the entry table, which a whole log has exactly `size` of.
  Result<std::uint64_t> last_entry_plus_one() const;
  Result<Done> add_entry(std::uint64_t index, ByteView entry, const Hash& leaf);
  // TILLGATE_E_LEDGER when fewer than `count` are there.
  Result<std::vector<Bytes>> entries(std::uint64_t first, std::uint64_t count) const;

  // Hashes as a tile of this level has them: leaves at level 0, roots of full tiles above.
  Result<std::vector<Hash>> hashes(unsigned level, std::uint64_t first, std::uint64_t count) const;
  Result<Done> add_tile_root(unsigned level, std::uint64_t number, const Hash& hash);

  Result<Done> add_disclosure(std::uint64_t index, std::string_view name, ByteView sealed);
  Result<std::optional<Bytes>> disclosure(std::uint64_t index, std::string_view name) const;

  // Any complete subtree, from at most 128 stored hashes. Valid while this object and the database
  // are.
  StoredHash stored_hash() const;

 private:
  store::Database* database_;
};

}  // namespace tillgate::ledger
