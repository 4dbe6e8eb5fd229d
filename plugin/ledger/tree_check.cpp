#include "ledger/tree_check.hpp"

#include <algorithm>
#include <string>

namespace tillgate::ledger {

void TreeCheck::run() {
  const LevelShape shape = level_shape(0, report_->size);
  for (std::uint64_t number = 0; number < shape.full && !enough(); ++number) {
    full_tile(number);
    if (progress_) progress_((number + 1) * tile_width, report_->size);
  }
  if (enough()) return conclude({});
  keep_watched(shape.full * tile_width, {});
  Roots roots{full_tiles_.root(), as_above_.root()};
  if (shape.partial_width != 0) roots = roots_with_partial_tile(tile_at(0, shape.full));
  conclude(gap_ ? Roots{} : roots);
}

std::optional<Hash> TreeCheck::root_at(std::uint64_t size) const {
  if (size == report_->size) return report_->root;
  const auto kept = roots_.find(size);
  return kept == roots_.end() ? std::nullopt : std::optional(kept->second);
}

// Watched sizes from the first record of a tile to its end; `leaves` are those of the tile.
void TreeCheck::keep_watched(std::uint64_t first, const std::vector<Hash>& leaves) {
  if (gap_) return;
  for (auto size = watched_.lower_bound(first);
       size != watched_.end() && *size - first <= leaves.size(); ++size) {
    const std::span<const Hash> part(leaves.data(), static_cast<std::size_t>(*size - first));
    roots_[*size] = part.empty() ? full_tiles_.root() : full_tiles_.root_with(root_of(part));
  }
}

Tile TreeCheck::tile_at(unsigned level, std::uint64_t number) const {
  return {level, number, level_shape(level, report_->size).width_of(number)};
}

std::vector<std::uint64_t> TreeCheck::Leaves::differing() const {
  std::vector<std::uint64_t> places;
  const std::size_t both = std::min(computed.size(), listed.size());
  for (std::size_t i = 0; i < both; ++i)
    if (computed[i] != listed[i]) places.push_back(i);
  return places;
}

TreeCheck::Leaves TreeCheck::leaves_of(const Tile& tile) {
  Leaves leaves;
  visit_bundle(tile_at(Tile::entries, tile.number), leaves.computed);
  if (auto listed = files_->hashes(tile)) leaves.listed = *std::move(listed);
  return leaves;
}

void TreeCheck::visit_bundle(const Tile& bundle, std::vector<Hash>& computed) {
  const auto content = files_->bundle(bundle);
  if (!content) return;
  const Bundle parsed = parse_bundle(*content);
  const std::uint64_t first = bundle.number * tile_width;
  for (const ByteView entry : parsed.entries) {
    if (computed.size() == bundle.width) break;
    (*visit_)(first + computed.size(), entry, *report_);
    computed.push_back(leaf_hash(entry));
  }
  if (!parsed.whole || parsed.entries.size() != bundle.width)
    report_->problem({Fault::bundle_malformed, first + computed.size(), tile_path(bundle),
                      std::to_string(parsed.entries.size()) + " whole records of " +
                          std::to_string(bundle.width)});
}

void TreeCheck::full_tile(std::uint64_t number) {
  const Tile tile = tile_at(0, number);
  const Leaves leaves = leaves_of(tile);
  const std::optional<Hash> above = listed_above(1, number);
  std::optional<Hash> root;
  bool tile_is_true = false;
  if (leaves.computed.size() == tile_width) root = root_of(leaves.computed);
  if (!leaves.listed.empty() && leaves.computed != leaves.listed) {
    const Hash listed_root = root_of(leaves.listed);
    tile_is_true = !root || above == listed_root;
    if (tile_is_true) root = listed_root;
  }
  note_mismatches(tile, leaves, tile_is_true);
  keep_watched(number * tile_width, tile_is_true ? leaves.listed : leaves.computed);
  if (!root) root = above;
  gap_ = gap_ || !root;
  if (gap_) return;

  if (above && above != root) contradicted_.push_back(number);
  as_above_.append(above.value_or(*root));
  full_tiles_.append(*root, [&](unsigned height, std::uint64_t index, const Hash& hash) {
    if (height % tile_height == 0) compare_above(height / tile_height + 1, index, hash);
  });
}

// No level above tells about the last, partial tile; the signed root does.
TreeCheck::Roots TreeCheck::roots_with_partial_tile(const Tile& tile) {
  const Leaves leaves = leaves_of(tile);
  std::optional<Hash> last;
  bool tile_is_true = false;
  if (leaves.computed.size() == tile.width) last = root_of(leaves.computed);
  if (!leaves.listed.empty() && leaves.computed != leaves.listed) {
    const Hash listed = root_of(leaves.listed);
    tile_is_true = !last || full_tiles_.root_with(listed) == report_->root;
    if (tile_is_true) last = listed;
  }
  note_mismatches(tile, leaves, tile_is_true);
  keep_watched(tile.number * tile_width, tile_is_true ? leaves.listed : leaves.computed);
  if (!last) return {};
  return {full_tiles_.root_with(*last), as_above_.root_with(*last)};
}

void TreeCheck::note_mismatches(const Tile& tile, const Leaves& leaves, bool tile_is_true) {
  for (const std::uint64_t place : leaves.differing())
    mismatches_.push_back({tile.number * tile_width + place, tile_is_true});
}

// The hash that `level` lists for the tile `number` below it; empty when its file is no help.
std::optional<Hash> TreeCheck::listed_above(unsigned level, std::uint64_t number) {
  Above& above = above_[level];
  if (above.number != number / tile_width) {
    above.number = number / tile_width;
    above.hashes = files_->hashes(tile_at(level, number / tile_width));
  }
  if (!above.hashes) return std::nullopt;
  return above.hashes->at(number % tile_width);
}

void TreeCheck::compare_above(unsigned level, std::uint64_t number, const Hash& root) {
  const auto listed = listed_above(level, number);
  if (listed && *listed != root)
    report_->problem({Fault::tile_hash_differs,
                      {},
                      tile_path(tile_at(level, number / tile_width)),
                      "hash " + std::to_string(number % tile_width)});
}

// Full tiles whose root is not what the level above says.
void TreeCheck::tell_contradictions(bool above_is_true) {
  for (const std::uint64_t number : contradicted_) {
    const std::string above = tile_path(tile_at(1, number / tile_width));
    const std::string hash = "hash " + std::to_string(number % tile_width);
    if (above_is_true) {
      const std::uint64_t first = number * tile_width;
      std::string detail = "among records " + std::to_string(first) + " to ";
      detail.append(std::to_string(first + tile_width - 1)).append(", ").append(hash);
      detail.append(" of ").append(above);
      report_->problem(
          {Fault::records_forged, first, tile_path(tile_at(Tile::entries, number)), detail});
    } else {
      report_->problem({Fault::tile_hash_differs, {}, above, hash});
    }
  }
}

void TreeCheck::conclude(const Roots& roots) {
  const bool proven = roots.by_records == report_->root;
  const bool above_is_true = !proven && roots.by_above == report_->root;
  for (const auto& [record, tile_is_true] : mismatches_) {
    const std::string bundle = tile_path(tile_at(Tile::entries, record / tile_width));
    const std::string tile = tile_path(tile_at(0, record / tile_width));
    if (!proven && !above_is_true) {
      report_->problem({Fault::record_or_tile_changed, record, bundle, tile});
    } else if (tile_is_true) {
      report_->problem({Fault::record_changed, record, bundle, tile});
    } else {
      report_->problem({Fault::tile_changed, record, tile, ""});
    }
  }
  tell_contradictions(above_is_true);
  if (roots.by_records && !proven)
    report_->problem({Fault::root_differs,
                      {},
                      "checkpoint",
                      to_hex(*roots.by_records) + " instead of " + to_hex(report_->root)});
}

}  // namespace tillgate::ledger
