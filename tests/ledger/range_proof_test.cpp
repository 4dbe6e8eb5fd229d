#include "ledger/range_proof.hpp"

#include <catch2/catch.hpp>

#include "ledger/till.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::Till;

namespace {

RangeProof proof_of(const Till& till, std::uint64_t first, std::uint64_t end) {
  const Tables tables(*till.database);
  auto proof =
      make_range_proof(first, end, till.journal->size().value(), tables.stored_hash()).value();
  const auto entries = tables.entries(first, end - first);
  for (const Bytes& entry : entries.value()) proof.entries.emplace_back(as_text(entry));
  proof.checkpoint = till.journal->checkpoint().value();
  return proof;
}

}  // namespace

TEST_CASE("every range of a small log is proved complete, through its text") {
  Till till;
  const TrustedKeys trusted = test::trusted_keys_of(till);
  for (std::uint64_t size = 1; size <= 9; ++size) {
    till.seal_many(1);
    for (std::uint64_t first = 0; first < size; ++first)
      for (std::uint64_t end = first + 1; end <= size; ++end) {
        INFO(first << " to " << end << " of " << size);
        const RangeProof proof = proof_of(till, first, end);
        const auto read = parse_range_proof(range_proof_text(proof));
        REQUIRE(read.ok());
        CHECK(check_range_proof(*read, trusted).ok());
      }
  }
}

TEST_CASE("a range with a record left out, put in, swapped or changed is refused") {
  Till till;
  till.seal_many(300);
  const TrustedKeys trusted = test::trusted_keys_of(till);
  const RangeProof good = proof_of(till, 250, 270);
  REQUIRE(check_range_proof(good, trusted).ok());
  const auto refused = [&](const std::function<void(RangeProof&)>& change) {
    RangeProof proof = good;
    change(proof);
    const auto read = parse_range_proof(range_proof_text(proof));
    return !read || !check_range_proof(*read, trusted);
  };
  CHECK(refused([](RangeProof& p) { p.entries.pop_back(); }));
  CHECK(refused([](RangeProof& p) { p.entries.erase(p.entries.begin() + 3); }));
  CHECK(refused([](RangeProof& p) { p.entries.push_back(p.entries.back()); }));
  CHECK(refused([](RangeProof& p) { std::swap(p.entries[1], p.entries[2]); }));
  CHECK(refused([](RangeProof& p) { p.entries[5].replace(10, 1, "x"); }));
  CHECK(refused([](RangeProof& p) {
    p.entries.pop_back();
    --p.end;
  }));
  CHECK(refused([](RangeProof& p) { ++p.first; }));
  CHECK(refused([](RangeProof& p) { p.left.pop_back(); }));
  CHECK(refused([](RangeProof& p) { p.right.push_back(Hash{}); }));
  CHECK(refused([](RangeProof& p) { p.right[0][0] ^= 1; }));
  CHECK(refused([](RangeProof& p) { p.checkpoint[5] ^= 1; }));
  const Till stranger;
  CHECK_FALSE(check_range_proof(good, test::trusted_keys_of(stranger)).ok());
}

TEST_CASE("a range beyond the checkpoint, and an empty one, cannot be proved") {
  Till till;
  till.seal_many(5);
  const StoredHash stored = Tables(*till.database).stored_hash();
  CHECK(make_range_proof(2, 2, 5, stored).failure().status == TILLGATE_E_ARGUMENT);
  CHECK(make_range_proof(2, 6, 5, stored).failure().status == TILLGATE_E_ARGUMENT);
  RangeProof proof = proof_of(till, 1, 4);
  proof.end = max_size;
  CHECK_FALSE(check_range_proof(proof, test::trusted_keys_of(till)).ok());
}

TEST_CASE("what is no range proof is refused with its line") {
  Till till;
  till.seal_many(5);
  const std::string text = range_proof_text(proof_of(till, 1, 4));
  CHECK(parse_range_proof("").failure().where == "line 1");
  CHECK(parse_range_proof("tillgate-range@v2\n").failure().where == "line 1");
  for (const char* range : {"range 4 1", "range 1", "range  1 4", "range 01 4", "rang 1 4"}) {
    INFO(range);
    std::string changed = text;
    changed.replace(changed.find("range 1 4"), 9, range);
    CHECK(parse_range_proof(changed).failure().where == "line 2");
  }
  CHECK(parse_range_proof(text.substr(0, 60)).failure().status == TILLGATE_E_DOCUMENT);
}
