// 3201 对总账 and 3202 对明细账: whether the shop's totals, and line by line its settlements, are
// ours.
#include <map>
#include <sstream>

#include "crypto/base64.hpp"
#include "platform/statement_file.hpp"
#include "platform/zip.hpp"
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

constexpr std::size_t max_statement_bytes = 8 << 20;
constexpr const char* pharmacy_clearing = "41";

bool is_refund(const Settlement& one) {
  return !one.cancels.empty();
}

// The settlements of the institution in the span of days that stand in a statement: a cancelled one
// with its amount and its cancellation with the same below zero; a reversed one never was.
std::vector<const Settlement*> in_statement(const Context& context, const Message& message,
                                            const Json& data) {
  std::vector<const Settlement*> found;
  const std::string kind = text_of(data, "insutype");
  const std::string clearing = text_of(data, "clr_type");
  const std::string refunds = text_of(data, "refd_setl_flag");
  if (!clearing.empty() && clearing != pharmacy_clearing) return found;
  if (text_of(data, "setl_optins") != message.institution->region) return found;
  for (const Settlement& one : context.books.settlements) {
    const std::string day = local_date(one.at);
    if (one.institution != message.institution->code || one.state == "reversed") continue;
    if (day < text_of(data, "stmt_begndate") || day > text_of(data, "stmt_enddate")) continue;
    if (!kind.empty() && one.insurance_kind != kind) continue;
    if (!refunds.empty() && refunds != (is_refund(one) ? "1" : "0")) continue;
    found.push_back(&one);
  }
  return found;
}

platform::StatementRow row_of(const Settlement& one) {
  platform::StatementRow row;
  row.settlement_id = one.id;
  row.visit_id = one.visit_id;
  row.person_number = one.person;
  row.total_fen = one.total_fen;
  row.fund_fen = one.fund_fen;
  row.account_fen = one.account_fen;
  row.refund = is_refund(one);
  return row;
}

// One line of the result file. Amounts are the centre's, `null` when it has none.
std::string result_line(const platform::StatementRow& row, const Settlement* ours,
                        const char* result, const char* memo) {
  std::ostringstream line;
  line << row.person_number << '\t' << row.visit_id << '\t' << row.settlement_id << '\t'
       << (ours == nullptr ? "null" : ours->message_id) << '\t' << result << '\t'
       << (row.refund ? "1" : "0") << '\t' << memo << '\t';
  if (ours == nullptr) {
    line << "null\tnull\tnull\n";
  } else {
    line << yuan(ours->total_fen) << '\t' << yuan(ours->fund_fen) << '\t' << yuan(ours->account_fen)
         << '\n';
  }
  return line.str();
}

std::string compared(const std::vector<const Settlement*>& ours,
                     const std::vector<platform::StatementRow>& theirs) {
  std::map<std::string, const Settlement*> open;
  for (const Settlement* one : ours) open[one->id] = one;
  std::string lines;
  for (const platform::StatementRow& row : theirs) {
    const auto found = open.find(row.settlement_id);
    if (found == open.end()) {
      lines += result_line(row, nullptr, "000102", "中心无此记录");
      continue;
    }
    const bool same = row == row_of(*found->second);
    lines += result_line(row, found->second, same ? "000000" : "000103", same ? "" : "数据不一致");
    open.erase(found);
  }
  for (const auto& [id, one] : open)
    lines += result_line(row_of(*one), one, "000101", "机构无此记录");
  return lines;
}

}  // namespace

Outcome compare_totals(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  Fen total = 0;
  Fen fund = 0;
  Fen account = 0;
  const auto rows = in_statement(context, message, data);
  for (const Settlement* one : rows) {
    total += one->total_fen;
    fund += one->fund_fen;
    account += one->account_fen;
  }
  const auto count = static_cast<std::int64_t>(rows.size());
  const std::int64_t told = scaled_of(data, "fixmedins_setl_cnt", 0);
  const bool same = total == scaled_of(data, "medfee_sumamt", 2) &&
                    fund == scaled_of(data, "fund_pay_sumamt", 2) &&
                    account == scaled_of(data, "acct_pay", 2) && count == told;
  const char* code = same ? "0" : told > count ? "000102" : "000103";
  return accept({{"stmtinfo",
                  {{"setl_optins", text_of(data, "setl_optins")},
                   {"stmt_rslt", code},
                   {"stmt_rslt_dscr", same ? "平" : "不平"}}}});
}

Outcome compare_details(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  const auto file = context.books.files.find(text_of(data, "file_qury_no"));
  if (file == context.books.files.end() || file->second.institution != message.institution->code)
    return refuse("文件不存在");
  const auto bytes = crypto::from_base64(file->second.content);
  if (!bytes) return refuse("文件已损坏");
  const auto text = platform::unzip_first(*bytes, max_statement_bytes);
  if (!text) return refuse("文件不是压缩文件");
  const auto theirs = platform::read_statement(*text);
  if (!theirs) return refuse("对账文件格式不正确: " + theirs.failure().where);
  if (static_cast<std::int64_t>(theirs->size()) != scaled_of(data, "fixmedins_setl_cnt", 0))
    return refuse("结算笔数与文件不符");

  const std::string lines = compared(in_statement(context, message, data), *theirs);
  const auto zip = platform::zip_of("result.txt", lines);
  if (!zip) return refuse("结果文件生成失败");
  const std::string name = "result.zip";
  return accept({{"fileinfo",
                  {{"file_qury_no", keep_file(context, message, name, as_text(*zip))},
                   {"filename", name},
                   {"dld_endtime", local_text(message.now)}}}});
}

}  // namespace tillgate::simulator
