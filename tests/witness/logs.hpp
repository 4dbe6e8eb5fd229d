// Logs for witnesses: a till's own, and what its owner might make of it.
#pragma once

#include <string>

#include "ledger/till.hpp"
#include "ledger/witness_book.hpp"

namespace tillgate::test {

inline std::vector<std::string> vkeys_of(const Till& till) {
  std::vector<std::string> vkeys;
  for (const auto& key : till.keys->public_keys())
    vkeys.push_back(crypto::vkey_text(key.name, key.key));
  return vkeys;
}

// The newest checkpoint of the till with the proof that it continues its first `old_size` records.
inline std::string request_from(Till& till, std::uint64_t old_size) {
  const std::uint64_t size = till.journal->size().value();
  const auto proof = ledger::consistency_proof(old_size, size, till.journal->stored_hash());
  REQUIRE(proof.ok());
  return ledger::add_checkpoint_text({old_size, *proof, till.journal->checkpoint().value()});
}

// The same keys in another machine, with other records: what an owner who holds them can sign.
class ForkedTill : public Till {
 public:
  ForkedTill(const Till& original, std::uint64_t records) : Till(original.keys->origin()) {
    journal.reset();
    database.reset();
    std::filesystem::remove_all(folder / "keys");
    std::filesystem::remove(folder / "till.db");
    std::filesystem::remove(folder / "till.db-wal");
    std::filesystem::copy(original.keys->folder(), folder / "keys");
    keys = std::make_unique<crypto::KeyFolder>(crypto::KeyFolder::load(folder / "keys").value());
    clock.advance(3'600'000);
    open();
    seal_many(records);
  }
};

}  // namespace tillgate::test
