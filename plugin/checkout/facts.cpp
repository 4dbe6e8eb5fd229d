// The facts of a sale as the rules see them: policies/engine/views.sql has names, types and units.
#include <algorithm>
#include <map>
#include <set>

#include "checkout/agents.hpp"
#include "checkout/line_facts.hpp"
#include "checkout/prescription_facts.hpp"
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

// A member of a document the register told as yes or no; nothing when it did not.
void take_flag(Json& row, const char* column, const Json& document, const char* name) {
  if (document.contains(name)) row[column] = flag(document.at(name).get<bool>());
}

// "hh:mm" as minutes of the day.
int minutes_of(const std::string& text) {
  return std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3, 2));
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

Json person_facts(const identity::Person& person, const Json& presence, const PastKeys& keys,
                  std::int64_t today) {
  const char* sex = person.sex == identity::Sex::male     ? "M"
                    : person.sex == identity::Sex::female ? "F"
                                                          : nullptr;
  std::optional<std::int64_t> age;
  if (person.birth_date) age = age_on_day(*person.birth_date, today);
  Json row = {{"id", nullable(keys.person)},
              {"verified", 1},
              {"verified_ms", person.verified_at},
              {"sex", sex == nullptr ? Json() : Json(sex)},
              {"age_years", nullable(age)},
              {"scheme", nullable(scheme_of(person.insurance.kind))},
              {"region", person.insurance.region},
              {"status", nullable(status_of(person.insurance.status))},
              {"balance_fen", person.insurance.balance_fen}};
  take_flag(row, "present", presence, "present");
  take_flag(row, "document_match", presence, "document_match");
  if (presence.contains("face_check")) row["face_check"] = presence.at("face_check");
  return row;
}

