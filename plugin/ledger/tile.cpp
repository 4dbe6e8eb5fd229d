#include "ledger/tile.hpp"

#include <algorithm>
#include <charconv>

namespace tillgate::ledger {

namespace {

constexpr std::string_view root_folder = "tile/";
constexpr std::string_view entries_folder = "entries";

std::string three_digits(std::uint64_t group) {
  std::string text = std::to_string(group);
  text.insert(0, 3 - text.size(), '0');
  return text;
}

std::string number_path(std::uint64_t number) {
  std::string path = three_digits(number % 1000);
  while (number >= 1000) {
    number /= 1000;
    path = "x" + three_digits(number % 1000) + "/" + path;
  }
  return path;
}

std::string level_name(unsigned level) {
  return level == Tile::entries ? std::string(entries_folder) : std::to_string(level);
}

// Decimal without sign or leading zero, at most `max`.
std::optional<std::uint64_t> plain_number(std::string_view text, std::uint64_t max) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value > max ||
      (text.size() > 1 && text[0] == '0'))
    return std::nullopt;
  return value;
}

std::string_view take_until_slash(std::string_view& path) {
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view part = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return part;
}

}  // namespace

std::string tile_path(const Tile& tile) {
  if (!tile.is_full()) return partial_folder(tile) + "/" + std::to_string(tile.width);
  return std::string(root_folder) + level_name(tile.level) + "/" + number_path(tile.number);
}

std::string partial_folder(const Tile& tile) {
  return tile_path({tile.level, tile.number, tile_width}) + ".p";
}

// Reads leniently, then compares with what would be written: there is no second spelling.
std::optional<Tile> parse_tile_path(std::string_view path) {
  if (!path.starts_with(root_folder)) return std::nullopt;
  std::string_view rest = path.substr(root_folder.size());
  const std::string_view level = take_until_slash(rest);
  Tile tile;
  if (level == entries_folder) {
    tile.level = Tile::entries;
  } else if (const auto value = plain_number(level, 63)) {
    tile.level = static_cast<unsigned>(*value);
  } else {
    return std::nullopt;
  }
  if (const std::size_t partial = rest.find(".p/"); partial != std::string_view::npos) {
    const auto width = plain_number(rest.substr(partial + 3), tile_width - 1);
    if (!width || *width == 0) return std::nullopt;
    tile.width = *width;
    rest = rest.substr(0, partial);
  }
  std::string digits(rest);
  std::erase_if(digits, [](char c) { return c == 'x' || c == '/'; });
  const std::size_t significant = std::min(digits.find_first_not_of('0'), digits.size());
  const auto number =
      plain_number(digits.size() == significant ? "0" : digits.substr(significant), max_size);
  if (!number) return std::nullopt;
  tile.number = *number;
  if (tile_path(tile) != path) return std::nullopt;
  return tile;
}

LevelShape level_shape(unsigned level, std::uint64_t size) {
  const unsigned shift = level == Tile::entries ? 0 : tile_height * level;
  const std::uint64_t count = shift >= 64 ? 0 : size >> shift;
  return {count / tile_width, count % tile_width};
}

void add_to_bundle(ByteView entry, Bytes& bundle) {
  bundle.push_back(static_cast<std::uint8_t>(entry.size() >> 8));
  bundle.push_back(static_cast<std::uint8_t>(entry.size() & 0xFF));
  bundle.insert(bundle.end(), entry.begin(), entry.end());
}

Bundle parse_bundle(ByteView bundle) {
  Bundle parsed;
  while (!bundle.empty()) {
    const std::size_t length = bundle.size() < 2 ? 0 : std::size_t{bundle[0]} * 256 + bundle[1];
    if (bundle.size() < 2 || bundle.size() - 2 < length || parsed.entries.size() == tile_width) {
      parsed.whole = false;
      break;
    }
    parsed.entries.push_back(bundle.subspan(2, length));
    bundle = bundle.subspan(2 + length);
  }
  return parsed;
}

}  // namespace tillgate::ledger
