// Which keys sign for the log: those of the key folder, and during a change of keys the next ones
// beside them, under the name of the log's generation.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/key_folder.hpp"

namespace tillgate::ledger {

class Signers {
 public:
  // `keys` must outlive this object.
  explicit Signers(const crypto::KeyFolder& keys) : keys_(&keys), origin_(keys.origin()) {}

  const std::string& origin() const noexcept { return origin_; }
  void sign_as(std::string origin) { origin_ = std::move(origin); }

  // The next keys were announced; the ones before sign until then.
  void announce_next(UtcMs until) { until_ = until; }
  bool announced() const noexcept { return until_.has_value(); }
  bool overlap_is_over(UtcMs now) const noexcept { return until_ && now >= *until_; }

  // Could they all sign now, and may they still? TILLGATE_E_KEY: a token is not there, or the keys
  // have ended.
  Result<Done> ready(UtcMs now) const;
  // Keys that sign now: Ed25519, SM2, then the next pair's.
  std::vector<const crypto::PrivateKey*> at(UtcMs now) const;
  Result<std::string> sign(std::string_view text, UtcMs now) const;

  // The public keys that sign now, under the name of the log.
  Result<std::vector<crypto::VerifierKey>> verifier_keys(UtcMs now) const;
  // Those without which no checkpoint of the log is ours: the newest announced pair.
  Result<std::vector<crypto::VerifierKey>> required_keys() const;
  // Did one of our pairs sign this note as `origin`, and none of our keys wrongly?
  Result<bool> have_signed(const std::string& note, const std::string& origin) const;
  // A text that names the next keys; empty when there are none.
  std::string next_keys() const;

 private:
  const crypto::KeyFolder* keys_;
  std::string origin_;
  std::optional<UtcMs> until_;
};

}  // namespace tillgate::ledger
