// 2101 药店预结算 and 2102 药店结算: the same checks and amounts; only 2102 changes anything.
#include <set>

#include "sdk/simulator/amounts.hpp"
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

constexpr int price_places = 6;

struct Line {
  std::string number;
  const Item* item = nullptr;
  std::int64_t quantity = 0;
  std::int64_t price = 0;
  LineAmounts amounts;
};

// A sale that passed every check.
struct Sale {
  const Person* person = nullptr;
  const Insurance* insurance = nullptr;
  std::vector<Line> lines;
  Fen balance = 0;
  SaleAmounts amounts;
};

// Why the person may not buy here and now; empty when they may.
std::string person_problem(const Context& context, const Message& message, const Json& info,
                           Sale& sale) {
  sale.person = context.world.person(text_of(info, "psn_no"));
  if (sale.person == nullptr) return "人员编号不存在";
  sale.insurance = sale.person->insurance(text_of(info, "insutype"));
  if (sale.insurance == nullptr) return "参保人没有该险种的参保信息";
  if (sale.insurance->status != "1") return "参保状态异常,不能享受待遇";
  if (sale.insurance->region != message.insured_region) return "参保地医保区划与参保信息不符";
  const std::string kind = text_of(info, "mdtrt_cert_type");
  const std::string number = text_of(info, "mdtrt_cert_no");
  const UtcMs oldest = message.now - context.world.customs().credential_life_s * 1000;
  for (const Identification& seen : context.books.identifications)
    if (seen.person == sale.person->number && seen.institution == message.institution->code &&
        seen.credential_kind == kind && seen.credential_number == number && seen.at >= oldest)
      return "";
  return "就诊凭证与人员信息查询时不一致或已失效";
}

std::string line_problem(const Context& context, const Message& message, const Json& row,
                         Line& line) {
  line.number = text_of(row, "feedetl_sn");
  line.item = context.world.item(text_of(row, "med_list_codg"));
  if (line.item == nullptr) return "医疗目录编码不存在: " + text_of(row, "med_list_codg");
  const std::string shop_code = text_of(row, "medins_list_codg");
  const auto mapped = context.books.mapped_item(message.institution->code, shop_code);
  if (mapped ? *mapped != line.item->code : line.item->shop_code != shop_code)
    return "医药机构目录未对照: " + shop_code;
  if (!line.item->payable) return "不属于医保支付范围: " + line.item->code;
  line.quantity = scaled_of(row, "cnt", quantity_places);
  line.price = scaled_of(row, "pric", price_places);
  const auto total = line_amount(line.price, line.quantity);
  if (!total || *total != scaled_of(row, "det_item_fee_sumamt", 2))
    return "明细金额不等于单价乘数量: " + line.number;
  line.amounts = split_line(*line.item, *total, line.quantity);
  return "";
}

std::string sale_problem(const Context& context, const Message& message, Sale& sale) {
  const Json& info = message.input["druginfo"];
  if (std::string problem = person_problem(context, message, info, sale); !problem.empty())
    return problem;

  std::set<std::string> numbers;
  std::vector<LineAmounts> amounts;
  for (const Json& row : message.input["drugdetail"]) {
    Line line;
    if (std::string problem = line_problem(context, message, row, line); !problem.empty())
      return problem;
    if (!numbers.insert(line.number).second) return "费用明细流水号重复: " + line.number;
    amounts.push_back(line.amounts);
    sale.lines.push_back(std::move(line));
  }
  const bool use_account = text_of(info, "acct_used_flag") == "1";
  sale.balance =
      context.books.balance(sale.person->number, sale.insurance->kind, sale.insurance->balance_fen);
  sale.amounts = split_sale(amounts, *sale.insurance, use_account ? sale.balance : 0);
  if (sale.amounts.sum.total != scaled_of(info, "medfee_sumamt", 2))
    return "医疗费总额不等于明细合计";
  return "";
}

