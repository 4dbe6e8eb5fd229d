// 3505 商品销售 and 3506 商品销售退货: what was sold, or given back, one line and batch a message,
// with the traceability codes of its packs. For insured and self-paid sales alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "platform/answer.hpp"

namespace tillgate::platform {

enum class RxClass { otc, prescription, both };  // 处方药标志; both: 双跨
enum class Pack { whole, split };                // 拆零标志

// The settlement an insured line belongs to.
struct InsuredSale {
  std::string settlement_id;
  std::string visit_id;
};

struct Buyer {
  std::string person_number;   // 人员编号; empty when not insured
  std::string insured_region;  // 参保地医保区划; given with a person number, self-paid or not
  std::string certificate_kind;
  std::string certificate_number;
  std::string name;
};

struct SaleUpload {
  std::optional<InsuredSale> insured;  // empty: self-paid
  std::optional<Buyer> buyer;          // empty: not identified; an insured sale names one
  std::string item_code;               // 医保药品代码
  std::string shop_code;               // 定点医药机构目录编号, at most 30 characters
  std::string product_name;
  std::string barcode;       // may be empty
  std::string batch_number;  // 批次流水号 of the shop
  std::string lot;           // 生产批号
  std::string made;          // YYYY-MM-DD
  std::string expires;       // YYYY-MM-DD
  RxClass rx_class = RxClass::otc;
  Pack pack = Pack::whole;
  std::optional<std::string> prescription;  // 处方号
  std::string prescriber;                   // 开方医师; empty: none
  std::string pharmacist_name;
  std::string pharmacist_licence;  // 执业资格证号
  Fen price_fen = 0;
  Milli quantity_milli = 0;
  std::vector<std::string> codes;  // 追溯码
  std::string receipt;             // 零售单据号
  UtcMs sold_at = 0;
  std::string sold_by;  // name of the cashier
};

// `region` is the shop's own: it decides between insured here and elsewhere.
Json sale_upload_input(const SaleUpload& sale, const std::string& region);

// Puts a remark (备注) into a document that Client::sale_upload_input gave, once it is known.
// TILLGATE_E_DOCUMENT when it is longer than 500 characters, or the document another one.
Result<Done> add_remark(Json& document, const std::string& remark);
// 3506 商品销售退货: the same line given back after its settlement was cancelled. `sold_at` and
// `sold_by` are when and by whom it was taken back.
Json sale_return_input(const SaleUpload& sale);

// The second level of success: an accepted message may still hold a refused row.
// TILLGATE_E_PLATFORM when the reply has a result that is neither.
Result<Answer<Done>> read_sale_upload(const Json& output);

}  // namespace tillgate::platform
