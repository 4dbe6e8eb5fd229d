#include "ledger/tree.hpp"

#include <algorithm>
#include <bit>

namespace tillgate::ledger {

Hash leaf_hash(ByteView entry) noexcept {
  constexpr std::uint8_t prefix = 0x00;
  return crypto::sha256({{&prefix, 1}, entry});
}

Hash node_hash(const Hash& left, const Hash& right) noexcept {
  constexpr std::uint8_t prefix = 0x01;
  return crypto::sha256({{&prefix, 1}, left, right});
}

Hash empty_root() noexcept {
  return crypto::sha256(ByteView());
}

namespace {

Hash sm3_of(ByteView message) {
  const auto hash = crypto::sm3(message);
  return hash ? *hash : Hash{};
}

Hash sm3_leaf(ByteView entry) {
  Bytes message{0x00};
  message.insert(message.end(), entry.begin(), entry.end());
  return sm3_of(message);
}

Hash sm3_node(const Hash& left, const Hash& right) {
  Bytes message{0x01};
  message.insert(message.end(), left.begin(), left.end());
  message.insert(message.end(), right.begin(), right.end());
  return sm3_of(message);
}

Hash sm3_empty() {
  return sm3_of({});
}

}  // namespace

const TreeHasher sm3_tree{sm3_leaf, sm3_node, sm3_empty};

std::optional<Hash> to_hash(ByteView bytes) noexcept {
  Hash hash;
  if (bytes.size() != hash.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

Hash root_of(std::span<const Hash> hashes) {
  Frontier frontier;
  for (const Hash& hash : hashes) frontier.append(hash);
  return frontier.root();
}

Result<Frontier> Frontier::from(std::uint64_t size, ByteView hashes) {
  if (size > max_size || hashes.size() != hash_size * static_cast<std::size_t>(std::popcount(size)))
    return Failure{TILLGATE_E_LEDGER, "the stored edge of the tree does not fit its size", ""};
  Frontier frontier;
  frontier.size_ = size;
  for (; !hashes.empty(); hashes = hashes.subspan(hash_size))
    frontier.hashes_.push_back(*to_hash(hashes.first(hash_size)));
  return frontier;
}

Hash Frontier::root() const {
  if (hashes_.empty()) return empty_root();
  Hash root = hashes_.back();
  for (auto left = hashes_.rbegin() + 1; left != hashes_.rend(); ++left)
    root = node_hash(*left, root);
  return root;
}

Hash Frontier::root_with(const Hash& last) const {
  Hash root = last;
  for (auto left = hashes_.rbegin(); left != hashes_.rend(); ++left) root = node_hash(*left, root);
  return root;
}

Bytes Frontier::bytes() const {
  Bytes bytes;
  for (const Hash& hash : hashes_) bytes.insert(bytes.end(), hash.begin(), hash.end());
  return bytes;
}

}  // namespace tillgate::ledger
