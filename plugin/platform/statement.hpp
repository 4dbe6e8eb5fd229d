// 3201 医药机构费用结算对总账 and 3202 对明细账: do the shop's totals agree with the centre's, and
// if not, which settlements differ.
#pragma once

#include <string>

#include "base/json.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "platform/file_exchange.hpp"
#include "platform/settings.hpp"

namespace tillgate::platform {

// A shop's settlements of one kind in a span of days, refunds counted below zero.
struct StatementTotals {
  std::string insurance_kind;        // 险种类型
  std::string clearing_kind = "41";  // 清算类别: pharmacy
  std::string clearing_office;       // 结算经办机构
  std::string first_day;             // YYYY-MM-DD
  std::string last_day;
  Fen total_fen = 0;
  Fen fund_fen = 0;
  Fen account_fen = 0;
  Fen cash_fen = 0;
  std::int64_t settlements = 0;
};

struct StatementVerdict {
  bool balanced = false;
  std::string code;         // 对账结果
  std::string description;  // the centre's words, printable
};

Json statement_totals_input(const StatementTotals& totals);
Result<StatementVerdict> read_statement_totals(const Json& output);

// `file` holds the rows, sent by a 9101 before.
Json statement_details_input(const StatementTotals& totals, const PlatformFile& file);
Result<PlatformFile> read_statement_details(const Json& output);

}  // namespace tillgate::platform
