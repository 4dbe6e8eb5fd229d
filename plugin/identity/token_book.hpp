// Tokens of insurance codes that were used here (医保码令牌): each serves one sale, so that nobody
// settles a second one on a code that was shown once. Kept as keyed hashes, over restarts.
#pragma once

#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/secret_key.hpp"
#include "store/database.hpp"

namespace tillgate::identity {

class TokenBook {
 public:
  // All must outlive this object.
  TokenBook(store::Database& database, const crypto::SecretKey& key, const Clock& clock)
      : database_(database), key_(key), clock_(clock) {}

  // Whether it served another sale than this one.
  Result<bool> used_elsewhere(const std::string& token, const std::string& sale);
  // Inside the caller's transaction. Forgets those of more than 400 days ago.
  Result<Done> note(const std::string& token, const std::string& sale);

 private:
  Result<std::string> mark_of(const std::string& token) const;
  store::Database& database_;
  const crypto::SecretKey& key_;
  const Clock& clock_;
};

}  // namespace tillgate::identity
