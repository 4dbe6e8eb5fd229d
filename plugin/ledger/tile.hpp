// How the log lies in files: hash tiles and entry bundles (C2SP tlog-tiles).
//
//   checkpoint                           the newest signed note
//   tile/<level>/<number>[.p/<width>]    256 hashes, or `width` of them: hash k of tile n at level
//   L is
//                                        the subtree (8 L, 256 n + k)
//   tile/entries/<number>[.p/<width>]    256 entries, or `width`: u16be length, entry; repeated
//
//   number := ("x" digit[3] "/")* digit[3], without a leading x000 group
//   level  := 0 to 63, width := 1 to 255, decimal, without a leading zero
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "ledger/tree.hpp"

namespace tillgate::ledger {

constexpr std::uint64_t tile_width = 256;  // hashes of a full tile, entries of a full bundle
constexpr unsigned tile_height = 8;        // tree levels a tile spans
constexpr std::size_t max_entry_size = 65'535;
inline constexpr const char* checkpoint_file = "checkpoint";

struct Tile {
  static constexpr unsigned entries = 64;  // the `level` of an entry bundle

  unsigned level = 0;  // 0 to 63, or entries
  std::uint64_t number = 0;
  std::uint64_t width = tile_width;  // 1 to 256

  bool is_bundle() const noexcept { return level == entries; }
  bool is_full() const noexcept { return width == tile_width; }
  bool operator==(const Tile&) const = default;
};

// Relative, with slashes: tile/0/x001/234.p/5
std::string tile_path(const Tile& tile);
// The folder that holds the partial tiles of this number: tile/0/x001/234.p
std::string partial_folder(const Tile& tile);
// Empty unless `path` is exactly what tile_path writes.
std::optional<Tile> parse_tile_path(std::string_view path);

// Tiles of one level (entry bundles: like level 0) in a tree of some size.
struct LevelShape {
  std::uint64_t full = 0;           // full tiles, numbers 0 to full - 1
  std::uint64_t partial_width = 0;  // of the tile after them; 0: there is none
  bool empty() const noexcept { return full == 0 && partial_width == 0; }
  std::uint64_t tiles() const noexcept { return full + (partial_width == 0 ? 0 : 1); }
  std::uint64_t width_of(std::uint64_t number) const noexcept {
    return number < full ? tile_width : partial_width;
  }
};
LevelShape level_shape(unsigned level, std::uint64_t size);

// Adds one entry to a bundle; at most max_entry_size bytes.
void add_to_bundle(ByteView entry, Bytes& bundle);

// The entries, as views into `bundle`. When it is malformed (cut, stray bytes, more than 256
// entries) `whole` is false and `entries` holds those before the damage.
struct Bundle {
  std::vector<ByteView> entries;
  bool whole = true;
};
Bundle parse_bundle(ByteView bundle);

}  // namespace tillgate::ledger
