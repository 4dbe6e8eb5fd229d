// 3505 商品销售. Refusals come at the second level: the message is accepted, its result is 0.
#include <algorithm>
#include <set>

#include "base/bytes.hpp"
#include "crypto/digest.hpp"
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

constexpr int quantity_places = 4;

Outcome result(const char* code, std::string words) {
  return accept({{"result", {{"retRslt", code}, {"msgRslt", std::move(words)}}}});
}

Upload upload_of(const Message& message, const Json& row) {
  Upload upload{message.id,
                message.institution->code,
                text_of(row, "rtal_docno"),
                text_of(row, "med_list_codg"),
                text_of(row, "setl_id"),
                text_of(row, "trdn_flag") == "1",
                {},
                to_hex(crypto::sha256(as_bytes(row.dump())))};
  if (row.contains("drugtracinfo"))
    for (const Json& one : row["drugtracinfo"])
      upload.codes.push_back(text_of(one, "drug_trac_codg"));
  return upload;
}

std::string settlement_problem(const Context& context, const Message& message, const Json& row) {
  if (text_of(row, "mdtrt_setl_type") != "1") return "";
  if (text_of(row, "hi_feesetl_type") == "0") return "医保结算的费用结算类型不能为非医保";
  const Settlement* settlement = context.books.settlement_by_id(text_of(row, "setl_id"));
  if (settlement == nullptr || settlement->institution != message.institution->code)
    return "结算ID不存在";
  if (settlement->state != "active") return "该结算已撤销或已冲正";
  if (settlement->person != text_of(row, "psn_no")) return "人员编号与结算不符";
  const bool sold = std::any_of(
      settlement->lines.begin(), settlement->lines.end(),
      [&](const SettledLine& line) { return line.item_code == text_of(row, "med_list_codg"); });
  return sold ? "" : "结算中没有该药品";
}

std::string code_problem(const Context& context, const Upload& upload) {
  const std::set<std::string> own(upload.codes.begin(), upload.codes.end());
  if (own.size() != upload.codes.size()) return "同一追溯码在一次上传中重复";
  if (upload.split) return "";
  for (const Upload& earlier : context.books.uploads)
    for (const std::string& code : earlier.codes)
      if (own.contains(code)) return "追溯码已上传过: 单据 " + earlier.receipt;
  return "";
}

}  // namespace

Outcome upload_sale(const Context& context, const Message& message) {
  const Json& row = message.input["selinfo"];
  Upload upload = upload_of(message, row);
  if (context.world.customs().accept_resent_upload)
    for (const Upload& earlier : context.books.uploads)
      if (earlier.institution == upload.institution && earlier.content == upload.content)
        return result("1", "已上传");

  if (context.world.item(upload.item_code) == nullptr)
    return result("0", "医疗目录编码不存在: " + upload.item_code);
  if (scaled_of(row, "sel_retn_cnt", quantity_places) <= 0)
    return result("0", "销售数量必须大于零");
  if (std::string problem = settlement_problem(context, message, row); !problem.empty())
    return result("0", problem);
  if (std::string problem = code_problem(context, upload); !problem.empty())
    return result("0", problem);
  context.books.uploads.push_back(std::move(upload));

  Outcome outcome = result("1", "成功");
  if (text_of(row, "prsc_dr_name") == "无" && text_of(row, "rx_flag") == "1")
    outcome.words = "处方药未填开方医师";
  return outcome;
}

}  // namespace tillgate::simulator
