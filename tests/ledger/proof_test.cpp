#include "ledger/proof.hpp"

#include <catch2/catch.hpp>

#include "ledger/hex.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::hash_of;
using test::proof_of;

namespace {

Json merkle8() {
  return test::read_json_data("vectors/tlog/merkle8-sha256.json");
}

test::PlainTree tree_of(const Json& leaf_hashes) {
  std::vector<Hash> leaves;
  for (const Json& hash : leaf_hashes) leaves.push_back(hash_of(hash));
  return test::PlainTree(std::move(leaves));
}

bool holds(const Json& c) {
  if (c.contains("index"))
    return check_inclusion(c["index"], c["size"], hash_of(c["leaf_hash"]), proof_of(c["proof"]),
                           hash_of(c["root"]));
  return check_consistency({c["old"], hash_of(c["old_root"])}, {c["new"], hash_of(c["new_root"])},
                           proof_of(c["proof"]));
}

}  // namespace

TEST_CASE(
    "inclusion proofs of the eight-leaf tree are made and accepted as the vectors have them") {
  const Json vectors = merkle8();
  const auto tree = tree_of(vectors["leaf_hashes"]);
  for (const Json& c : vectors["inclusion"]) {
    INFO(c["index"] << " in " << c["size"]);
    CHECK(inclusion_proof(c["index"], c["size"], tree.stored()).value() == proof_of(c["proof"]));
    CHECK(holds(c));
  }
}

TEST_CASE(
    "consistency proofs of the eight-leaf tree are made and accepted as the vectors have them") {
  const Json vectors = merkle8();
  const auto tree = tree_of(vectors["leaf_hashes"]);
  for (const Json& c : vectors["consistency"]) {
    INFO(c["old"] << " to " << c["new"]);
    CHECK(consistency_proof(c["old"], c["new"], tree.stored()).value() == proof_of(c["proof"]));
    CHECK(holds(c));
  }
}

TEST_CASE("proofs that must be rejected are") {
  const Json vectors = merkle8()["must_reject"];
  for (const Json& c : vectors) {
    INFO(c["kind"] << ": " << c["why"]);
    CHECK_FALSE(holds(c));
  }
}

TEST_CASE("a proof does not tell the size: it verifies for another one too, as the vectors warn") {
  const Json vectors = merkle8()["size_is_not_bound"];
  for (const Json& c : vectors) CHECK(holds(c));
}

TEST_CASE("proofs of the published sample log are accepted") {
  const Json sample = test::read_json_data("vectors/tlog/sample-log.json");
  std::map<std::uint64_t, Hash> roots;
  for (const Json& c : sample["checkpoints"]) roots[c["size"]] = hash_of(c["root_hex"]);
  for (const Json& c : sample["consistency"])
    CHECK(check_consistency({c["old"], roots.at(c["old"])}, {c["new"], roots.at(c["new"])},
                            test::proof_of_base64(c["proof_base64"])));
  for (const Json& c : sample["inclusion"])
    CHECK(check_inclusion(c["index"], c["size"], leaf_hash(test::bytes_of(c["entry_hex"])),
                          test::proof_of_base64(c["proof_base64"]), roots.at(c["size"])));
}

TEST_CASE("every proof of every tree up to 40 entries holds, and fails with one hash left out") {
  constexpr std::uint64_t largest = 40;
  std::vector<Hash> leaves;
  std::vector<Hash> roots{empty_root()};
  Frontier frontier;
  for (std::uint8_t i = 0; i < largest; ++i) {
    leaves.push_back(leaf_hash({&i, 1}));
    frontier.append(leaves.back());
    roots.push_back(frontier.root());
  }
  const test::PlainTree tree(leaves);
  int failures = 0;
  for (std::uint64_t size = 1; size <= largest; ++size) {
    failures += root_at(size, tree.stored()).value() == roots[size] ? 0 : 1;
    for (std::uint64_t i = 0; i < size; ++i) {
      Proof proof = inclusion_proof(i, size, tree.stored()).value();
      failures += check_inclusion(i, size, leaves[i], proof, roots[size]) ? 0 : 1;
      if (proof.empty()) continue;
      proof.pop_back();
      failures += check_inclusion(i, size, leaves[i], proof, roots[size]) ? 1 : 0;
    }
    for (std::uint64_t old = 0; old <= size; ++old) {
      Proof proof = consistency_proof(old, size, tree.stored()).value();
      failures += check_consistency({old, roots[old]}, {size, roots[size]}, proof) ? 0 : 1;
      if (proof.empty()) continue;
      proof.erase(proof.begin());
      failures += check_consistency({old, roots[old]}, {size, roots[size]}, proof) ? 1 : 0;
    }
  }
  CHECK(failures == 0);
}

TEST_CASE("proofs that cannot exist are refused, and a failing store is passed on") {
  const StoredHash broken = [](unsigned, std::uint64_t) -> Result<Hash> {
    return Failure{TILLGATE_E_STORE, "", ""};
  };
  CHECK(inclusion_proof(3, 3, broken).failure().status == TILLGATE_E_ARGUMENT);
  CHECK(inclusion_proof(0, max_size + 1, broken).failure().status == TILLGATE_E_ARGUMENT);
  CHECK(consistency_proof(4, 3, broken).failure().status == TILLGATE_E_ARGUMENT);
  CHECK(inclusion_proof(0, 3, broken).failure().status == TILLGATE_E_STORE);
  CHECK(consistency_proof(1, 3, broken).failure().status == TILLGATE_E_STORE);
  CHECK_FALSE(check_inclusion(0, max_size + 1, Hash{}, {}, Hash{}));
  CHECK_FALSE(check_consistency({0, empty_root()}, {max_size + 1, Hash{}}, {}));
}
