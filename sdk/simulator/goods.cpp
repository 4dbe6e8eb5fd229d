// 3501 商品盘存, 3502 库存变更, 3503 采购, 3504 采购退货, 3505 销售, 3506 销售退货, each for one
// row or a batch, and 3507 商品信息删除. Refusals of one row come at the second level: the message
// is accepted, its result is 0.
#include "sdk/simulator/goods.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/bytes.hpp"
#include "crypto/digest.hpp"
#include "platform/wire_time.hpp"
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

constexpr std::size_t most_rows = 100;

constexpr std::array goods_kinds = {
    GoodsKind{"3501", "invinfo", "invinfoDetail", "1", "invdate", "inv_cnt"},
    GoodsKind{"3502", "invinfo", "invinfoDetail", "2", "inv_chg_time", "cnt"},
    GoodsKind{"3503", "purcinfo", "purcinfoDetail", "3", "purc_retn_stoin_time", "purc_retn_cnt"},
    GoodsKind{"3504", "purcinfo", "purcinfoDetail", "3", "purc_retn_stoin_time", "purc_retn_cnt"},
    GoodsKind{"3505", "selinfo", "selinfoDetail", "4", "sel_retn_time", "sel_retn_cnt"},
    GoodsKind{"3506", "selinfo", "selinfoDetail", "4", "sel_retn_time", "sel_retn_cnt"},
};

Outcome result(const char* code, std::string words) {
  return accept({{"result", {{"retRslt", code}, {"msgRslt", std::move(words)}}}});
}

Upload upload_of(const Message& message, const GoodsKind& kind, const Json& row) {
  Upload upload;
  upload.message_id = message.id;
  upload.institution = message.institution->code;
  upload.receipt = text_of(row, "rtal_docno");
  upload.item_code = text_of(row, "med_list_codg");
  upload.settlement_id = text_of(row, "setl_id");
  upload.split = text_of(row, "trdn_flag") == "1";
  upload.codes = codes_of(row);
  upload.content = to_hex(crypto::sha256(as_bytes(kind.transaction + row.dump())));
  upload.transaction = kind.transaction;
  upload.at = platform::read_time(text_of(row, kind.time)).value_or(message.now);
  upload.row = plain_row(row);
  return upload;
}

// What an insured row must have to do with its settlement. A return comes after its cancellation.
std::string settlement_problem(const Context& context, const Message& message, const Json& row,
                               const Upload& upload) {
  const bool returned = upload.transaction == "3506";
  if (returned ? upload.settlement_id.empty() : text_of(row, "mdtrt_setl_type") != "1") return "";
  if (!returned && text_of(row, "hi_feesetl_type") == "0")
    return "医保结算的费用结算类型不能为非医保";
  const Settlement* settlement = context.books.settlement_by_id(upload.settlement_id);
  if (settlement == nullptr || settlement->institution != message.institution->code)
    return "结算ID不存在";
  if (returned && settlement->state == "active") return "该结算尚未撤销";
  if (!returned && settlement->state == "reversed") return "该结算已撤销或已冲正";
  if (const std::string person = text_of(row, "psn_no");
      !person.empty() && settlement->person != person)
    return "人员编号与结算不符";
  const bool sold =
      std::any_of(settlement->lines.begin(), settlement->lines.end(),
                  [&](const SettledLine& line) { return line.item_code == upload.item_code; });
  return sold ? "" : "结算中没有该药品";
}

std::string code_problem(const Context& context, const Upload& upload) {
  const std::set<std::string> own(upload.codes.begin(), upload.codes.end());
  if (own.size() != upload.codes.size()) return "同一追溯码在一次上传中重复";
  if (upload.split) return "";
  for (const std::string& code : own) {
    const std::string receipt = context.books.sold_with(code);
    if (upload.transaction == "3506") {
      if (receipt.empty()) return "追溯码没有销售记录";
    } else if (!receipt.empty()) {
      return "追溯码已上传过: 单据 " + receipt;
    }
  }
  return "";
}

