#include "platform/statement.hpp"

#include "platform/envelope.hpp"
#include "platform/reply_node.hpp"

namespace tillgate::platform {

namespace {

Json common(const StatementTotals& totals) {
  return {{"clr_type", totals.clearing_kind},
          {"setl_optins", totals.clearing_office},
          {"stmt_begndate", totals.first_day},
          {"stmt_enddate", totals.last_day},
          {"medfee_sumamt", decimal_text(totals.total_fen, 2)},
          {"fund_pay_sumamt", decimal_text(totals.fund_fen, 2)},
          {"fixmedins_setl_cnt", std::to_string(totals.settlements)}};
}

}  // namespace

Json statement_totals_input(const StatementTotals& totals) {
  Json data = common(totals);
  data["insutype"] = totals.insurance_kind;
  data["acct_pay"] = decimal_text(totals.account_fen, 2);
  return {{"data", std::move(data)}};
}

Result<StatementVerdict> read_statement_totals(const Json& output) {
  const ReplyNode info = ReplyNode(output).child("stmtinfo");
  TILLGATE_TRY(code, info.required_text("stmt_rslt"));
  const bool balanced = code.find_first_not_of('0') == std::string::npos;
  return StatementVerdict{balanced, platform_words(code),
                          platform_words(info.text("stmt_rslt_dscr"))};
}

Json statement_details_input(const StatementTotals& totals, const PlatformFile& file) {
  Json data = common(totals);
  data["file_qury_no"] = file.number;
  data["cash_payamt"] = decimal_text(totals.cash_fen, 2);
  return {{"data", std::move(data)}};
}

Result<PlatformFile> read_statement_details(const Json& output) {
  const ReplyNode info = ReplyNode(output).child("fileinfo");
  TILLGATE_TRY(number, info.required_text("file_qury_no"));
  TILLGATE_TRY(name, info.required_text("filename"));
  return PlatformFile{number, name};
}

}  // namespace tillgate::platform
