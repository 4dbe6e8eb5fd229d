#include "ledger/proof.hpp"

#include <bit>

namespace tillgate::ledger {

namespace {

// Entries first .. first + count - 1 of a tree; first is a multiple of the smallest power of two
// that is not below count.
struct Range {
  std::uint64_t first;
  std::uint64_t count;  // not 0

  std::uint64_t left_count() const { return std::bit_floor(count - 1); }
  Range left() const { return {first, left_count()}; }
  Range right() const { return {first + left_count(), count - left_count()}; }
};

// Where complete subtrees come from, and how they are joined.
struct Source {
  const StoredHash& stored;
  const TreeHasher& hasher;
};

Result<Hash> range_root(const Range& range, const Source& source) {
  if (std::has_single_bit(range.count))
    return source.stored(static_cast<unsigned>(std::countr_zero(range.count)),
                         range.first / range.count);
  TILLGATE_TRY(left, range_root(range.left(), source));
  TILLGATE_TRY(right, range_root(range.right(), source));
  return source.hasher.node(left, right);
}

Result<Done> add_inclusion(std::uint64_t index, const Range& range, const Source& source,
                           Proof& proof) {
  if (range.count == 1) return Done{};
  const bool in_left = index < range.right().first;
  TILLGATE_CHECK(add_inclusion(index, in_left ? range.left() : range.right(), source, proof));
  TILLGATE_TRY(sibling, range_root(in_left ? range.right() : range.left(), source));
  proof.push_back(sibling);
  return Done{};
}

// `known`: the reader has the root of this range already, because it is the whole old tree.
Result<Done> add_consistency(std::uint64_t old_size, const Range& range, bool known,
                             const Source& source, Proof& proof) {
  if (old_size == range.first + range.count) {
    if (known) return Done{};
    TILLGATE_TRY(root, range_root(range, source));
    proof.push_back(root);
    return Done{};
  }
  const bool in_left = old_size <= range.right().first;
  TILLGATE_CHECK(add_consistency(old_size, in_left ? range.left() : range.right(), in_left && known,
                                 source, proof));
  TILLGATE_TRY(sibling, range_root(in_left ? range.right() : range.left(), source));
  proof.push_back(sibling);
  return Done{};
}

// The way from a leaf to the root, one step a level: `node` is the place of the current subtree in
// its level, `last` the place of the last subtree there.
struct Climb {
  std::uint64_t node;
  std::uint64_t last;

  bool at_root() const { return last == 0; }
  bool sibling_is_left() const { return (node & 1) != 0 || node == last; }
  void up() {
    node >>= 1;
    last >>= 1;
  }
  // A last subtree without sibling passes levels unchanged.
  void skip_levels_without_sibling() {
    while ((node & 1) == 0 && node != 0) up();
  }
};

}  // namespace

Result<Hash> root_at(std::uint64_t size, const StoredHash& stored, const TreeHasher& hasher) {
  if (size == 0) return hasher.empty();
  return range_root({0, size}, {stored, hasher});
}

Result<Proof> inclusion_proof(std::uint64_t index, std::uint64_t size, const StoredHash& stored,
                              const TreeHasher& hasher) {
  if (size > max_size || index >= size)
    return Failure{TILLGATE_E_ARGUMENT, "the tree has no such entry", "index"};
  Proof proof;
  TILLGATE_CHECK(add_inclusion(index, {0, size}, {stored, hasher}, proof));
  return proof;
}

Result<Proof> consistency_proof(std::uint64_t old_size, std::uint64_t size,
                                const StoredHash& stored, const TreeHasher& hasher) {
  if (size > max_size || old_size > size)
    return Failure{TILLGATE_E_ARGUMENT, "the tree is smaller than the old one", "size"};
  Proof proof;
  if (old_size != 0)
    TILLGATE_CHECK(add_consistency(old_size, {0, size}, true, {stored, hasher}, proof));
  return proof;
}

bool check_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, const Proof& proof,
                     const Hash& root, const TreeHasher& hasher) {
  if (size > max_size || index >= size) return false;
  Climb climb{index, size - 1};
  Hash computed = leaf;
  for (const Hash& sibling : proof) {
    if (climb.at_root()) return false;
    if (climb.sibling_is_left()) {
      computed = hasher.node(sibling, computed);
      climb.skip_levels_without_sibling();
    } else {
      computed = hasher.node(computed, sibling);
    }
    climb.up();
  }
  return climb.at_root() && computed == root;
}

bool check_consistency(const TreeHead& old_head, const TreeHead& head, const Proof& proof,
                       const TreeHasher& hasher) {
  if (head.size > max_size || old_head.size > head.size) return false;
  if (old_head.size == head.size) return proof.empty() && old_head.root == head.root;
  if (old_head.size == 0) return proof.empty() && old_head.root == hasher.empty();

  // Climb from the last subtree of the old tree that is a node of the new tree too. When the old
  // tree is complete that is its root, else the proof begins with it.
  std::span<const Hash> rest(proof);
  Climb climb{old_head.size - 1, head.size - 1};
  while ((climb.node & 1) != 0) climb.up();
  Hash old_root = old_head.root;
  if (!std::has_single_bit(old_head.size)) {
    if (rest.empty()) return false;
    old_root = rest.front();
    rest = rest.subspan(1);
  }
  Hash new_root = old_root;
  for (const Hash& sibling : rest) {
    if (climb.at_root()) return false;
    if (climb.sibling_is_left()) {
      old_root = hasher.node(sibling, old_root);
      new_root = hasher.node(sibling, new_root);
      climb.skip_levels_without_sibling();
    } else {
      new_root = hasher.node(new_root, sibling);
    }
    climb.up();
  }
  return climb.at_root() && old_root == old_head.root && new_root == head.root;
}

}  // namespace tillgate::ledger
