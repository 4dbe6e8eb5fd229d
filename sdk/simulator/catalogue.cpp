// What may be sold and at which price: 1201 医药机构信息获取, 1301-1303 目录下载, 1312 医保目录,
// 1316 and 1317 目录匹配, 1318 限价, 1319 先自付比例, 1901 字典表, 3301 目录对照上传 and 3302 its
// withdrawal.
#include <algorithm>

#include "platform/zip.hpp"
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

constexpr std::int64_t max_page = 100;
// The catalogue of the world never changes, so everything in it is one version.
constexpr const char* catalogue_version = "20261101";
constexpr const char* catalogue_date = "2026-11-01";

// The item a shop's code stands for at this institution; null when it is mapped to none.
const Item* item_of_shop_code(const Context& context, const Message& message,
                              const std::string& shop_code) {
  if (const auto mapped = context.books.mapped_item(message.institution->code, shop_code))
    return context.world.item(*mapped);
  const auto& items = context.world.items();
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const Item& one) { return one.shop_code == shop_code; });
  return found == items.end() ? nullptr : &*found;
}

Json common(const Message& message) {
  return {{"insu_admdvs", message.institution->region},
          {"begndate", catalogue_date},
          {"vali_flag", "1"},
          {"updt_time", catalogue_date},
          {"crte_time", catalogue_date},
          {"list_type", "101"}};
}

// A row of the paged query; null when this item has none.
Json row_of(const Context& context, const Message& message, const Item& item) {
  Json row = common(message);
  row["rid"] = message.transaction + "-" + item.code;
  row["hilist_code"] = item.code;
  if (message.transaction == "1312") {
    row["hilist_name"] = item.name;
    row["med_chrgitm_type"] = item.charge_kind;
    row["chrgitm_lv"] = item.payable ? item.level : "03";
  } else if (message.transaction == "1316") {
    row["med_list_codg"] = item.code;
  } else if (message.transaction == "1317") {
    if (item_of_shop_code(context, message, item.shop_code) != &item) return nullptr;
    row["fixmedins_code"] = message.institution->code;
    row["medins_list_codg"] = item.shop_code;
    row["med_list_codg"] = item.code;
    row.erase("hilist_code");
  } else if (message.transaction == "1318") {
    if (!item.limit_price_fen) return nullptr;
    row["hilist_pric_uplmt_amt"] = yuan(*item.limit_price_fen);
    row.erase("list_type");
  } else {
    row["selfpay_prop"] = decimal_text(item.self_pay_permille, 3);
    row.erase("list_type");
  }
  return row;
}

// Whether every filter that the row has an answer to is met.
bool meets(const Json& row, const Json& filters) {
  for (const char* name :
       {"hilist_code", "med_list_codg", "medins_list_codg", "med_chrgitm_type", "chrgitm_lv",
        "list_type", "vali_flag", "insu_admdvs", "fixmedins_code"}) {
    const std::string wanted = text_of(filters, name);
    if (!wanted.empty() && row.contains(name) && row[name] != wanted) return false;
  }
  const std::string name = text_of(filters, "hilist_name");
  return name.empty() || !row.contains("hilist_name") ||
         row["hilist_name"].get_ref<const std::string&>().find(name) != std::string::npos;
}

Json page_of(std::vector<Json> rows, std::int64_t number, std::int64_t size) {
  const auto count = static_cast<std::int64_t>(rows.size());
  const std::int64_t pages = (count + size - 1) / size;
  const std::int64_t first = std::min(count, (number - 1) * size);
  const std::int64_t last = std::min(count, first + size);
  Json page = Json::array();
  for (std::int64_t i = first; i < last; ++i)
    page.push_back(std::move(rows[static_cast<std::size_t>(i)]));
  return {{"data", std::move(page)},
          {"firstPage", number == 1},
          {"lastPage", number >= pages},
          {"size", std::to_string(last - first)},
          {"startRow", std::to_string(first + (last > first ? 1 : 0))},
          {"endRow", std::to_string(last)},
          {"pageSize", std::to_string(size)},
          {"pageNum", std::to_string(number)},
          {"recordCounts", std::to_string(count)},
          {"pages", std::to_string(pages)}};
}

}  // namespace

