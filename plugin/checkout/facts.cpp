// The facts of a sale as the rules see them: policies/engine/views.sql has names, types and units.
#include <map>

#include "checkout/agents.hpp"
#include "checkout/review.hpp"
#include "checkout/till.hpp"
#include "crypto/mac.hpp"

namespace tillgate::checkout {

namespace {

Json flag(bool value) {
  return value ? 1 : 0;
}

template <class T>
Json nullable(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json optional_flag(const Json& document, const char* name) {
  return document.contains(name) ? flag(document.at(name).get<bool>()) : Json();
}
Json optional_value(const Json& document, const char* name) {
  return document.contains(name) ? document.at(name) : Json();
}

// "hh:mm" as minutes of the day.
int minutes_of(const std::string& text) {
  return std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3, 2));
}

// Persons are keyed hashes in the past of this till.
Result<std::string> person_key(const Till& till, const std::string& certificate_number) {
  TILLGATE_TRY(hash, crypto::hmac_sha256(till.person_key->bytes(), as_bytes(certificate_number)));
  return to_hex(hash);
}

std::optional<std::string> scheme_of(const std::string& kind) {
  if (kind == "310") return "employee";
  if (kind == "390" || kind == "391" || kind == "380") return "resident";
  if (kind == "510") return "maternity";
  return std::nullopt;
}

std::optional<std::string> status_of(const std::string& status) {
  if (status == "1") return "normal";
  if (status == "2") return "suspended";
  if (status == "4" || status == "0") return "cancelled";
  return std::nullopt;
}

Json person_facts(const identity::Person& person, const PastKeys& keys, std::int64_t today) {
  const char* sex = person.sex == identity::Sex::male     ? "M"
                    : person.sex == identity::Sex::female ? "F"
                                                          : nullptr;
  std::optional<std::int64_t> age;
  if (person.birth_date) age = age_on_day(*person.birth_date, today);
  return {{"id", nullable(keys.person)},
          {"verified", 1},
          {"verified_ms", person.verified_at},
          {"sex", sex == nullptr ? Json() : Json(sex)},
          {"age_years", nullable(age)},
          {"scheme", nullable(scheme_of(person.insurance.kind))},
          {"region", person.insurance.region},
          {"status", nullable(status_of(person.insurance.status))},
          {"balance_fen", person.insurance.balance_fen}};
}

Json line_facts(const Line& line) {
  const Json& product = line.product.document;
  Json row = {{"line", line.number},
              {"pay", line.pay == Pay::fund ? "fund" : "self"},
              {"gift", 0},
              {"quantity_milli", line.quantity_milli},
              {"packs", line.packs()},
              {"split_units", Json()},
              {"price_fen", line.price_fen},
              {"discount_fen", 0},
              {"prescription", nullable(line.prescription)},
              {"days", nullable(line.days)},
              {"lot", line.batch ? Json(line.batch->lot) : Json()},
              {"expiry_day", line.batch ? nullable(day_of_date(line.batch->expires)) : Json()},
              {"claimed_code", nullable(line.claimed_code)},
              {"printed_name", nullable(line.printed_name)},
              {"sku", line.product.sku},
              {"name", line.product.name},
              {"kind", line.product.kind},
              {"rx_key", line.product.rx_key},
              {"fund_ok", optional_flag(product, "fund_ok")}};
  for (const char* name :
       {"generic", "rx_class", "insurance_code", "maker_segment", "special", "limit_sex",
        "limit_age_max", "limit_setting", "limit_scheme", "limit_course_days"})
    row[name] = optional_value(product, name);
  for (const char* name : {"no_code", "ephedrine", "high_risk", "limit_child"})
    row[name] = flag(product.value(name, false));
  return row;
}

// What the goods receipt and the till's own books know of the pack.
Result<Json> code_facts(Till& till, const SaleDocument& sale, const Line& line,
                        const ScannedCode& code) {
  TILLGATE_TRY(received, till.stock->find(code.code));
  Json state = received ? Json("in_stock") : Json();
  TILLGATE_TRY(query, till.database->query("SELECT state FROM pack WHERE code = ? AND sale <> ?"));
  TILLGATE_TRY(found, query.bind(code.code).bind(sale.key).step());
  if (found) state = query.text(0);
  const bool single = received ? received->level == 1 : code.sku.has_value();
  return Json{{"line", line.number},
              {"code", code.code},
              {"form", code.gs1 ? "gs1" : "plain"},
              {"entry", code.source == CodeSource::image ? "image" : "scan"},
              {"sku", nullable(code.sku)},
              {"state", state},
              {"level", single     ? Json("unit")
                        : received ? Json("case")
                                   : Json()},
              {"lot", received ? Json(received->lot) : Json()},
              {"units_left", Json()}};
}

// Of a checked document.
UtcMs moment_of(const Json& text) {
  return utc_of_local_text(text.get_ref<const std::string&>()).value_or(0);
}

// A medicine that stands on a prescription twice is one order of both quantities.
Json items_of(const Json& prescription) {
  std::map<std::string, Json> items;
  for (const Json& item : prescription.at("items")) {
    const std::string key = item.at("rx_key");
    const auto [at, first] =
        items.try_emplace(key, Json{{"prescription", prescription.at("number")},
                                    {"rx_key", key},
                                    {"quantity_milli", 0},
                                    {"days", optional_value(item, "days")}});
    at->second["quantity_milli"] =
        at->second["quantity_milli"].get<Milli>() + item.at("quantity_milli").get<Milli>();
  }
  Json rows = Json::array();
  for (auto& [key, row] : items) rows.push_back(std::move(row));
  return rows;
}

Result<Json> prescription_facts(const Till& till, const Json& document) {
  Json patient;
  if (document.at("patient").contains("id_number")) {
    TILLGATE_TRY(key, person_key(till, document.at("patient").at("id_number").get<std::string>()));
    patient = key;
  }
  Json row = {
      {"number", document.at("number")},
      {"kind", document.at("kind")},
      {"patient", patient},
      {"issued_ms", moment_of(document.at("issued"))},
      {"valid_until_day", document.contains("valid_until")
                              ? nullable(day_of_date(document.at("valid_until").get<std::string>()))
                              : Json()},
      {"long_term", flag(document.value("long_term", false))},
      {"emergency", flag(document.value("emergency", false))},
      {"signature", document.at("signature")},
      {"issuer_designated", flag(document.at("issuer").at("designated").get<bool>())}};
  const bool reviewed = document.contains("review");
  const Pharmacist* const pharmacist =
      reviewed
          ? till.configuration.pharmacist(document.at("review").at("pharmacist").get<std::string>())
          : nullptr;
  row["reviewed_by"] = reviewed ? document.at("review").at("pharmacist") : Json();
  row["reviewed_ms"] = reviewed ? Json(moment_of(document.at("review").at("at"))) : Json();
  row["reviewer_registered"] = reviewed ? flag(pharmacist != nullptr) : Json();
  row["reviewer_on_duty"] = reviewed ? flag(pharmacist != nullptr && pharmacist->on_duty) : Json();
  row["reviewer_eligible"] = pharmacist != nullptr ? flag(pharmacist->pay_eligible) : Json();
  return row;
}

// Rules only ask whether two persons of one sale's facts are the same. Facts are sealed, and those
// of a later customer tell of earlier ones: a hash in them would outlive the erasure of its person.
// So persons are P1, P2, … here, in the order of their appearance.
void name_persons(Json& facts) {
  std::map<std::string, std::string> names;
  const auto name = [&](Json& row, const char* column) {
    const auto value = row.find(column);
    if (value == row.end() || !value->is_string()) return;
    const auto [at, first] = names.try_emplace(value->get<std::string>());
    if (first) at->second = "P" + std::to_string(names.size());
    *value = at->second;
  };
  name(facts["sale"], "buyer");
  if (facts.contains("person")) name(facts["person"], "id");
  if (facts.contains("agent"))
    for (const char* column : {"id", "phone"}) name(facts["agent"], column);
  for (Json& row : facts["prescription"]) name(row, "patient");
  for (const char* slice :
       {"past_person", "past_buyer", "past_agent", "past_till", "past_receipt", "past_code"}) {
    if (!facts.contains(slice)) continue;
    for (Json& row : facts[slice])
      for (const char* column : {"person", "buyer", "agent", "phone"}) name(row, column);
  }
}

}  // namespace

