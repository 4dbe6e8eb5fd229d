#include "platform/settlement.hpp"

#include "platform/reply_node.hpp"

namespace tillgate::platform {

namespace {

constexpr int price_places = 6;
constexpr int quantity_places = 4;

Json line_input(const SettlementLine& line, const std::string& time) {
  Json row = {{"feedetl_sn", line.number},
              {"rx_circ_flag", line.prescription ? "1" : "0"},
              {"fee_ocur_time", time},
              {"med_list_codg", line.item_code},
              {"medins_list_codg", line.shop_code},
              {"det_item_fee_sumamt", decimal_text(line.total_fen, 2)},
              {"cnt", decimal_text(line.quantity_milli, 3)},
              {"pric", decimal_text(line.price_fen, 2)}};
  if (line.prescription) row["rxno"] = *line.prescription;
  if (!line.prescriber_code.empty()) row["bilg_dr_codg"] = line.prescriber_code;
  if (!line.prescriber_name.empty()) row["bilg_dr_name"] = line.prescriber_name;
  return row;
}

Json trace_codes(const SettlementRequest& request) {
  Json rows = Json::array();
  for (const SettlementLine& line : request.lines)
    for (const std::string& code : line.codes)
      rows.push_back({{"feedetl_sn", line.number},
                      {"drug_trac_codg", code},
                      {"trdn_flag", line.split ? "1" : "0"},
                      {"min_prcunt_type", "2"}});
  return rows;
}

// Some regions count the personal account as the fund's, and take it out of the person's part.
void take_account_out_of_fund(Settlement& s) {
  const Fen account = s.account_fen + s.account_shared_fen;
  s.fund_total_fen -= account;
  if (s.person_part_fen == s.cash_fen) s.person_part_fen += account;
}

Failure wrong(const ReplyNode& info, const char* field, const char* why) {
  return {TILLGATE_E_PLATFORM, why, info.path_of(field)};
}

struct Amount {
  const char* field;
  Fen Settlement::*into;
  bool required;
};

constexpr Amount amounts[] = {
    {"medfee_sumamt", &Settlement::total_fen, true},
    {"fulamt_ownpay_amt", &Settlement::self_paid_fen, true},
    {"overlmt_selfpay", &Settlement::over_limit_fen, true},
    {"preselfpay_amt", &Settlement::first_paid_fen, true},
    {"inscp_scp_amt", &Settlement::in_scope_fen, true},
    {"act_pay_dedc", &Settlement::deductible_fen, false},
    {"hifp_pay", &Settlement::pooled_fund_fen, true},
    {"fund_pay_sumamt", &Settlement::fund_total_fen, true},
    {"psn_part_amt", &Settlement::person_part_fen, true},
    {"hosp_part_amt", &Settlement::institution_part_fen, false},
    {"acct_pay", &Settlement::account_fen, true},
    {"acct_mulaid_pay", &Settlement::account_shared_fen, false},
    {"psn_cash_pay", &Settlement::cash_fen, true},
    {"balc", &Settlement::balance_fen, false},
};

// No sum of amounts below this bound can overflow.
constexpr Fen largest_amount = 1'000'000'000'000'000;

Result<Done> read_amounts(const ReplyNode& info, Settlement& settlement) {
  for (const Amount& amount : amounts) {
    TILLGATE_TRY(
        fen, amount.required ? info.required_fen(amount.field) : info.fen_or_zero(amount.field));
    if (fen < 0 || fen > largest_amount)
      return wrong(info, amount.field, "the reply's amount is out of range");
    settlement.*amount.into = fen;
  }
  return Done{};
}

Result<Done> check_identities(const ReplyNode& info, const Settlement& s) {
  const char* why = "the reply's amounts do not add up";
  if (s.self_paid_fen + s.over_limit_fen + s.first_paid_fen + s.in_scope_fen != s.total_fen)
    return wrong(info, "inscp_scp_amt", why);
  if (s.fund_total_fen + s.person_part_fen + s.institution_part_fen != s.total_fen)
    return wrong(info, "psn_part_amt", why);
  if (s.account_fen + s.account_shared_fen + s.cash_fen != s.person_part_fen)
    return wrong(info, "psn_cash_pay", why);
  return Done{};
}

}  // namespace

Fen SettlementRequest::total_fen() const {
  Fen total = 0;
  for (const SettlementLine& line : lines) total += line.total_fen;
  return total;
}

Json settlement_input(const SettlementRequest& request, const Region& manner) {
  const std::string time = local_text(request.begun_at);
  Json info = {{"psn_no", request.person_number},
               {"mdtrt_cert_type", request.credential.kind},
               {"mdtrt_cert_no", request.credential.number},
               {"begntime", time},
               {"medfee_sumamt", decimal_text(request.total_fen(), 2)},
               {"insutype", request.insurance_kind},
               {"acct_used_flag", request.account == PersonalAccount::use ? "1" : "0"},
               {"med_type", request.visit_kind}};
  if (!request.invoice.empty()) info["invono"] = request.invoice;
  Json lines = Json::array();
  for (const SettlementLine& line : request.lines) lines.push_back(line_input(line, time));
  Json input = {{"druginfo", std::move(info)}, {"drugdetail", std::move(lines)}};
  if (manner.trace_codes == TraceCodes::with_settlement) {
    Json codes = trace_codes(request);
    if (!codes.empty()) input["drug_trac_info"] = std::move(codes);
  }
  return input;
}

namespace {

// Person, echo and amounts, as 2101 and 2102 both tell them.
Result<Settlement> read_common(const ReplyNode& info, const SettlementRequest& request,
                               const std::string& message_id, const Region& manner) {
  Settlement settlement;
  settlement.visit_id = info.text("mdtrt_id");
  settlement.clearing_office = info.text("clr_optins");
  TILLGATE_TRY(person_number, info.required_text("psn_no"));
  if (person_number != request.person_number)
    return wrong(info, "psn_no", "the reply is about another person");
  const std::string echo = info.text("medins_setl_id");
  if (!echo.empty() && echo != message_id)
    return wrong(info, "medins_setl_id", "the reply answers another message");

  TILLGATE_CHECK(read_amounts(info, settlement));
  if (settlement.total_fen != request.total_fen())
    return wrong(info, "medfee_sumamt", "the reply's total is not the one that was sent");
  if (manner.account_in_fund_total) take_account_out_of_fund(settlement);
  TILLGATE_CHECK(check_identities(info, settlement));
  return settlement;
}

}  // namespace

Result<Settlement> read_settlement(const Json& output, const SettlementRequest& request,
                                   const std::string& message_id, const Region& manner) {
  const ReplyNode info = ReplyNode(output).child("setlinfo");
  TILLGATE_TRY(id, info.required_text("setl_id"));
  TILLGATE_CHECK(info.required_text("mdtrt_id"));
  TILLGATE_TRY(settled_at, info.required_time("setl_time"));
  TILLGATE_TRY(settlement, read_common(info, request, message_id, manner));
  settlement.id = id;
  settlement.settled_at = settled_at;
  return settlement;
}

Result<Settlement> read_price(const Json& output, const SettlementRequest& request,
                              const std::string& message_id, const Region& manner) {
  return read_common(ReplyNode(output).child("setlinfo"), request, message_id, manner);
}

}  // namespace tillgate::platform