Outcome query_institution(const Context& context, const Message& message) {
  const Json& wanted = message.input["medinsinfo"];
  if (text_of(wanted, "fixmedins_type") != "2") return accept({{"medinsinfo", Json::array()}});
  Json rows = Json::array();
  for (const Institution& one : context.world.institutions()) {
    const std::string code = text_of(wanted, "fixmedins_code");
    if (!code.empty() && code != one.code) continue;
    if (one.name.find(text_of(wanted, "fixmedins_name")) == std::string::npos) continue;
    rows.push_back({{"fixmedins_code", one.code},
                    {"fixmedins_name", one.name},
                    {"uscc", "91999900MA00000001"},
                    {"fixmedins_type", "2"}});
  }
  return accept({{"medinsinfo", std::move(rows)}});
}

// 1302 herbal pieces and 1303 preparations of institutions: this world has none of either.
Outcome list_catalogue(const Context& context, const Message& message) {
  std::string rows;
  int count = 0;
  if (message.transaction == "1301" && text_of(message.input["data"], "ver") < catalogue_version)
    for (const Item& item : context.world.items()) {
      rows += item.code + "\t" + item.name + "\t" + item.charge_kind + "\tnull\t" +
              catalogue_version + "\n";
      ++count;
    }
  const std::string name = message.transaction + "_" + catalogue_version + ".txt";
  const auto zip = platform::zip_of(name, rows);
  if (!zip) return refuse("目录文件生成失败");
  return accept({{"file_qury_no", keep_file(context, message, name + ".zip", as_text(*zip))},
                 {"filename", name + ".zip"},
                 {"dld_end_time", local_date(message.now)},
                 {"data_cnt", std::to_string(count)}});
}

Outcome query_catalogue(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  const std::int64_t number = scaled_of(data, "page_num", 0);
  const std::int64_t size = scaled_of(data, "page_size", 0);
  if (number < 1 || size < 1 || size > max_page) return refuse("页码或每页数据量不正确");
  std::vector<Json> rows;
  for (const Item& item : context.world.items()) {
    Json row = row_of(context, message, item);
    if (!row.is_null() && meets(row, data)) rows.push_back(std::move(row));
  }
  return accept(page_of(std::move(rows), number, size));
}

Outcome query_dictionary(const Context& context, const Message& message) {
  const std::string type = text_of(message.input["data"], "type");
  Json rows = Json::array();
  for (const auto& [value, label] : context.fields.codes(type))
    rows.push_back({{"type", type},
                    {"label", label},
                    {"value", value},
                    {"parentValue", text_of(message.input["data"], "parentValue")},
                    {"sort", std::to_string(rows.size() + 1)},
                    {"valiFlag", "1"},
                    {"createUser", "0"},
                    {"createDate", catalogue_date},
                    {"version", catalogue_version}});
  if (rows.empty()) return refuse("字典类型不存在: " + type);
  return accept({{"list", std::move(rows)}});
}

Outcome map_items(const Context& context, const Message& message) {
  for (const Json& row : message.input["data"])
    if (context.world.item(text_of(row, "med_list_codg")) == nullptr)
      return refuse("医疗目录编码不存在: " + text_of(row, "med_list_codg"));
  for (const Json& row : message.input["data"])
    context.books.mappings.push_back({message.institution->code,
                                      text_of(row, "fixmedins_hilist_id"),
                                      text_of(row, "med_list_codg")});
  return accept(nullptr);
}

Outcome unmap_item(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  if (text_of(data, "fixmedins_code") != message.institution->code)
    return refuse("机构编号与报文不符");
  const std::string shop_code = text_of(data, "fixmedins_hilist_id");
  const Item* item = item_of_shop_code(context, message, shop_code);
  if (item == nullptr || item->code != text_of(data, "med_list_codg"))
    return refuse("未找到该目录对照");
  context.books.mappings.push_back({message.institution->code, shop_code, ""});
  return accept(nullptr);
}

}  // namespace tillgate::simulator
