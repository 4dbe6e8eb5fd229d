#include "ledger/tile.hpp"

#include <catch2/catch.hpp>

#include "ledger/hex.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::bytes_of;

namespace {
Tile tile_of(const Json& c) {
  const std::string level = c["level"];
  return {level == "entries" ? Tile::entries : static_cast<unsigned>(std::stoul(level)), c["index"],
          c["width"]};
}
}  // namespace

TEST_CASE("tiles have the paths of the vectors, and are read back from them") {
  const Json vectors = test::read_json_data("vectors/tlog/tile-paths.json")["cases"];
  for (const Json& c : vectors) {
    INFO(c["path"]);
    CHECK(tile_path(tile_of(c)) == c["path"]);
    CHECK(parse_tile_path(c["path"].get<std::string>()) == tile_of(c));
  }
}

TEST_CASE("a path in any other spelling names no tile") {
  const Json vectors = test::read_json_data("vectors/tlog/tile-paths.json")["must_reject"];
  for (const Json& path : vectors) {
    INFO(path);
    CHECK_FALSE(parse_tile_path(path.get<std::string>()));
  }
  CHECK_FALSE(parse_tile_path("tile/0/x999/x999/x999/x999/x999/x999/x999/999"));
}

TEST_CASE("a tree of some size has the tiles of the vectors") {
  const Json vectors = test::read_json_data("vectors/tlog/tile-geometry.json")["cases"];
  for (const Json& c : vectors) {
    const std::uint64_t size = c["size"];
    INFO("size " << size);
    unsigned levels = 0;
    for (; !level_shape(levels, size).empty(); ++levels) {
      const LevelShape shape = level_shape(levels, size);
      const Json& expected = c["levels"][std::to_string(levels)];
      CHECK(shape.full == expected["full_tiles"]);
      CHECK(shape.partial_width == expected["partial_width"]);
      if (shape.partial_width != 0)
        CHECK(tile_path({levels, shape.full, shape.width_of(shape.full)}) ==
              expected["partial_path"]);
    }
    CHECK(levels == c["levels"].size());
    const LevelShape bundles = level_shape(Tile::entries, size);
    CHECK(bundles.full == c["entry_bundles_full"]);
    CHECK((bundles.partial_width == 0) == c["entry_bundle_partial"].is_null());
  }
  CHECK(level_shape(63, max_size).empty());
}

TEST_CASE("entry bundles are written and read as the vectors have them") {
  const Json vectors = test::read_json_data("vectors/tlog/entry-bundles.json");
  for (const Json& c : vectors["cases"]) {
    INFO(c["name"]);
    Bytes bundle;
    Bytes leaves;
    for (const Json& entry : c["entries_hex"]) {
      add_to_bundle(bytes_of(entry), bundle);
      const Hash leaf = leaf_hash(bytes_of(entry));
      leaves.insert(leaves.end(), leaf.begin(), leaf.end());
    }
    CHECK(to_hex(bundle) == c["bundle_hex"]);
    CHECK(to_hex(leaves) == c["leaf_tile_hex"]);
    const Bundle parsed = parse_bundle(bundle);
    CHECK(parsed.whole);
    REQUIRE(parsed.entries.size() == c["entries_hex"].size());
    for (std::size_t i = 0; i < parsed.entries.size(); ++i)
      CHECK(to_hex(parsed.entries[i]) == c["entries_hex"][i]);
  }
}

TEST_CASE("a malformed bundle gives the entries before the damage") {
  const Json vectors = test::read_json_data("vectors/tlog/entry-bundles.json")["must_reject"];
  for (const Json& c : vectors) {
    INFO(c["name"]);
    CHECK_FALSE(parse_bundle(bytes_of(c["bundle_hex"])).whole);
  }
  const Bytes bundle = bytes_of("0001610003626364ff");
  const Bundle parsed = parse_bundle(bundle);
  CHECK(parsed.entries.size() == 2);
  CHECK_FALSE(parsed.whole);
}

TEST_CASE("the longest entry fits a bundle") {
  const Bytes entry(max_entry_size, 'x');
  Bytes bundle;
  add_to_bundle(entry, bundle);
  CHECK(parse_bundle(bundle).entries.at(0).size() == max_entry_size);
}
