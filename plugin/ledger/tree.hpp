// The Merkle tree (默克尔树) of RFC 6962 section 2.1 over SHA-256.
//
//   leaf := SHA-256(00 entry)        node := SHA-256(01 left right)
//   root of n > 1 entries := node(root of the first k, root of the others), k = largest power of
//   two < n root of none := SHA-256("")
//
// A subtree over 2^level entries is complete once filled and never changes again; (level, index)
// names the one over entries index * 2^level and on.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"

namespace tillgate::ledger {

using crypto::Hash;
inline constexpr std::size_t hash_size = Hash{}.size();

// Sizes and indexes are unsigned, and refused beyond this.
constexpr std::uint64_t max_size = (std::uint64_t{1} << 63) - 1;

Hash leaf_hash(ByteView entry) noexcept;
Hash node_hash(const Hash& left, const Hash& right) noexcept;
Hash empty_root() noexcept;

// The hash a tree is made with. The published tree is SHA-256; a tree over SM3 (GB/T 32905) keeps
// the same rules.
struct TreeHasher {
  Hash (*leaf)(ByteView entry);
  Hash (*node)(const Hash& left, const Hash& right);
  Hash (*empty)();
};
inline constexpr TreeHasher sha256_tree{leaf_hash, node_hash, empty_root};
// Should SM3 ever fail to compute, the answer is zeros, which are no root of any tree.
extern const TreeHasher sm3_tree;

// 32 bytes as a hash; empty for any other length.
std::optional<Hash> to_hash(ByteView bytes) noexcept;

// Root over these hashes, all of one level. Of none: the root of the empty tree.
Hash root_of(std::span<const Hash> hashes);

// The right edge of a tree: its complete subtrees from left to right, one for each 1-bit of the
// size. All that is needed to append, and to know the root.
class Frontier {
 public:
  Frontier() = default;
  // TILLGATE_E_LEDGER unless there are exactly as many hashes as `size` has 1-bits.
  static Result<Frontier> from(std::uint64_t size, ByteView hashes);

  std::uint64_t size() const noexcept { return size_; }
  Hash root() const;
  // Root of the tree that has `last`, the root of a smaller subtree, at its right end.
  Hash root_with(const Hash& last) const;
  std::span<const Hash> hashes() const noexcept { return hashes_; }
  Bytes bytes() const;

  // `completed(level, index, hash)` is called for each subtree above the leaf that the leaf fills,
  // smallest first.
  template <class Completed>
  void append(const Hash& leaf, Completed completed) {
    Hash subtree = leaf;
    unsigned level = 0;
    for (std::uint64_t n = size_; (n & 1) != 0; n >>= 1) {
      subtree = node_hash(hashes_.back(), subtree);
      hashes_.pop_back();
      ++level;
      completed(level, size_ >> level, subtree);
    }
    hashes_.push_back(subtree);
    ++size_;
  }
  void append(const Hash& leaf) {
    append(leaf, [](unsigned, std::uint64_t, const Hash&) {});
  }

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> hashes_;
};

}  // namespace tillgate::ledger
