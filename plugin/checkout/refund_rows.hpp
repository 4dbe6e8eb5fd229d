// Sales that are being given back, or were: one row a sale, whose state says what a restart has to
// do about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "crypto/secret_key.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

enum class RefundState { refunding, uncertain, refunded };
const char* refund_state_name(RefundState state);

// What the register asked for.
struct RefundRequest {
  std::string receipt;  // 退货单号 of the register
  std::string operator_id;
  std::string operator_name;
  std::string reason;
};

struct RefundRow {
  std::string sale;
  RefundState state = RefundState::refunding;
  std::optional<std::string> message_id;  // of the cancellation; empty: none was needed
  RefundRequest request;
  std::optional<Json> answer;
};

// All calls run inside the caller's transaction, but for the two that read.
class RefundRows {
 public:
  RefundRows(store::Database& database, const crypto::SecretKey& data_key, const Clock& clock)
      : database_(database), data_key_(data_key), clock_(clock) {}

  Result<std::optional<RefundRow>> find(const std::string& sale);
  Result<std::vector<RefundRow>> in_state(RefundState state);

  // The intent (refunding).
  Result<Done> begin(const std::string& sale, const RefundRequest& request,
                     const std::optional<std::string>& message_id);
  Result<Done> mark_uncertain(const std::string& sale, std::uint64_t entry);
  Result<Done> finish(const std::string& sale, const Json& answer, std::uint64_t entry);
  // Not refunded after all: as if nobody had asked.
  Result<Done> forget(const std::string& sale);

 private:
  Result<RefundRow> read(store::Query& query);
  store::Database& database_;
  const crypto::SecretKey& data_key_;
  const Clock& clock_;
};

}  // namespace tillgate::checkout
