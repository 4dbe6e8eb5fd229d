// Merkle proofs of RFC 6962 sections 2.1.1 and 2.1.2: that an entry is in a tree, and that one tree
// continues another.
//
// A proof does not authenticate the size of the tree: the same hashes fit several sizes. Take size
// and root from one signed checkpoint, never from the proof.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.hpp"
#include "ledger/tree.hpp"

namespace tillgate::ledger {

using Proof = std::vector<Hash>;  // in transmitted order

// Where the hash of a complete subtree comes from; see tree.hpp for (level, index).
using StoredHash = std::function<Result<Hash>(unsigned level, std::uint64_t index)>;

// Root of the first `size` entries.
Result<Hash> root_at(std::uint64_t size, const StoredHash& stored,
                     const TreeHasher& hasher = sha256_tree);

// For entry `index` in the tree of `size` entries. TILLGATE_E_ARGUMENT unless index < size.
Result<Proof> inclusion_proof(std::uint64_t index, std::uint64_t size, const StoredHash& stored,
                              const TreeHasher& hasher = sha256_tree);
// That the tree of `size` entries begins with the one of `old_size`. TILLGATE_E_ARGUMENT unless
// old_size <= size.
Result<Proof> consistency_proof(std::uint64_t old_size, std::uint64_t size,
                                const StoredHash& stored, const TreeHasher& hasher = sha256_tree);

// Too long a proof is refused as well as too short a one.
bool check_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, const Proof& proof,
                     const Hash& root, const TreeHasher& hasher = sha256_tree);

// A tree as a checkpoint names it.
struct TreeHead {
  std::uint64_t size;
  Hash root;
};
bool check_consistency(const TreeHead& old_head, const TreeHead& head, const Proof& proof,
                       const TreeHasher& hasher = sha256_tree);

}  // namespace tillgate::ledger