Json info_of(const Message& message, const Sale& sale, const std::string& visit_id,
             Fen balance_after) {
  const SaleAmounts& a = sale.amounts;
  const Person& p = *sale.person;
  const Json& info = message.input["druginfo"];
  const auto age = age_on_day(p.born, local_day(message.now));
  return {{"mdtrt_id", visit_id},
          {"psn_no", p.number},
          {"psn_name", p.name},
          {"psn_cert_type", p.certificate_kind},
          {"certno", p.certificate_number},
          {"gend", p.sex},
          {"brdy", p.born},
          {"age", std::to_string(age.value_or(0))},
          {"insutype", sale.insurance->kind},
          {"psn_type", sale.insurance->person_kind},
          {"cvlserv_flag", "0"},
          {"setl_time", local_text(message.now)},
          {"mdtrt_cert_type", text_of(info, "mdtrt_cert_type")},
          {"med_type", text_of(info, "med_type")},
          {"medfee_sumamt", yuan(a.sum.total)},
          {"fulamt_ownpay_amt", yuan(a.sum.self_paid)},
          {"overlmt_selfpay", yuan(a.sum.over_limit)},
          {"preselfpay_amt", yuan(a.sum.first_paid)},
          {"inscp_scp_amt", yuan(a.sum.in_scope)},
          {"act_pay_dedc", yuan(0)},
          {"hifp_pay", yuan(a.pooled_fund)},
          {"pool_prop_selfpay", decimal_text(sale.insurance->pooled_permille, 3)},
          {"cvlserv_pay", yuan(0)},
          {"hifes_pay", yuan(0)},
          {"hifmi_pay", yuan(0)},
          {"hifob_pay", yuan(0)},
          {"maf_pay", yuan(0)},
          {"oth_pay", yuan(0)},
          {"fund_pay_sumamt", yuan(a.pooled_fund)},
          {"psn_part_amt", yuan(a.person_part)},
          {"acct_pay", yuan(a.account)},
          {"psn_cash_pay", yuan(a.cash)},
          {"balc", yuan(balance_after)},
          {"acct_mulaid_pay", yuan(0)},
          {"medins_setl_id", message.id},
          {"clr_optins", message.institution->region},
          {"clr_way", "01"},
          {"clr_type", "41"}};
}

Json fund_row(const char* kind, const char* name, Fen in_scope, Fen paid) {
  return {{"fund_pay_type", kind},
          {"fund_pay_type_name", name},
          {"inscp_scp_amt", yuan(in_scope)},
          {"crt_payb_lmt_amt", yuan(in_scope)},
          {"fund_payamt", yuan(paid)}};
}

Json line_row(const Line& line) {
  constexpr Fen no_limit = 99'999'999;
  return {{"feedetl_sn", line.number},
          {"det_item_fee_sumamt", yuan(line.amounts.total)},
          {"cnt", decimal_text(line.quantity, quantity_places)},
          {"pric", decimal_text(line.price, price_places)},
          {"pric_uplmt_amt", yuan(line.item->limit_price_fen.value_or(no_limit))},
          {"selfpay_prop", decimal_text(line.item->self_pay_permille, 3)},
          {"fulamt_ownpay_amt", yuan(line.amounts.self_paid)},
          {"overlmt_amt", yuan(line.amounts.over_limit)},
          {"preselfpay_amt", yuan(line.amounts.first_paid)},
          {"inscp_scp_amt", yuan(line.amounts.in_scope)},
          {"chrgitm_lv", line.item->level},
          {"med_chrgitm_type", line.item->charge_kind}};
}

Json output_of(const Message& message, const Sale& sale, const std::string& visit_id) {
  Json funds = Json::array();
  const SaleAmounts& a = sale.amounts;
  if (a.pooled_fund > 0)
    funds.push_back(fund_row("310101", "基本医疗保险统筹基金", a.sum.in_scope, a.pooled_fund));
  if (a.account > 0) funds.push_back(fund_row("310200", "个人账户", a.sum.in_scope, a.account));
  Json lines = Json::array();
  for (const Line& line : sale.lines) lines.push_back(line_row(line));
  return {{"setlinfo", info_of(message, sale, visit_id, sale.balance - a.account)},
          {"setldetail", std::move(funds)},
          {"detlcutinfo", std::move(lines)}};
}

}  // namespace

Outcome price_sale(const Context& context, const Message& message) {
  Sale sale;
  if (std::string problem = sale_problem(context, message, sale); !problem.empty())
    return refuse(std::move(problem));
  return accept(output_of(message, sale,
                          context.books.next_number(message.institution->region, message.now)));
}

Outcome settle_sale(const Context& context, const Message& message) {
  // A message that overtook its own reversal must not charge anybody any more.
  if (context.books.was_reversed(message.id)) return refuse("该报文已被冲正");
  Sale sale;
  if (std::string problem = sale_problem(context, message, sale); !problem.empty())
    return refuse(std::move(problem));

  Settlement settlement;
  settlement.id = context.books.next_number(message.institution->region, message.now);
  settlement.visit_id = context.books.next_number(message.institution->region, message.now);
  settlement.message_id = message.id;
  settlement.transaction = message.transaction;
  settlement.institution = message.institution->code;
  settlement.person = sale.person->number;
  settlement.insurance_kind = sale.insurance->kind;
  settlement.state = "active";
  settlement.total_fen = sale.amounts.sum.total;
  settlement.fund_fen = sale.amounts.pooled_fund;
  settlement.account_fen = sale.amounts.account;
  settlement.cash_fen = sale.amounts.cash;
  for (const Line& line : sale.lines) settlement.lines.push_back({line.item->code, line.quantity});
  context.books.set_balance(sale.person->number, sale.insurance->kind,
                            sale.balance - sale.amounts.account);

  Json output = output_of(message, sale, settlement.visit_id);
  output["setlinfo"]["setl_id"] = settlement.id;
  settlement.at = message.now;
  settlement.reply = output;
  context.books.settlements.push_back(std::move(settlement));
  return accept(std::move(output));
}

}  // namespace tillgate::simulator
