// 3508 库存查询, 3509 库存变更查询, 3510 采购查询, 3511 销售查询, 3512 入库追溯查询, 3513
// 销售追溯查询. Replies to these are rows without a name, and their fields are written in
// camelCase.
#include <map>
#include <set>

#include "platform/wire_time.hpp"
#include "sdk/simulator/goods.hpp"
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

constexpr int stock_places = 2;

// Our field of a stored row, and what the query calls it.
using Names = std::vector<std::pair<const char*, const char*>>;

const Names common_names = {{"med_list_codg", "medListCodg"},
                            {"fixmedins_hilist_id", "medinsListCodg"},
                            {"fixmedins_hilist_name", "medinsListName"},
                            {"fixmedins_bchno", "fixmedinsBchno"}};

const std::map<std::string_view, Names> own_names = {
    {"3509",
     {{"inv_chg_type", "invChgType"},
      {"inv_chg_time", "invChgTime"},
      {"cnt", "cnt"},
      {"pric", "pric"},
      {"rx_flag", "rxFlag"},
      {"trdn_flag", "trdnFlag"}}},
    {"3510",
     {{"spler_name", "splerName"},
      {"manu_lotnum", "manuLotnum"},
      {"prodentp_name", "prodentpName"},
      {"aprvno", "aprvno"},
      {"manu_date", "manuDate"},
      {"expy_end", "expyEnd"},
      {"purc_retn_cnt", "purcRetnCnt"},
      {"purc_retn_stoin_time", "purcRetnStoinTime"},
      {"rx_flag", "rxFlag"}}},
    {"3511",
     {{"setl_id", "setlId"},
      {"psn_no", "psnNo"},
      {"manu_lotnum", "manuLotnum"},
      {"manu_date", "manuDate"},
      {"expy_end", "expyEnd"},
      {"sel_retn_cnt", "selRetnCnt"},
      {"sel_retn_time", "selRetnTime"},
      {"sel_retn_opter_name", "selRetnOpterName"},
      {"rx_flag", "rxFlag"},
      {"trdn_flag", "trdnFlag"},
      {"hi_feesetl_type", "hiFeesetlType"}}},
    {"3513",
     {{"psn_no", "psnNo"},
      {"psn_cert_type", "psnCertType"},
      {"mdtrt_setl_type", "mdtrtSetlType"},
      {"mdtrt_sn", "mdtrtId"},
      {"trdn_flag", "trdnFlag"}}}};

Json named(const Message& message, const Json& row) {
  Json reply = {{"fixmedinsCode", message.institution->code}};
  const auto add = [&](const Names& names) {
    for (const auto& [ours, theirs] : names)
      if (row.contains(ours)) reply[theirs] = row[ours];
  };
  add(common_names);
  if (const auto own = own_names.find(message.transaction); own != own_names.end())
    add(own->second);
  return reply;
}

// Whether the row is one that was asked for: its goods and, when days are named, its day.
bool wanted(const Json& data, const Json& row, UtcMs at) {
  const auto same = [&](const char* asked, const char* stored) {
    const std::string value = text_of(data, asked);
    return value.empty() || value == text_of(row, stored);
  };
  const std::string day = local_date(at);
  const std::string from = text_of(data, "begndate");
  const std::string to = text_of(data, "enddate");
  return same("medins_list_codg", "fixmedins_hilist_id") &&
         same("fixmedins_bchno", "fixmedins_bchno") && same("med_list_codg", "med_list_codg") &&
         same("psn_no", "psn_no") && (from.empty() || day >= from) && (to.empty() || day <= to);
}

// Calls `take` for every record in force of the institution that was asked for.
template <class Records, class Take>
void each(const Records& records, const Message& message, Take take) {
  const Json& data = message.input["data"];
  for (const auto& one : records)
    if (!one.deleted && one.institution == message.institution->code &&
        wanted(data, one.row, one.at))
      take(one);
}

std::int64_t change_sign(const std::string& change) {
  static const std::set<std::string> in = {"101", "103", "106", "108", "110"};
  return in.contains(change) ? 1 : -1;
}

// What the messages so far leave of each batch.
Json stock_rows(const Context& context, const Message& message) {
  std::map<std::string, std::int64_t> counts;
  std::map<std::string, Json> rows;
  const auto key_of = [](const Json& row) {
    return text_of(row, "fixmedins_hilist_id") + "\n" + text_of(row, "fixmedins_bchno");
  };
  each(context.books.stock, message, [&](const StockRecord& one) {
    const std::string key = key_of(one.row);
    const std::int64_t count =
        scaled_of(one.row, goods_kind(one.transaction)->count, quantity_places);
    if (one.transaction == "3501") {
      counts[key] = count;
    } else if (one.transaction == "3502") {
      counts[key] += change_sign(text_of(one.row, "inv_chg_type")) * count;
    } else {
      counts[key] += one.transaction == "3503" ? count : -count;
    }
    rows[key] = named(message, one.row);
  });
  each(context.books.uploads, message, [&](const Upload& one) {
    const std::string key = key_of(one.row);
    const std::int64_t count = scaled_of(one.row, "sel_retn_cnt", quantity_places);
    counts[key] += one.transaction == "3506" ? count : -count;
    rows[key] = named(message, one.row);
  });
  Json reply = Json::array();
  for (auto& [key, row] : rows) {
    constexpr std::int64_t hundredth = 100;  // 1/10000 to 1/100
    row["invCnt"] = decimal_text(counts[key] / hundredth, stock_places);
    reply.push_back(std::move(row));
  }
  return reply;
}

Json record_rows(const Context& context, const Message& message) {
  Json rows = Json::array();
  const bool sales = message.transaction == "3511" || message.transaction == "3513";
  const bool codes = message.transaction == "3512" || message.transaction == "3513";
  const auto take = [&](const auto& one) {
    if (!codes) return rows.push_back(named(message, one.row));
    for (const std::string& code : one.codes) {
      if (sales && context.books.sold_with(code).empty()) continue;  // given back since
      Json row = named(message, one.row);
      row["drugTracCodg"] = code;
      rows.push_back(std::move(row));
    }
  };
  if (sales) {
    each(context.books.uploads, message, [&](const Upload& one) {
      if (one.transaction == "3505") take(one);
    });
    return rows;
  }
  const std::string_view kind = message.transaction == "3509" ? "2" : "3";
  each(context.books.stock, message, [&](const StockRecord& one) {
    if (goods_kind(one.transaction)->record == kind) take(one);
  });
  return rows;
}

}  // namespace

Outcome query_goods(const Context& context, const Message& message) {
  if (text_of(message.input["data"], "fixmedins_code") != message.institution->code)
    return refuse("机构编号与报文不符");
  return accept(message.transaction == "3508" ? stock_rows(context, message)
                                              : record_rows(context, message));
}

}  // namespace tillgate::simulator
