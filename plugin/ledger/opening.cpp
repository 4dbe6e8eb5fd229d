#include "ledger/opening.hpp"

#include <algorithm>

#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/record.hpp"
#include "ledger/tile.hpp"

namespace tillgate::ledger {

namespace {

Failure does_not_match(const std::string& what, const std::string& where = "") {
  return {TILLGATE_E_LEDGER, what, where};
}

Result<Done> check_signed(const State& state, const std::vector<crypto::VerifierKey>& keys) {
  const auto note = crypto::parse_note(state.checkpoint);
  if (!note) return does_not_match("the stored checkpoint is damaged", note.failure().where);
  TILLGATE_TRY(check, crypto::check_note(*note, keys));
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (!check.bad.empty() ||
        std::find(check.good.begin(), check.good.end(), i) == check.good.end())
      return does_not_match("the stored checkpoint is not signed by the keys of this log",
                            to_hex(keys[i].id));
  const auto checkpoint = parse_checkpoint_text(note->text);
  if (!checkpoint || checkpoint->origin != state.origin || checkpoint->size != state.size() ||
      checkpoint->root != state.root)
    return does_not_match("the state of the log is not what its checkpoint states", "ledger_state");
  return Done{};
}

// The edge of the tree from the hashes of the newest, partial tile of each level: what one partial
// tile folds to is exactly the edge's share of that level.
Result<Done> check_edge(const Tables& tables, const State& state) {
  if (state.frontier.root() != state.root)
    return does_not_match("the stored edge of the tree does not give the signed root",
                          "ledger_state");
  std::vector<Hash> edge;
  for (unsigned level = 0; level * tile_height < 64; ++level) {
    const LevelShape shape = level_shape(level, state.size());
    if (shape.partial_width == 0) continue;
    TILLGATE_TRY(hashes, tables.hashes(level, shape.full * tile_width, shape.partial_width));
    Frontier partial;
    for (const Hash& hash : hashes) partial.append(hash);
    edge.insert(edge.begin(), partial.hashes().begin(), partial.hashes().end());
  }
  if (!std::ranges::equal(edge, state.frontier.hashes()))
    return does_not_match("the newest hashes do not give the signed root", "ledger_tile_root");
  return Done{};
}

Result<Done> check_newest_entries(const Tables& tables, const State& state) {
  TILLGATE_TRY(entry_count, tables.last_entry_plus_one());
  if (entry_count != state.size())
    return does_not_match("the log holds another number of records than its checkpoint states",
                          "record " + std::to_string(std::min(entry_count, state.size())));
  if (state.size() == 0) return Done{};
  // The newest tile, also when it is just full; then its root is checked, as the level above names
  // it.
  const std::uint64_t first = (state.size() - 1) / tile_width * tile_width;
  const std::uint64_t count = state.size() - first;
  TILLGATE_TRY(entries, tables.entries(first, count));
  TILLGATE_TRY(leaves, tables.hashes(0, first, count));
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (leaf_hash(entries[i]) != leaves[i])
      return does_not_match("a record does not hash to its leaf",
                            "record " + std::to_string(first + i));
  if (count == tile_width) {
    TILLGATE_TRY(roots, tables.hashes(1, first / tile_width, 1));
    if (root_of(leaves) != roots.front())
      return does_not_match("the newest leaves do not give the root of their tile", "ledger_entry");
  }
  const auto last = read_record(as_text(entries.back()));
  const std::string place = "record " + std::to_string(state.size() - 1);
  if (!last || last->index != state.size() - 1)
    return does_not_match("the last entry is not the record of its place", place);
  if (last->fund_total_fen != state.fund_total_fen)
    return does_not_match("the fund total of the log is not that of its last record", place);
  return Done{};
}

}  // namespace

Result<Done> check_opening(const Tables& tables, const State& state, const std::string& origin,
                           const std::vector<crypto::VerifierKey>& keys) {
  if (state.origin != origin)
    return Failure{TILLGATE_E_KEY, "the keys are those of another log", origin};
  TILLGATE_CHECK(check_signed(state, keys));
  TILLGATE_CHECK(check_edge(tables, state));
  return check_newest_entries(tables, state);
}

}  // namespace tillgate::ledger
