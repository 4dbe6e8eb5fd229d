// The log's tables in the till's database; the only place that names them. FORMAT.md describes
// them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/money.hpp"
#include "base/time.hpp"
#include "ledger/proof.hpp"
#include "ledger/tree.hpp"
#include "store/database.hpp"

namespace tillgate::ledger {

// Records of one generation are fewer than this.
constexpr std::uint64_t max_records = std::uint64_t{1} << 40;

// The row that says what the log is now.
struct State {
  std::string origin;
  Hash root{};
  Frontier frontier;
  std::string checkpoint;  // signed note over origin, size and root
  Fen fund_total_fen = 0;
  std::uint64_t size() const noexcept { return frontier.size(); }
};

// What a witness signed (见证签名): its line under the note of this text.
struct Cosignature {
  std::string witness;  // its verifier key
  std::uint64_t size = 0;
  std::string text;
  std::string line;  // line end included
  std::uint64_t time_s = 0;
};

// Reads and writes rows, and judges nothing but their shape (TILLGATE_E_LEDGER). Every call holds
// the connection only while it runs.
//
// A database may hold several generations of a log (FORMAT.md section 13); an object reads and
// writes one of them.
class Tables {
 public:
  // The newest generation; when that cannot be told, no call succeeds.
  explicit Tables(store::Database& database);
  Tables(store::Database& database, std::int64_t generation)
      : database_(&database), generation_(generation) {}

  // From 1.
  std::int64_t generation() const noexcept { return generation_; }

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

  Result<Done> add_disclosure(std::uint64_t index, std::string_view name, ByteView sealed,
                              std::string_view subject = "");
  Result<std::optional<Bytes>> disclosure(std::uint64_t index, std::string_view name) const;
  // Record and name of each, in order.
  Result<std::vector<std::pair<std::uint64_t, std::string>>> disclosures_of(
      std::string_view subject) const;
  Result<Done> remove_disclosures_of(std::string_view subject);

  // Until when the keys before sign beside `next_keys`; empty when these were not announced.
  Result<std::optional<UtcMs>> rotation(std::string_view next_keys) const;
  Result<Done> add_rotation(std::string_view next_keys, UtcMs until);

  // The newest of each witness. One over a smaller tree than the one that is kept changes nothing.
  Result<Done> save_cosignature(const Cosignature& cosignature);
  Result<std::vector<Cosignature>> cosignatures() const;
  // A checkpoint of this log with the lines of the witnesses that signed this very text, in the
  // place of earlier lines of theirs.
  Result<std::string> with_cosignatures(std::string_view note) const;

  // Any complete subtree, from at most 128 stored hashes. Valid while this object and the database
  // are.
  StoredHash stored_hash() const;

 private:
  std::int64_t row(std::uint64_t index) const noexcept;
  store::Database* database_;
  std::int64_t generation_;
};

}  // namespace tillgate::ledger
