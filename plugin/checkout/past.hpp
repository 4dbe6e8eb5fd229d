// The past of this till, as the slices the rules may look at: small, indexed, bounded.
#pragma once

#include "base/json.hpp"
#include "base/time.hpp"
#include "checkout/sale_document.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

// Persons appear in the past only as keyed hashes (crypto::hmac over the certificate number).
struct PastKeys {
  std::optional<std::string> person;
  std::optional<std::string> buyer;
};

enum class PastKind { sale, refund };

class Past {
 public:
  Past(store::Database& database, std::string pharmacy, std::string till)
      : database_(database), pharmacy_(std::move(pharmacy)), till_(std::move(till)) {}

  // The settled, or refunded, sale becomes past. Inside the caller's transaction.
  Result<Done> remember(const SaleDocument& sale, const PastKeys& keys, UtcMs at,
                        PastKind kind = PastKind::sale);

  // Adds past_person, past_buyer, past_till, past_receipt, past_code and rx_used to the facts.
  // TILLGATE_E_LIMIT when a slice would be longer than 2,000 rows: nothing is cut off silently.
  Result<Done> add_slices(Json& facts, const SaleDocument& sale, const PastKeys& keys, UtcMs now);

 private:
  store::Database& database_;
  std::string pharmacy_;
  std::string till_;
};

}  // namespace tillgate::checkout