// Why the row is refused, or "" when it is in the books now.
std::string take_row(const Context& context, const Message& message, const GoodsKind& kind,
                     const Json& row) {
  if (context.world.item(text_of(row, "med_list_codg")) == nullptr)
    return "医疗目录编码不存在: " + text_of(row, "med_list_codg");
  const bool stocktake = std::string_view(kind.record) == "1";
  const std::int64_t count = scaled_of(row, kind.count, quantity_places);
  if (stocktake ? count < 0 : count <= 0)
    return stocktake ? "库存数量不能为负" : "销售数量必须大于零";
  if (std::string_view(kind.record) != "4") {
    context.books.stock.push_back({message.id, message.institution->code, kind.transaction,
                                   message.now, plain_row(row), codes_of(row), false});
    return "";
  }
  Upload upload = upload_of(message, kind, row);
  if (context.world.customs().accept_resent_upload &&
      context.books.has_upload_content(upload.institution, upload.content))
    return "";
  if (std::string problem = settlement_problem(context, message, row, upload); !problem.empty())
    return problem;
  if (std::string problem = code_problem(context, upload); !problem.empty()) return problem;
  context.books.add_upload(std::move(upload));
  return "";
}

Json error_row(const Json& row, const std::string& problem) {
  Json error = {{"retRslt", "0"}, {"msgRslt", problem}};
  for (const char* name : {"med_list_codg", "fixmedins_hilist_id", "fixmedins_hilist_name",
                           "fixmedins_bchno", "inv_chg_type"})
    if (std::string text = text_of(row, name); !text.empty()) error[name] = std::move(text);
  return error;
}

// All rows or none. Where the interface prints no list of errors, the result tells of the first.
Outcome take_batch(const Context& context, const Message& message, const GoodsKind& kind) {
  const Json& rows = message.input[kind.batch_group];
  if (rows.size() > most_rows) return refuse("一次最多上传" + std::to_string(most_rows) + "行");
  const std::size_t uploads = context.books.uploads.size();
  const std::size_t stock = context.books.stock.size();
  Json errors = Json::array();
  std::string first;
  for (const Json& row : rows) {
    const std::string problem = take_row(context, message, kind, row);
    if (problem.empty()) continue;
    if (first.empty()) first = problem;
    errors.push_back(error_row(row, problem));
  }
  if (!errors.empty()) {
    context.books.cut_uploads(uploads);
    context.books.stock.erase(context.books.stock.begin() + static_cast<std::ptrdiff_t>(stock),
                              context.books.stock.end());
  }
  const std::string list = std::string(kind.group) + "ErrDetail";
  if (std::string_view(kind.record) != "4" && std::string_view(kind.record) != "3")
    return accept({{list, std::move(errors)}});
  if (std::string_view(kind.transaction) == "3504") return accept({{list, std::move(errors)}});
  return result(first.empty() ? "1" : "0", first.empty() ? "成功" : first);
}

}  // namespace

bool is_batch(std::string_view transaction) {
  return transaction.ends_with('A');
}

const GoodsKind* goods_kind(std::string_view transaction) {
  const std::string_view number = transaction.substr(0, 4);
  const auto found =
      std::find_if(goods_kinds.begin(), goods_kinds.end(),
                   [number](const GoodsKind& one) { return one.transaction == number; });
  return found == goods_kinds.end() ? nullptr : found;
}

std::vector<std::string> codes_of(const Json& row) {
  std::vector<std::string> codes;
  if (row.contains("drugtracinfo"))
    for (const Json& one : row["drugtracinfo"]) codes.push_back(text_of(one, "drug_trac_codg"));
  return codes;
}

Outcome upload_goods(const Context& context, const Message& message) {
  const GoodsKind& kind = *goods_kind(message.transaction);
  if (is_batch(message.transaction)) return take_batch(context, message, kind);
  const Json& row = message.input[kind.group];
  if (const std::string problem = take_row(context, message, kind, row); !problem.empty())
    return result("0", problem);
  Outcome outcome = result("1", "成功");
  if (message.transaction == "3505" && text_of(row, "prsc_dr_name") == "无" &&
      text_of(row, "rx_flag") == "1")
    outcome.words = "处方药未填开方医师";
  return outcome;
}

Outcome delete_goods(const Context& context, const Message& message) {
  const Json rows = is_batch(message.transaction) ? message.input["goodDetail"]
                                                  : Json::array({message.input["data"]});
  for (const Json& row : rows) {
    const std::string batch = text_of(row, "fixmedins_bchno");
    const std::string record = text_of(row, "inv_data_type");
    bool found = false;
    const auto matches = [&](const auto& one) {
      return !one.deleted && one.institution == message.institution->code &&
             goods_kind(one.transaction)->record == record &&
             text_of(one.row, "fixmedins_bchno") == batch;
    };
    for (StockRecord& one : context.books.stock)
      if (matches(one)) found = one.deleted = true;
    for (Upload& one : context.books.uploads)
      if (matches(one)) found = one.deleted = true;
    if (!found) return result("0", "没有该批次的记录: " + batch);
  }
  context.books.index_uploads();
  return result("1", "成功");
}

}  // namespace tillgate::simulator
