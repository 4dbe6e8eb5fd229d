#include "checkout/settlement_request.hpp"

namespace tillgate::checkout {

platform::SettlementRequest settlement_request(const SaleDocument& sale, UtcMs now) {
  const identity::Person& person = *sale.person;
  platform::SettlementRequest request;
  request.person_number = person.number;
  request.credential = {person.credential_kind, person.credential_number, ""};
  request.insurance_kind = person.insurance.kind;
  request.insured_region = person.insurance.region;
  request.begun_at = now;
  for (const Line& line : sale.lines) {
    if (line.pay != Pay::fund) continue;
    platform::SettlementLine row;
    row.number = sale.key.substr(0, 24) + "-" + std::to_string(line.number);
    row.item_code = line.product.insurance_code.value_or("");
    row.shop_code = line.product.sku;
    row.price_fen = line.price_fen;
    row.quantity_milli = line.quantity_milli;
    row.total_fen = line.total_fen;
    row.split = line.quantity_milli % 1000 != 0;
    for (const ScannedCode& code : line.codes) row.codes.push_back(code.code);
    if (line.prescription) {
      row.prescription = line.prescription;
      if (const Json* prescription = sale.prescription(*line.prescription)) {
        row.prescriber_code = prescription->at("doctor").at("code");
        row.prescriber_name = prescription->at("doctor").at("name");
      }
    }
    request.lines.push_back(std::move(row));
  }
  return request;
}

Amounts settled_amounts(const platform::Settlement& settlement, Fen self_fen) {
  Amounts amounts;
  amounts.total_fen = settlement.total_fen + self_fen;
  amounts.fund_fen = settlement.fund_total_fen;
  amounts.account_fen = settlement.account_fen + settlement.account_shared_fen;
  amounts.cash_fen = settlement.cash_fen + self_fen;
  return amounts;
}

}  // namespace tillgate::checkout
