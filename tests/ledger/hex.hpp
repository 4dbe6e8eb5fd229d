// Hashes and bytes out of the vector files.
#pragma once

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "crypto/base64.hpp"
#include "ledger/proof.hpp"
#include "ledger/tree.hpp"

namespace tillgate::test {

inline Bytes bytes_of(const Json& hex) {
  return from_hex(hex.get<std::string>()).value();
}
inline ledger::Hash hash_of(const Json& hex) {
  return ledger::to_hash(bytes_of(hex)).value();
}

inline ledger::Proof proof_of(const Json& list) {
  ledger::Proof proof;
  for (const Json& hash : list) proof.push_back(hash_of(hash));
  return proof;
}
inline ledger::Proof proof_of_base64(const Json& list) {
  ledger::Proof proof;
  for (const Json& hash : list)
    proof.push_back(ledger::to_hash(crypto::from_base64(hash.get<std::string>()).value()).value());
  return proof;
}

// Complete subtrees over some leaves, computed by the definition.
class PlainTree {
 public:
  explicit PlainTree(std::vector<ledger::Hash> leaves) : levels_{std::move(leaves)} {
    while (levels_.back().size() > 1) {
      std::vector<ledger::Hash> above;
      for (std::size_t i = 0; i + 1 < levels_.back().size(); i += 2)
        above.push_back(ledger::node_hash(levels_.back()[i], levels_.back()[i + 1]));
      levels_.push_back(std::move(above));
    }
  }
  ledger::StoredHash stored() const {
    return [this](unsigned level, std::uint64_t index) -> Result<ledger::Hash> {
      return levels_.at(level).at(index);
    };
  }

 private:
  std::vector<std::vector<ledger::Hash>> levels_;
};

}  // namespace tillgate::test
