// The files of the daily reconciliation (3202 对明细账): what a shop says it settled, one
// settlement a line, and what the centre says to each.
//
//   statement := line*    line := setl_id TAB mdtrt_id TAB psn_no TAB medfee_sumamt TAB
//                                 fund_pay_sumamt TAB acct_pay TAB refd_setl_flag LF
//   result    := line*    line := psn_no TAB mdtrt_id TAB setl_id TAB msgid TAB stmt_rslt TAB
//                                 refd_setl_flag TAB memo TAB medfee_sumamt TAB fund_pay_sumamt TAB
//                                 acct_pay LF                (amounts are the centre's)
//
// UTF-8; the word null stands for an empty column. One province separates by commas, and files may
// end their lines with CR LF: reading takes both.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"

namespace tillgate::platform {

struct StatementRow {
  std::string settlement_id;  // 结算ID
  std::string visit_id;       // 就诊ID
  std::string person_number;  // 人员编号
  Fen total_fen = 0;          // below zero for a refund, as the amounts after it
  Fen fund_fen = 0;
  Fen account_fen = 0;
  bool refund = false;

  friend bool operator==(const StatementRow&, const StatementRow&) = default;
};

std::string write_statement(const std::vector<StatementRow>& rows);
// TILLGATE_E_PLATFORM names the line that cannot be read.
Result<std::vector<StatementRow>> read_statement(std::string_view text);

// What the centre says to one settlement.
struct StatementResult {
  std::string settlement_id;
  std::string visit_id;
  std::string message_id;  // 报文ID the settlement came by; empty when the centre has none
  bool balanced = false;   // 0 or 000000
  std::string code;        // 对账结果
  std::string memo;
  bool refund = false;
  // The centre's amounts; empty when it has no such settlement.
  std::optional<Fen> total_fen;
  std::optional<Fen> fund_fen;
  std::optional<Fen> account_fen;
};

Result<std::vector<StatementResult>> read_statement_result(std::string_view text);

}  // namespace tillgate::platform
