#include "ledger/manifest.hpp"

#include <algorithm>
#include <array>

#include "crypto/base64.hpp"
#include "ledger/log_proof.hpp"

namespace tillgate::ledger {

namespace {

constexpr std::string_view manifest_line = "tillgate manifest v1";
constexpr std::array<std::string_view, 6> words = {"origin ", "records ", "root ",
                                                   "files ",  "bytes ",   "listing "};

}  // namespace

Result<Done> each_published(std::uint64_t size,
                            const std::function<Result<Done>(const Tile&)>& visit) {
  std::vector<unsigned> levels{Tile::entries};
  for (unsigned level = 0; !level_shape(level, size).empty(); ++level) levels.push_back(level);
  for (const unsigned level : levels) {
    const LevelShape shape = level_shape(level, size);
    for (std::uint64_t number = 0; number < shape.tiles(); ++number)
      TILLGATE_CHECK(visit({level, number, shape.width_of(number)}));
  }
  return Done{};
}

void ManifestBuilder::add(const Tile& tile, std::uint64_t bytes) {
  listing_.append(leaf_hash(as_bytes(tile_path(tile) + " " + std::to_string(bytes) + "\n")));
  bytes_ += bytes;
}

Manifest ManifestBuilder::finish(const Checkpoint& checkpoint) const {
  return {checkpoint.origin, checkpoint.size, checkpoint.root,
          listing_.size(),   bytes_,          listing_.root()};
}

std::string manifest_text(const Manifest& manifest) {
  const std::array<std::string, 6> values = {
      manifest.origin,
      std::to_string(manifest.size),
      crypto::to_base64(manifest.root),
      std::to_string(manifest.files),
      std::to_string(manifest.bytes),
      crypto::to_base64(manifest.listing),
  };
  std::string text(manifest_line);
  text += '\n';
  for (std::size_t i = 0; i < words.size(); ++i) text.append(words[i]).append(values[i]) += '\n';
  return text;
}

Result<Manifest> parse_manifest_text(std::string_view text) {
  const Failure malformed{TILLGATE_E_DOCUMENT, "not a manifest of version 1", ""};
  std::string_view rest = text;
  const auto take_line = [&rest] {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
  };
  take_line();
  std::array<std::string_view, 6> values;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view line = take_line();
    if (!line.starts_with(words[i])) return malformed;
    values[i] = line.substr(words[i].size());
  }
  const auto size = parse_decimal(values[1]);
  const auto root = parse_hash_line(values[2]);
  const auto files = parse_decimal(values[3]);
  const auto bytes = parse_decimal(values[4]);
  const auto listing = parse_hash_line(values[5]);
  if (!size || !root || !files || !bytes || !listing) return malformed;
  Manifest manifest{std::string(values[0]), *size, *root, *files, *bytes, *listing};
  if (manifest_text(manifest) != text) return malformed;
  return manifest;
}

Result<std::string> manifest_note(const Manifest& manifest,
                                  const std::vector<const crypto::NoteSigner*>& signers) {
  if (signers.empty()) return manifest_text(manifest);
  return crypto::sign_note(manifest_text(manifest), signers);
}

}  // namespace tillgate::ledger
