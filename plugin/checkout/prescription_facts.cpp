#include "checkout/prescription_facts.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "checkout/review.hpp"
#include "crypto/mac.hpp"

namespace tillgate::checkout {

namespace {

Json zero_or_one(bool value) {
  return value ? 1 : 0;
}

// Of a checked document.
UtcMs moment_of(const Json& text) {
  return utc_of_local_text(text.get_ref<const std::string&>()).value_or(0);
}

// What the number stands for: the same number with other content was changed. Without the patient,
// whose number is compared apart and may be erased.
Result<std::string> content_of(const Till& till, const Json& document) {
  const Json content = {{"issued", document.at("issued")},
                        {"issuer", document.at("issuer").at("code")},
                        {"doctor", document.at("doctor").at("code")},
                        {"items", document.at("items")}};
  TILLGATE_TRY(text, canonical_json(content));
  return keyed_hash(till, text);
}

// A medicine that stands on a prescription twice is one order of both quantities.
Json items_of(const Json& prescription) {
  std::map<std::string, Json> items;
  for (const Json& item : prescription.at("items")) {
    const std::string key = item.at("rx_key");
    const auto [at, first] = items.try_emplace(
        key,
        Json{{"prescription", prescription.at("number")}, {"rx_key", key}, {"quantity_milli", 0}});
    Json& row = at->second;
    row["quantity_milli"] =
        row["quantity_milli"].get<Milli>() + item.at("quantity_milli").get<Milli>();
    for (const char* name : {"days", "day_dose_milli"})
      if (first && item.contains(name)) row[name] = item.at(name);
  }
  Json rows = Json::array();
  for (auto& [key, row] : items) rows.push_back(std::move(row));
  return rows;
}

void add_review(Json& row, const Till& till, const Json& document) {
  if (!document.contains("review")) return;
  const Json& review = document.at("review");
  const Pharmacist* const pharmacist =
      till.configuration.pharmacist(review.at("pharmacist").get<std::string>());
  row["reviewed_by"] = review.at("pharmacist");
  row["reviewed_ms"] = moment_of(review.at("at"));
  if (review.contains("started")) row["review_started_ms"] = moment_of(review.at("started"));
  row["reviewer_registered"] = zero_or_one(pharmacist != nullptr);
  row["reviewer_on_duty"] = zero_or_one(pharmacist != nullptr && pharmacist->on_duty);
  if (pharmacist != nullptr) row["reviewer_eligible"] = zero_or_one(pharmacist->pay_eligible);
}

void add_issuer(Json& row, const Json& document) {
  const Json& issuer = document.at("issuer");
  const Json& doctor = document.at("doctor");
  row["issuer_designated"] = zero_or_one(issuer.at("designated").get<bool>());
  if (issuer.contains("level")) row["issuer_level"] = issuer.at("level");
  if (issuer.contains("internet")) row["internet"] = zero_or_one(issuer.at("internet").get<bool>());
  // The certificate behind a valid electronic signature is that of a doctor registered with the
  // issuer; of paper the register has to say so, or nobody knows.
  if (doctor.contains("registered"))
    row["doctor_registered"] = zero_or_one(doctor.at("registered").get<bool>());
  else if (document.at("kind") == "electronic" && document.at("signature") == "valid")
    row["doctor_registered"] = 1;
  if (doctor.contains("dual_channel"))
    row["dual_doctor"] = zero_or_one(doctor.at("dual_channel").get<bool>());
}

Result<Json> prescription_row(Till& till, const Json& document) {
  Json row = {{"number", document.at("number")},
              {"kind", document.at("kind")},
              {"issued_ms", moment_of(document.at("issued"))},
              {"long_term", zero_or_one(document.value("long_term", false))},
              {"emergency", zero_or_one(document.value("emergency", false))},
              {"signature", document.at("signature")}};
  if (document.at("patient").contains("id_number")) {
    TILLGATE_TRY(key, keyed_hash(till, document.at("patient").at("id_number").get<std::string>()));
    row["patient"] = key;
  }
  if (document.contains("valid_until")) {
    const auto day = day_of_date(document.at("valid_until").get<std::string>());
    if (day) row["valid_until_day"] = *day;
  }
  if (document.contains("form")) row["form"] = document.at("form");
  for (const char* name : {"stamped", "first_visit", "guardian", "first_line_tried"})
    if (document.contains(name)) row[name] = zero_or_one(document.at(name).get<bool>());
  add_issuer(row, document);
  add_review(row, till, document);
  TILLGATE_TRY(before, till.past->content_of(document.at("number").get<std::string>()));
  if (before) {
    TILLGATE_TRY(now, content_of(till, document));
    row["content"] = now == *before ? "same" : "changed";
  }
  return row;
}

}  // namespace

Result<std::vector<PastPrescription>> past_prescriptions(const Till& till,
                                                         const SaleDocument& sale) {
  std::vector<PastPrescription> seen;
  for (const Json& document : sale.prescriptions) {
    PastPrescription row;
    row.number = document.at("number");
    if (std::none_of(sale.lines.begin(), sale.lines.end(),
                     [&](const Line& line) { return line.prescription == row.number; }))
      continue;
    TILLGATE_TRY(doctor, keyed_hash(till, document.at("doctor").at("code").get<std::string>()));
    row.doctor = doctor;
    row.issued_at = moment_of(document.at("issued"));
    if (document.at("patient").contains("id_number")) {
      TILLGATE_TRY(key,
                   keyed_hash(till, document.at("patient").at("id_number").get<std::string>()));
      row.patient = key;
    }
    if (document.contains("picture_sha256"))
      row.picture = document.at("picture_sha256").get<std::string>();
    TILLGATE_TRY(content, content_of(till, document));
    row.content = content;
    seen.push_back(std::move(row));
  }
  return seen;
}

Result<Done> add_prescription_facts(Json& facts, Till& till, const SaleDocument& sale) {
  for (const char* table : {"prescription", "prescription_item", "diagnosis", "patient_condition"})
    facts[table] = Json::array();
  for (const Json& document : sale.prescriptions) {
    TILLGATE_TRY(row, prescription_row(till, document));
    facts["prescription"].push_back(std::move(row));
    for (Json& item : items_of(document)) facts["prescription_item"].push_back(std::move(item));
    for (const Json& code : document.value("diagnoses", Json::array()))
      facts["diagnosis"].push_back({{"prescription", document.at("number")}, {"code", code}});
    for (const Json& ingredient : document.value("allergies", Json::array()))
      facts["patient_condition"].push_back({{"kind", "allergy"}, {"value", ingredient}});
    if (document.value("pregnant", false))
      facts["patient_condition"].push_back({{"kind", "pregnancy"}, {"value", ""}});
  }
  return Done{};
}

}  // namespace tillgate::checkout