Result<Done> check_prescription(const Json& document) {
  const auto refuse = [](const char* where) {
    return Failure{TILLGATE_E_DOCUMENT, "not a date of the calendar", where};
  };
  const auto is_moment = [](const Json& text) {
    return utc_of_local_text(text.get_ref<const std::string&>()).has_value();
  };
  if (!is_moment(document.at("issued"))) return refuse("/issued");
  if (document.contains("valid_until") &&
      !day_of_date(document.at("valid_until").get<std::string>()))
    return refuse("/valid_until");
  if (document.contains("review") && !is_moment(document.at("review").at("at")))
    return refuse("/review/at");
  return Done{};
}

Result<PastKeys> past_keys(const Till& till, const SaleDocument& sale) {
  if (!sale.person) return PastKeys{};
  TILLGATE_TRY(key, person_key(till, sale.person->certificate_number));
  TILLGATE_TRY(agent, agent_key(till, sale));
  return PastKeys{key, agent ? *agent : key};
}

Result<Json> facts_of(Till& till, const SaleDocument& sale) {
  const UtcMs now = till.clock->now();
  TILLGATE_TRY(keys, past_keys(till, sale));
  const Institution& shop = till.configuration.institution;
  Json facts;
  facts["sale"] = {
      {"kind", "sale"},
      {"channel", "counter"},
      {"settlement", sale.has_line_paid_by(Pay::fund) ? Json(sale.settlement) : Json("self")},
      {"now_ms", now},
      {"till", till.configuration.till},
      {"operator", sale.operator_id},
      {"buyer", nullable(keys.buyer)},
      {"refund_of", Json()},
      {"total_fen", sale.total(Pay::fund) + sale.total(Pay::self)},
      {"paid_fund_fen", Json()},
      {"paid_account_fen", Json()},
      {"paid_private_fen", Json()}};
  if (sale.person) facts["person"] = person_facts(*sale.person, keys, local_day(now));
  facts["pharmacy"] = {{"id", shop.code},
                       {"region", shop.region},
                       {"designated", flag(shop.designated)},
                       {"contract", shop.contract},
                       {"contract_from_day", Json()},
                       {"contract_until_day", Json()},
                       {"opens_minute", minutes_of(shop.opens)},
                       {"closes_minute", minutes_of(shop.closes)},
                       {"pooled_ok", flag(shop.pooled)},
                       {"psych2_ok", flag(shop.psych2)}};
  facts["line"] = Json::array();
  facts["code"] = Json::array();
  for (const Line& line : sale.lines) {
    facts["line"].push_back(line_facts(line));
    for (const ScannedCode& code : line.codes) {
      TILLGATE_TRY(row, code_facts(till, sale, line, code));
      facts["code"].push_back(std::move(row));
    }
  }
  facts["prescription"] = Json::array();
  facts["prescription_item"] = Json::array();
  for (const Json& prescription : sale.prescriptions) {
    TILLGATE_TRY(row, prescription_facts(till, prescription));
    facts["prescription"].push_back(std::move(row));
    for (Json& item : items_of(prescription)) facts["prescription_item"].push_back(std::move(item));
  }
  TILLGATE_CHECK(till.past->add_slices(facts, sale, keys, now));
  TILLGATE_CHECK(add_agent_facts(till, sale, facts));
  name_persons(facts);
  return facts;
}

Result<Verdict> judge(Till& till, const SaleDocument& sale, Rules& rules) {
  TILLGATE_TRY(facts, facts_of(till, sale));
  TILLGATE_TRY(judgement, rules.review(facts));
  return Verdict{basket_digest(sale), std::move(judgement.findings), std::move(facts),
                 std::move(judgement.shadow), rules.identity()};
}

}  // namespace tillgate::checkout
