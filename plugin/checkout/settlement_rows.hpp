// What the platform settled and cancelled, by its own numbers: refunds and the daily reconciliation
// go by it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "base/time.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

struct SettlementRow {
  std::string id;  // 结算ID
  std::string sale;
  bool cancellation = false;  // a settlement below zero (2103)
  std::string visit_id;       // 就诊ID
  std::string message_id;
  std::string insurance_kind;  // 险种类型
  std::string office;          // 清算经办机构; empty when not told
  UtcMs settled_at = 0;        // by the platform's clock
  Fen total_fen = 0;           // below zero for a cancellation, as the amounts after it
  Fen fund_fen = 0;
  Fen account_fen = 0;  // the person's own account
  Fen shared_fen = 0;   // accounts shared with them (共济)
  Fen cash_fen = 0;
};

// All calls run inside the caller's transaction, but for those that read.
class SettlementRows {
 public:
  explicit SettlementRows(store::Database& database) : database_(database) {}

  Result<Done> add(const SettlementRow& row);
  // The settlement of a sale; empty when the fund paid nothing.
  Result<std::optional<SettlementRow>> of_sale(const std::string& sale);
  // Whose settlement or cancellation has this number; empty when nobody's has.
  Result<std::optional<std::string>> sale_of(const std::string& id);
  // Settlements and cancellations of these local days, both included, in order of their numbers.
  Result<std::vector<SettlementRow>> between(std::int64_t first_day, std::int64_t last_day);

 private:
  static SettlementRow read(store::Query& query);
  store::Database& database_;
};

}  // namespace tillgate::checkout
