// The past of this till, as the slices the rules may look at: small, indexed, bounded.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "checkout/sale_document.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

// A prescription of the sale, as the past knows it.
struct PastPrescription {
  std::string number;
  std::string doctor;  // keyed hash
  UtcMs issued_at = 0;
  std::optional<std::string> patient;  // keyed hash
  std::optional<std::string> picture;  // SHA-256, as the register told it
  std::string content;                 // keyed hash of what it holds, without the patient
};

// Persons appear in the past only as keyed hashes (crypto::hmac over the certificate number).
struct PastKeys {
  std::optional<std::string> person;
  std::optional<std::string> buyer;             // the agent if there is one, else the person
  std::vector<PastPrescription> prescriptions;  // those that a line is dispensed on
};

enum class PastKind { sale, refund };

class Past {
 public:
  Past(store::Database& database, std::string pharmacy, std::string till)
      : database_(database), pharmacy_(std::move(pharmacy)), till_(std::move(till)) {}

  // The settled, or refunded, sale becomes past. Inside the caller's transaction.
  Result<Done> remember(const SaleDocument& sale, const PastKeys& keys, UtcMs at,
                        PastKind kind = PastKind::sale);

  // Adds past_person, past_buyer, past_till, past_receipt, past_code, rx_used, rx_seen
  // and past_doctor to the facts, each cut by one fixed query over an index.
  // TILLGATE_E_LIMIT when a slice would be longer than 2,000 rows: nothing is cut off silently.
  Result<Done> add_slices(Json& facts, const SaleDocument& sale, const PastKeys& keys, UtcMs now);

  // What a prescription of this number held when it was dispensed here first; empty: never.
  Result<std::optional<std::string>> content_of(std::string_view prescription);
  // The newest sale or refund; empty: there was none.
  Result<std::optional<UtcMs>> newest();
  // When the oldest upload that still waits was queued; empty: none waits.
  Result<std::optional<UtcMs>> oldest_upload();

 private:
  Result<Done> add_persons(Json& facts, const PastKeys& keys, UtcMs now);
  Result<Done> add_receipts(Json& facts, const SaleDocument& sale, UtcMs now);
  Result<Done> add_codes(Json& facts, const SaleDocument& sale);
  Result<Done> add_prescriptions(Json& facts, const SaleDocument& sale, const PastKeys& keys);
  Result<Done> remember_returned(const SaleDocument& sale);
  Result<Done> remember_prescriptions(const SaleDocument& sale, const PastKeys& keys);
  Result<std::optional<UtcMs>> moment(const char* sql);
  store::Database& database_;
  std::string pharmacy_;
  std::string till_;
};

}  // namespace tillgate::checkout
