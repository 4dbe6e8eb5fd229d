// 2102 药店结算: the sale's fund lines are settled; personal account and fund are charged. And 2101
// 药店预结算, which says beforehand what 2102 would charge.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "platform/person_query.hpp"
#include "platform/region.hpp"

namespace tillgate::platform {

struct SettlementLine {
  std::string number;     // 费用明细流水号, unique within the settlement
  std::string item_code;  // 医保药品代码
  std::string shop_code;  // 医药机构目录编码: the shop's own code, mapped to the item
  Fen price_fen = 0;      // of one sales unit
  Milli quantity_milli = 0;
  Fen total_fen = 0;                        // line_total(price_fen, quantity_milli)
  std::optional<std::string> prescription;  // 外购处方号
  std::string prescriber_code;              // 开单医生编码; may be empty
  std::string prescriber_name;
  // 追溯码 of its packs, and whether they were opened; for regions that want them here.
  std::vector<std::string> codes = {};
  bool split = false;
};

enum class PersonalAccount { use, leave };

struct SettlementRequest {
  std::string person_number;
  Credential credential;          // the one the person was queried by
  std::string insurance_kind;     // of the row this sale is settled under
  std::string insured_region;     // likewise
  std::string visit_kind = "41";  // 医疗类别: pharmacy purchase
  PersonalAccount account = PersonalAccount::use;
  std::string invoice;  // 发票号; may be empty
  UtcMs begun_at = 0;
  std::vector<SettlementLine> lines;

  Fen total_fen() const;  // the sum of the lines
};

// What was settled. All amounts in fen. The identities hold:
//   total        = self_paid + over_limit + first_paid + in_scope
//   total        = fund_total + person_part + institution_part
//   person_part  = account + account_shared + cash
struct Settlement {
  std::string id;               // 结算ID
  std::string visit_id;         // 就诊ID
  std::string clearing_office;  // 清算经办机构; empty when not told
  UtcMs settled_at = 0;         // by the platform's clock

  Fen total_fen = 0;             // 医疗费总额
  Fen self_paid_fen = 0;         // 全自费金额
  Fen over_limit_fen = 0;        // 超限价自费费用
  Fen first_paid_fen = 0;        // 先行自付金额
  Fen in_scope_fen = 0;          // 符合政策范围金额
  Fen deductible_fen = 0;        // 实际支付起付线
  Fen pooled_fund_fen = 0;       // 基本医疗保险统筹基金支出, part of the fund total
  Fen fund_total_fen = 0;        // 基金支付总额
  Fen person_part_fen = 0;       // 个人负担总金额
  Fen institution_part_fen = 0;  // 医院负担金额
  Fen account_fen = 0;           // 个人账户支出
  Fen account_shared_fen = 0;    // 个人账户共济支付金额
  Fen cash_fen = 0;              // 个人现金支出
  Fen balance_fen = 0;           // 余额 of the personal account afterwards
};

Json settlement_input(const SettlementRequest& request, const Region& manner);

// TILLGATE_E_PLATFORM naming the field when the reply cannot be read, belongs to another request,
// breaks an identity, or its total is not the request's.
Result<Settlement> read_settlement(const Json& output, const SettlementRequest& request,
                                   const std::string& message_id, const Region& manner);

// The same of a 2101, whose reply has no settlement: id and settled_at stay empty.
Result<Settlement> read_price(const Json& output, const SettlementRequest& request,
                              const std::string& message_id, const Region& manner);

}  // namespace tillgate::platform
