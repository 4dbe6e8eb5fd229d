#include "ledger/tree.hpp"

#include <catch2/catch.hpp>

#include <map>

#include "ledger/hex.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::bytes_of;
using test::hash_of;

TEST_CASE("the tree of the vectors grows leaf by leaf to the same roots and nodes") {
  const Json vectors = test::read_json_data("vectors/tlog/merkle8-sha256.json");
  Frontier frontier;
  std::map<std::pair<unsigned, std::uint64_t>, Hash> nodes;
  CHECK(to_hex(frontier.root()) == vectors["roots"][0]["root"]);
  for (std::size_t i = 0; i < 8; ++i) {
    const Hash leaf = leaf_hash(bytes_of(vectors["leaves"][i]));
    CHECK(to_hex(leaf) == vectors["leaf_hashes"][i]);
    nodes[{0, i}] = leaf;
    frontier.append(leaf, [&](unsigned level, std::uint64_t index, const Hash& hash) {
      CHECK(nodes.emplace(std::pair(level, index), hash).second);
    });
    CHECK(frontier.size() == i + 1);
    CHECK(to_hex(frontier.root()) == vectors["roots"][i + 1]["root"]);
  }
  CHECK(nodes.size() == vectors["complete_nodes"].size());
  for (const Json& node : vectors["complete_nodes"])
    CHECK(nodes.at({node["level"].get<unsigned>(), node["index"].get<std::uint64_t>()}) ==
          hash_of(node["hash"]));
}

TEST_CASE("a frontier goes on from its stored bytes as if nothing had happened") {
  Frontier whole;
  for (std::uint8_t i = 0; i < 100; ++i) {
    const auto stored = Frontier::from(whole.size(), whole.bytes());
    REQUIRE(stored.ok());
    Frontier again = *stored;
    whole.append(leaf_hash({&i, 1}));
    again.append(leaf_hash({&i, 1}));
    CHECK(again.root() == whole.root());
  }
}

TEST_CASE("a frontier with too few or too many hashes for its size is refused") {
  CHECK(Frontier::from(3, Bytes(64)).ok());
  for (const std::size_t bytes : {0u, 32u, 63u, 65u, 96u})
    CHECK(Frontier::from(3, Bytes(bytes)).failure().status == TILLGATE_E_LEDGER);
  CHECK_FALSE(Frontier::from(std::uint64_t{1} << 63, Bytes(32)).ok());
}

TEST_CASE("a root with a last subtree is the root of the tree that has it appended") {
  for (const std::uint8_t full : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{2},
                                  std::uint8_t{3}, std::uint8_t{5}, std::uint8_t{8}}) {
    Frontier frontier;
    for (std::uint8_t i = 0; i < full; ++i) frontier.append(leaf_hash({&i, 1}));
    const Hash last = leaf_hash({&full, 1});
    const Hash root = frontier.root_with(last);
    frontier.append(last);
    CHECK(root == frontier.root());
  }
}
