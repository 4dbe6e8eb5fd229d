// Sales in the database: one row a sale, whose state says what a restart has to do about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "checkout/sale.hpp"
#include "checkout/sale_document.hpp"
#include "crypto/secret_key.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

struct SaleRow {
  SaleDocument document;
  State state = State::open;
  std::optional<std::string> message_id;  // of the settlement request
  std::optional<Json> answer;             // what the register was told at the end
};

// All calls run inside the caller's transaction, but for find and unfinished.
class SaleRows {
 public:
  SaleRows(store::Database& database, const crypto::SecretKey& data_key, const Clock& clock)
      : database_(database), data_key_(data_key), clock_(clock) {}

  Result<std::optional<SaleRow>> find(const std::string& key);
  // Sales that have not ended: open, settling, authorised or uncertain.
  Result<std::vector<SaleRow>> in_state(State state);

  Result<Done> save_open(const SaleDocument& document);
  // The intent (settling): document, message id, packs and prescriptions reserved.
  // TILLGATE_E_CONFLICT when a pack is reserved or sold by another sale.
  Result<Done> save_intent(const SaleDocument& document, const std::string& message_id);
  Result<Done> set_state(const std::string& key, State state);
  Result<Done> save_outcome(const std::string& key, State state, const std::optional<Json>& answer,
                            std::uint64_t entry);

  // Packs and prescription quantities of the sale, from nothing to reserved to sold, or back to
  // nothing.
  Result<Done> reserve(const SaleDocument& document);
  Result<Done> mark_sold(const std::string& key);
  Result<Done> release(const std::string& key);
  // Of a sale that was given back: its packs may be sold again, its prescription may be used again.
  Result<Done> give_back(const std::string& key);

 private:
  Result<SaleRow> read(store::Query& query);
  Result<SaleDocument> open_document(const std::string& key, ByteView sealed,
                                     const std::optional<Bytes>& personal);
  store::Database& database_;
  const crypto::SecretKey& data_key_;
  const Clock& clock_;
};

}  // namespace tillgate::checkout