// GB 11643: digits 7 to 14 of an identity number are the date of birth.
std::optional<std::int64_t> age_by_number(const std::string& id_number, std::int64_t today) {
  return age_on_day(
      id_number.substr(6, 4) + "-" + id_number.substr(10, 2) + "-" + id_number.substr(12, 2),
      today);
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

// The lots the basket names and those under which its packs came in.
Result<Done> add_stock(Json& facts, Till& till, const Line& line) {
  std::set<std::string> lots;
  if (line.batch) lots.insert(line.batch->lot);
  for (const Json& code : facts["code"])
    if (code.at("line") == line.number && !code.at("lot").is_null())
      lots.insert(code.at("lot").get<std::string>());
  for (const std::string& lot : lots) {
    Json row = {{"sku", line.product.sku}, {"lot", lot}, {"recalled", 0}};
    TILLGATE_TRY(books, till.stock->lot(line.product.sku, lot));
    if (books) row["received"] = flag(books->first_received_at.has_value());
    if (books && books->first_received_at)
      row["received_day"] = local_day(*books->first_received_at);
    for (const Json& notice : line.product.document.value("lot_notices", Json::array())) {
      if (notice.at("lot") != lot) continue;
      row[notice.at("notice") == "recalled" ? "recalled" : "cold_chain_broken"] = 1;
    }
    if (std::find(facts["stock"].begin(), facts["stock"].end(), row) == facts["stock"].end())
      facts["stock"].push_back(std::move(row));
  }
  return Done{};
}

// Did the customer agree to pay what is paid privately? Nothing when the register does not say of
// every such line.
Json consent_of(const SaleDocument& sale) {
  bool told = true, agreed = true;
  for (const Line& line : sale.lines) {
    if (line.pay != Pay::self || line.gift) continue;
    // Who has a line moved to private pay has agreed to it.
    const bool moved = line.moved.has_value();
    told = told && (moved || line.consent.has_value());
    agreed = agreed && line.consent.value_or(moved);
  }
  return told ? flag(agreed) : Json();
}

Result<Json> sale_facts(Till& till, const SaleDocument& sale, const PastKeys& keys, UtcMs now) {
  const Configuration& configuration = till.configuration;
  const std::vector<std::string>& tills = configuration.institution.tills;
  TILLGATE_TRY(newest, till.past->newest());
  TILLGATE_TRY(oldest_upload, till.past->oldest_upload());
  Json row = {{"kind", "sale"},
              {"channel", sale.counter.value("channel", "counter")},
              {"settlement", sale.has_line_paid_by(Pay::fund) ? Json(sale.settlement) : "self"},
              {"now_ms", now},
              {"till", configuration.till},
              {"operator", sale.operator_id},
              {"buyer", nullable(keys.buyer)},
              {"total_fen", sale.total(Pay::fund) + sale.total(Pay::self)},
              {"last_sale_ms", nullable(newest)},
              {"oldest_upload_ms", nullable(oldest_upload)},
              {"private_consent", consent_of(sale)}};
  for (const char* name : {"camera", "disease"})
    if (sale.counter.contains(name)) row[name] = sale.counter.at(name);
  take_flag(row, "athlete", sale.counter, "athlete");
  // A camera of the configuration sees the till unless the register says that it does not.
  if (!row.contains("camera") && !configuration.cameras.empty()) row["camera"] = "online";
  if (!tills.empty())
    row["till_registered"] =
        flag(std::find(tills.begin(), tills.end(), configuration.till) != tills.end());
  if (!configuration.operators.empty())
    row["operator_active"] =
        flag(std::any_of(configuration.operators.begin(), configuration.operators.end(),
                         [&](const Operator& o) { return o.id == sale.operator_id && o.active; }));
  return row;
}

Result<Json> pharmacy_facts(Till& till) {
  const Institution& shop = till.configuration.institution;
  TILLGATE_TRY(imported, till.catalogue->imported_at());
  return Json{{"id", shop.code},
              {"region", shop.region},
              {"designated", flag(shop.designated)},
              {"contract", shop.contract},
              {"opens_minute", minutes_of(shop.opens)},
              {"closes_minute", minutes_of(shop.closes)},
              {"pooled_ok", flag(shop.pooled)},
              {"psych2_ok", flag(shop.psych2)},
              {"chronic_ok", flag(shop.chronic)},
              {"dual_ok", flag(shop.dual_channel)},
              {"toxic_ok", flag(shop.toxic)},
              {"catalogue_day", imported ? Json(local_day(*imported)) : Json()}};
}

Result<Done> add_line_facts(Json& facts, Till& till, const SaleDocument& sale) {
  for (const char* table : {"line", "code", "stock", "ingredient", "interaction"})
    facts[table] = Json::array();
  for (const Line& line : sale.lines) {
    facts["line"].push_back(line_facts(line));
    add_product_lists(facts, line);
    for (const ScannedCode& code : line.codes) {
      TILLGATE_TRY(row, code_facts(till, sale, line, code));
      facts["code"].push_back(std::move(row));
    }
    TILLGATE_CHECK(add_stock(facts, till, line));
  }
  Json ingredients = Json::array();
  for (const Json& row : facts["ingredient"]) ingredients.push_back(row.at("ingredient"));
  if (ingredients.size() < 2) return Done{};
  TILLGATE_TRY(pairs, till.catalogue->interactions_among(ingredients));
  for (const Catalogue::Interaction& pair : pairs)
    facts["interaction"].push_back(
        {{"first_ingredient", pair.first}, {"second_ingredient", pair.second}});
  return Done{};
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
  for (const char* slice : {"past_person", "past_buyer", "past_agent", "past_till", "past_receipt",
                            "past_code", "rx_seen"}) {
    if (!facts.contains(slice)) continue;
    for (Json& row : facts[slice])
      for (const char* column : {"person", "buyer", "agent", "phone", "patient"}) name(row, column);
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
  if (document.contains("review") && document.at("review").contains("started") &&
      !is_moment(document.at("review").at("started")))
    return refuse("/review/started");
  return Done{};
}

// Persons are keyed hashes in the past of this till.
Result<std::string> keyed_hash(const Till& till, const std::string& text) {
  TILLGATE_TRY(hash, crypto::hmac_sha256(till.person_key->bytes(), as_bytes(text)));
  return to_hex(hash);
}

Result<PastKeys> past_keys(const Till& till, const SaleDocument& sale) {
  PastKeys keys;
  TILLGATE_TRY(prescriptions, past_prescriptions(till, sale));
  keys.prescriptions = std::move(prescriptions);
  if (!sale.person) return keys;
  TILLGATE_TRY(person, keyed_hash(till, sale.person->certificate_number));
  TILLGATE_TRY(agent, agent_key(till, sale));
  keys.person = person;
  keys.buyer = agent ? *agent : person;
  return keys;
}

Result<Json> facts_of(Till& till, const SaleDocument& sale) {
  const UtcMs now = till.clock->now();
  TILLGATE_TRY(keys, past_keys(till, sale));
  Json facts;
  TILLGATE_TRY(of_sale, sale_facts(till, sale, keys, now));
  facts["sale"] = std::move(of_sale);
  if (sale.person)
    facts["person"] = person_facts(*sale.person, sale.presence, keys, local_day(now));
  TILLGATE_TRY(shop, pharmacy_facts(till));
  facts["pharmacy"] = std::move(shop);
  TILLGATE_CHECK(add_line_facts(facts, till, sale));
  TILLGATE_CHECK(add_prescription_facts(facts, till, sale));
  TILLGATE_CHECK(till.past->add_slices(facts, sale, keys, now));
  TILLGATE_CHECK(add_agent_facts(till, sale, facts));
  if (sale.agent && sale.agent->number.size() == 18)
    facts["agent"]["age_years"] = nullable(age_by_number(sale.agent->number, local_day(now)));
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
