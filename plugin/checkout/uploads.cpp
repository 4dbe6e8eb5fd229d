#include "checkout/uploads.hpp"

#include <algorithm>

#include "checkout/till.hpp"

namespace tillgate::checkout {

namespace {

// Whoever reviewed the line's prescription, else the pharmacist on duty.
const Pharmacist* pharmacist_of(const Configuration& configuration, const Json* prescription) {
  if (prescription != nullptr && prescription->contains("review"))
    if (const Pharmacist* reviewer = configuration.pharmacist(
            prescription->at("review").at("pharmacist").get<std::string>()))
      return reviewer;
  const auto& all = configuration.pharmacists;
  const auto on_duty =
      std::find_if(all.begin(), all.end(), [](const Pharmacist& p) { return p.on_duty; });
  return on_duty != all.end() ? &*on_duty : all.empty() ? nullptr : &all.front();
}

platform::RxClass rx_class_of(const Product& product) {
  return product.document.value("rx_class", "") == "Rx" ? platform::RxClass::prescription
                                                        : platform::RxClass::otc;
}

platform::SaleUpload upload_of(const Till& till, const SaleDocument& sale, const Line& line,
                               const SettledFacts& facts) {
  const Json* const prescription =
      line.prescription ? sale.prescription(*line.prescription) : nullptr;
  platform::SaleUpload upload;
  if (line.pay == Pay::fund && sale.person)
    upload.insured = {facts.settlement_id.value_or(""), facts.visit_id.value_or("")};
  // The platform knows the person by number; the name and the card number stay here.
  if (sale.person)
    upload.buyer = {sale.person->number, sale.person->insurance.region,
                    sale.person->certificate_kind, "", ""};
  upload.item_code = line.product.insurance_code.value_or("");
  upload.shop_code = line.product.sku;
  upload.product_name = line.product.name;
  upload.barcode = line.product.document.value("ean13", "");
  if (line.batch) {
    upload.batch_number = line.batch->number;
    upload.lot = line.batch->lot;
    upload.made = line.batch->made;
    upload.expires = line.batch->expires;
  }
  upload.rx_class = rx_class_of(line.product);
  upload.pack = line.quantity_milli % 1000 == 0 ? platform::Pack::whole : platform::Pack::split;
  upload.prescription = line.prescription;
  if (prescription != nullptr) upload.prescriber = prescription->at("doctor").at("name");
  if (const Pharmacist* pharmacist = pharmacist_of(till.configuration, prescription)) {
    upload.pharmacist_name = pharmacist->name;
    upload.pharmacist_licence = pharmacist->licence;
  }
  upload.price_fen = line.price_fen;
  upload.quantity_milli = line.quantity_milli;
  for (const ScannedCode& code : line.codes) upload.codes.push_back(code.code);
  upload.receipt = sale.key;
  upload.sold_at = facts.at;
  upload.sold_by = sale.operator_name;
  return upload;
}

}  // namespace

Result<std::vector<outbox::Letter>> sale_uploads(const Till& till, const SaleDocument& sale,
                                                 const SettledFacts& facts) {
  std::vector<outbox::Letter> messages;
  for (const Line& line : sale.lines) {
    if (!line.product.insurance_code) continue;
    const std::string where = "line " + std::to_string(line.number);
    if (!line.batch)
      return Failure{TILLGATE_E_DOCUMENT,
                     "a medicine is sold from a batch, and the line names none", where};
    auto message = till.platform->sale_upload_input(upload_of(till, sale, line, facts));
    if (!message) {
      Failure failure = std::move(message).failure();
      failure.where = where + ", " + failure.where;
      return failure;
    }
    messages.push_back({sale.key + "/" + std::to_string(line.number), sale.key, "3505",
                        sale.operator_id, sale.operator_name, std::move(message).value()});
  }
  return messages;
}

Result<std::vector<outbox::Letter>> return_uploads(const Till& till, const SaleDocument& sale,
                                                   const std::optional<SettlementRow>& settled,
                                                   const RefundRequest& request, UtcMs at) {
  SettledFacts facts;
  facts.at = at;
  if (settled) {
    facts.settlement_id = settled->id;
    facts.visit_id = settled->visit_id;
  }
  std::vector<outbox::Letter> messages;
  for (const Line& line : sale.lines) {
    if (!line.product.insurance_code || !line.batch) continue;
    platform::SaleUpload upload = upload_of(till, sale, line, facts);
    upload.sold_by = request.operator_name;
    auto message = till.platform->sale_return_input(upload);
    if (!message) {
      Failure failure = std::move(message).failure();
      failure.where = "line " + std::to_string(line.number) + ", " + failure.where;
      return failure;
    }
    messages.push_back({sale.key + "/" + std::to_string(line.number) + "/refund", sale.key, "3506",
                        request.operator_id, request.operator_name, std::move(message).value()});
  }
  return messages;
}

Result<Done> check_uploads(const Till& till, const SaleDocument& sale) {
  SettledFacts pretended;
  pretended.settlement_id = "0";
  pretended.visit_id = "0";
  pretended.at = till.clock->now();
  TILLGATE_CHECK(sale_uploads(till, sale, pretended));
  return Done{};
}

}  // namespace tillgate::checkout
