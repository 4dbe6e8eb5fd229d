#include "ledger/range_proof.hpp"

#include <algorithm>
#include <bit>

#include "crypto/base64.hpp"

namespace tillgate::ledger {

namespace {

constexpr std::string_view range_line = "tillgate-range@v1";
constexpr std::string_view range_word = "range ";

struct Subtree {
  unsigned level;
  std::uint64_t index;
};

// The complete subtrees of a tree of `first` records.
std::vector<Subtree> left_of(std::uint64_t first) {
  std::vector<Subtree> subtrees;
  std::uint64_t at = 0;
  for (unsigned level = 64; level-- > 0;)
    if ((first >> level & 1) != 0) {
      subtrees.push_back({level, at >> level});
      at += std::uint64_t{1} << level;
    }
  return subtrees;
}

// Complete subtrees from `end` to `size`, each as large as alignment and size allow.
std::vector<Subtree> right_of(std::uint64_t end, std::uint64_t size) {
  std::vector<Subtree> subtrees;
  while (end < size) {
    const auto aligned = static_cast<unsigned>(std::countr_zero(end));
    const auto fitting = static_cast<unsigned>(std::bit_width(size - end) - 1);
    const unsigned level = std::min(aligned, fitting);
    subtrees.push_back({level, end >> level});
    end += std::uint64_t{1} << level;
  }
  return subtrees;
}

Result<Proof> hashes_of(const std::vector<Subtree>& subtrees, const StoredHash& stored) {
  Proof hashes;
  for (const Subtree& subtree : subtrees) {
    TILLGATE_TRY(hash, stored(subtree.level, subtree.index));
    hashes.push_back(hash);
  }
  return hashes;
}

// Subtrees put side by side from the left; two of one height become one.
class Assembly {
 public:
  void add(unsigned level, Hash hash) {
    while (!parts_.empty() && parts_.back().level == level) {
      hash = node_hash(parts_.back().hash, hash);
      parts_.pop_back();
      ++level;
    }
    parts_.push_back({level, hash});
  }
  Hash root() const {
    Hash root = parts_.back().hash;
    for (auto left = parts_.rbegin() + 1; left != parts_.rend(); ++left)
      root = node_hash(left->hash, root);
    return root;
  }

 private:
  struct Part {
    unsigned level;
    Hash hash;
  };
  std::vector<Part> parts_;
};

Failure malformed_range(const std::string& why, std::size_t line) {
  return {TILLGATE_E_DOCUMENT, "range proof: " + why, "line " + std::to_string(line)};
}

}  // namespace

Result<RangeProof> make_range_proof(std::uint64_t first, std::uint64_t end, std::uint64_t size,
                                    const StoredHash& stored) {
  if (size > max_size || end > size || first >= end)
    return Failure{TILLGATE_E_ARGUMENT, "the log has no such records", "range"};
  RangeProof proof;
  proof.first = first;
  proof.end = end;
  TILLGATE_TRY(left, hashes_of(left_of(first), stored));
  TILLGATE_TRY(right, hashes_of(right_of(end, size), stored));
  proof.left = std::move(left);
  proof.right = std::move(right);
  return proof;
}

std::string range_proof_text(const RangeProof& proof) {
  std::string text(range_line);
  text += "\n" + std::string(range_word) + std::to_string(proof.first) + " " +
          std::to_string(proof.end) + "\n";
  for (const Proof* hashes : {&proof.left, &proof.right})
    for (const Hash& hash : *hashes) text += crypto::to_base64(hash) + "\n";
  text += "\n";
  for (const std::string& entry : proof.entries) text += entry + "\n";
  return text + "\n" + proof.checkpoint;
}

Result<RangeProof> parse_range_proof(std::string_view text) {
  std::size_t number = 0;
  const auto take_line = [&]() -> std::optional<std::string_view> {
    const std::size_t line_end = text.find('\n');
    if (line_end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, line_end);
    text.remove_prefix(line_end + 1);
    ++number;
    return line;
  };
  RangeProof proof;
  if (take_line() != range_line) return malformed_range("not a range proof of version 1", 1);
  const auto range = take_line();
  const std::size_t space =
      range && range->starts_with(range_word) ? range->rfind(' ') : std::string_view::npos;
  const auto first =
      space != std::string_view::npos && space > range_word.size()
          ? parse_decimal(range->substr(range_word.size(), space - range_word.size()))
          : std::nullopt;
  const auto end = first ? parse_decimal(range->substr(space + 1)) : std::nullopt;
  if (!end || *first >= *end) return malformed_range("no range of records", 2);
  proof.first = *first;
  proof.end = *end;
  const auto left_count = static_cast<std::size_t>(std::popcount(proof.first));
  auto line = take_line();
  for (; line && !line->empty(); line = take_line()) {
    const auto hash = parse_hash_line(*line);
    if (!hash || proof.right.size() > 2 * max_proof_hashes)
      return malformed_range("not base64 of 32 bytes", number);
    (proof.left.size() < left_count ? proof.left : proof.right).push_back(*hash);
  }
  if (line) line = take_line();
  for (; line && !line->empty(); line = take_line()) {
    if (proof.entries.size() == proof.end - proof.first)
      return malformed_range("more records than the range has", number);
    proof.entries.emplace_back(*line);
  }
  if (!line) return malformed_range("it is cut", number);
  proof.checkpoint = std::string(text);
  return proof;
}

Result<OpenedCheckpoint> check_range_proof(const RangeProof& proof, const TrustedKeys& trusted) {
  TILLGATE_TRY(opened, open_checkpoint(proof.checkpoint, trusted));
  const std::uint64_t size = opened.checkpoint.size;
  const auto refused = [](const std::string& why, std::uint64_t record) {
    return Failure{TILLGATE_E_LEDGER, why, "record " + std::to_string(record)};
  };
  if (proof.end > size) return refused("the checkpoint does not cover the range", size);
  if (proof.entries.size() != proof.end - proof.first)
    return refused("records of the range are missing", proof.first + proof.entries.size());
  const auto left = left_of(proof.first);
  const auto right = right_of(proof.end, size);
  if (proof.left.size() != left.size() || proof.right.size() != right.size())
    return refused("the number of hashes is not that of the range", proof.first);
  Assembly tree;
  for (std::size_t i = 0; i < left.size(); ++i) tree.add(left[i].level, proof.left[i]);
  for (const std::string& entry : proof.entries) tree.add(0, leaf_hash(as_bytes(entry)));
  for (std::size_t i = 0; i < right.size(); ++i) tree.add(right[i].level, proof.right[i]);
  if (tree.root() != opened.checkpoint.root)
    return refused("these records are not those the checkpoint was signed for", proof.first);
  return std::move(opened);
}

}  // namespace tillgate::ledger
