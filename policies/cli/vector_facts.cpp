#include "policies/cli/vector_facts.hpp"

#include <exception>
#include <map>
#include <set>
#include <string>

#include "base/text.hpp"
#include "base/time.hpp"
#include "scanner/normalise.hpp"

namespace tillgate::policies {

namespace {

// What does not read as it should throws, and vector_facts answers with a failure.
std::int64_t day_of(const std::string& date) {
  return day_of_date(date).value();
}

// "2026-11-20T10:15:00"
std::int64_t ms_of(std::string text) {
  text.at(10) = ' ';
  return utc_of_local_text(text).value();
}

std::int64_t minute_of(const std::string& hh_mm) {
  return std::stoi(hh_mm.substr(0, 2)) * 60 + std::stoi(hh_mm.substr(3));
}

const Json* member(const Json& object, const char* name) {
  const auto value = object.find(name);
  return value == object.end() || value->is_null() ? nullptr : &*value;
}

std::int64_t flag(const Json& object, const char* name) {
  const Json* const value = member(object, name);
  return value == nullptr ? 0 : value->get<std::int64_t>();
}

Json or_null(const Json& object, const char* name) {
  const Json* const value = member(object, name);
  return value == nullptr ? Json() : *value;
}

// Blanks, control characters and the invisible characters of formatting.
bool is_invisible(char32_t c) {
  return c <= U' ' || (c >= 0x7F && c <= 0xA0) || c == 0xAD || (c >= 0x2000 && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF;
}

class Import {
 public:
  Import(const Json& scene, const Json& products) : in_(scene), products_(products) {}

  Json facts() {
    const Json& basket = in_.at("basket");
    const std::int64_t now = ms_of(in_.at("now"));
    out_["sale"] = {{"kind", basket.at("kind")},
                    {"channel", basket.at("channel")},
                    {"settlement", basket.at("setl_type")},
                    {"now_ms", now},
                    {"till", in_.at("till")},
                    {"operator", in_.at("operator")},
                    {"buyer", buyer()},
                    {"refund_of", or_null(basket, "refund_of")},
                    {"total_fen", basket.at("total_fen")},
                    {"private_consent", 1}};
    add_payments(basket);
    if (person()) add_person(*person(), now);
    if (const Json* const agent = member(in_, "agent"))
      out_["agent"] = {{"id", agent->at("id")},
                       {"phone", agent->at("phone")},
                       {"own_document", agent->at("idno_ok")},
                       {"principal_document", agent->at("principal_idno_ok")},
                       {"age_years", 40}};
    add_pharmacy(in_.at("store"), local_day(now));
    for (const Json& line : basket.at("lines")) add_line(line);
    for (const Json& prescription : in_.at("rx")) add_prescription(prescription);
    for (const Json& lot : in_.at("lots"))
      out_["stock"].push_back({{"sku", lot.at("sku")},
                               {"lot", lot.at("id")},
                               {"expiry_day", day_of(lot.at("expiry"))},
                               {"received_day", day_of(lot.at("inbound"))},
                               {"recalled", lot.at("recalled")}});
    for (const Json& past : in_.at("history")) add_past(past);
    add_receipts();
    return out_;
  }

 private:
  const Json* person() const { return member(in_, "person"); }

  Json buyer() const {
    if (const Json* const agent = member(in_, "agent")) return agent->at("id");
    return person() == nullptr ? Json() : person()->at("id");
  }

  void add_payments(const Json& basket) {
    std::int64_t fund = 0, account = 0, other = 0;
    for (const Json& payment : basket.at("pay")) {
      const std::string tender = payment.at("tender");
      (tender == "fund"      ? fund
       : tender == "account" ? account
                             : other) += payment.at("fen").get<std::int64_t>();
    }
    out_["sale"]["paid_fund_fen"] = fund;
    out_["sale"]["paid_account_fen"] = account;
    out_["sale"]["paid_private_fen"] = other;
  }

  void add_person(const Json& person, std::int64_t now) {
    Json row{{"id", person.at("id")},
             {"verified", 0},
             {"sex", or_null(person, "sex")},
             {"scheme", or_null(person, "scheme")},
             {"region", or_null(person, "region")},
             {"status", or_null(person, "status")},
             {"balance_fen", or_null(person, "balance_fen")}};
    if (const Json* const birth = member(person, "birth"))
      row["age_years"] = age_on_day(birth->get<std::string>(), local_day(now)).value();
    if (const Json* const credential = member(in_, "credential")) {
      row["verified"] = credential->at("verified");
      row["verified_ms"] = ms_of(credential->at("at"));
    }
    out_["person"] = row;
  }

  void add_pharmacy(const Json& store, std::int64_t today) {
    out_["pharmacy"] = {{"id", store.at("id")},
                        {"region", store.at("region")},
                        {"designated", store.at("designated")},
                        {"contract", store.at("contract")},
                        {"opens_minute", minute_of(store.at("open"))},
                        {"closes_minute", minute_of(store.at("close"))},
                        {"pooled_ok", store.at("pooled_ok")},
                        {"psych2_ok", store.at("psych2_ok")},
                        {"chronic_ok", 1},
                        {"dual_ok", 1},
                        {"toxic_ok", 1},
                        {"catalogue_day", today}};
  }

  void add_line(const Json& line) {
    const std::string sku = line.at("sku");
    const Json& product = products_.at(sku);
    const std::int64_t packs = line.at("qty");
    const Json* const split = member(line, "split_units");
    Json row{{"line", line.at("n")},
             {"pay", line.at("pay")},
             {"gift", flag(line, "gift")},
             {"quantity_milli", packs * 1000},
             {"packs", packs},
             {"split_units", split == nullptr ? Json() : Json(split->get<std::int64_t>() * packs)},
             {"price_fen", line.at("unit_fen")},
             {"discount_fen", line.at("disc_fen")},
             {"prescription", or_null(line, "rx")},
             {"days", or_null(line, "days")},
             {"claimed_code", or_null(line, "claim")},
             {"printed_name", or_null(line, "printed")},
             {"sku", sku},
             {"name", product.at("name")},
             {"kind", product.at("kind")},
             {"generic", or_null(product, "generic")},
             {"rx_key", rx_key(sku)},
             {"rx_class", or_null(product, "rx_class")},
             {"insurance_code", or_null(product, "nhsa_code")},
             {"maker_segment", or_null(product, "maker5")},
             {"fund_ok", or_null(product, "fund_ok")},
             {"no_code", flag(product, "no_code")},
             {"ephedrine", flag(product, "eph")},
             {"special", or_null(product, "special")},
             {"high_risk", flag(product, "high_risk")},
             {"limit_sex", or_null(product, "lim_sex")},
             {"limit_child", member(product, "lim_age_max") == nullptr ? 0 : 1},
             {"limit_age_max", or_null(product, "lim_age_max")},
             {"limit_setting", or_null(product, "lim_setting")},
             {"limit_scheme", or_null(product, "lim_scheme")},
             {"limit_course_days", or_null(product, "lim_course")}};
    row["expiry_day"] = day_of("2030-12-31");
    if (const Json* const lot = member(line, "lot")) {
      row["lot"] = *lot;
      for (const Json& known : in_.at("lots"))
        if (known.at("id") == *lot) row["expiry_day"] = day_of(known.at("expiry"));
    }
    out_["line"].push_back(row);
    if (const Json* const ingredients = member(product, "ingredients"))
      for (const Json& ingredient : *ingredients)
        out_["ingredient"].push_back({{"line", line.at("n")}, {"ingredient", ingredient}});
    for (const Json& code : line.at("codes")) add_code(line.at("n"), code);
  }

  void add_code(const Json& line, const Json& scanned) {
    const bool typed = scanned.is_object() && scanned.value("entry", "") == "key";
    Json row{{"line", line},
             {"code", cleaned_code((scanned.is_object() ? scanned.at("code") : scanned)
                                       .get_ref<const std::string&>())},
             {"form", "plain"},
             {"entry", typed ? "key" : "scan"}};
    for (const Json& known : in_.at("codes")) {
      if (cleaned_code(known.at("code").get_ref<const std::string&>()) != row["code"]) continue;
      for (const char* const name : {"sku", "state", "level", "lot", "units_left"})
        row[name] = or_null(known, name);
    }
    codes_.insert(row["code"].get<std::string>());
    out_["code"].push_back(row);
  }

  void add_prescription(const Json& in) {
    const bool is_signed = in.at("signed") == 1;
    Json row{{"number", in.at("no")},
             {"kind", in.at("kind")},
             {"patient", in.at("patient")},
             {"issued_ms", ms_of(in.at("issued"))},
             {"long_term", in.at("long_term")},
             {"emergency", in.at("emergency")},
             {"signature", !is_signed             ? "none"
                           : in.at("sig_ok") == 1 ? "valid"
                                                  : "invalid"},
             {"issuer_designated", in.at("issuer_designated")},
             {"issuer_level", in.at("issuer_level")},
             {"doctor_registered", in.at("doctor_ok")},
             {"reviewed_by", or_null(in, "reviewed_by")},
             {"form", orders_psychotropic(in) ? "psych2" : "ordinary"}};
    if (const Json* const until = member(in, "valid_until"))
      row["valid_until_day"] = day_of(*until);
    if (const Json* const at = member(in, "reviewed_at")) row["reviewed_ms"] = ms_of(*at);
    for (const Json& pharmacist : in_.at("pharmacists")) {
      if (pharmacist.at("id") != row["reviewed_by"]) continue;
      row["reviewer_on_duty"] = pharmacist.at("on_duty");
      row["reviewer_registered"] =
          pharmacist.at("licensed_store") == in_.at("store").at("id") ? 1 : 0;
      row["reviewer_eligible"] = pharmacist.at("pay_eligible");
    }
    out_["prescription"].push_back(row);
    for (const Json& diagnosis : in.value("dx", Json::array()))
      out_["diagnosis"].push_back({{"prescription", in.at("no")}, {"code", diagnosis}});
    add_quantities("prescription_item", in, in.at("items"));
    add_quantities("rx_used", in, in.value("used", Json::array()));
  }

  bool orders_psychotropic(const Json& prescription) const {
    for (const Json& item : prescription.at("items"))
      if (products_.at(item.at("sku").get<std::string>()).value("special", Json()) == "psych2")
        return true;
    return false;
  }

  // One row a prescription key: two products of one key are one order.
  void add_quantities(const char* table, const Json& prescription, const Json& rows) {
    std::map<std::string, Json> by_key;
    for (const Json& in : rows) {
      const std::string key = rx_key(in.at("sku"));
      const auto [at, first] = by_key.try_emplace(
          key,
          Json{{"prescription", prescription.at("no")}, {"rx_key", key}, {"quantity_milli", 0}});
      at->second["quantity_milli"] = at->second["quantity_milli"].get<std::int64_t>() +
                                     in.at("qty").get<std::int64_t>() * 1000;
      if (first && in.contains("days")) at->second["days"] = in.at("days");
    }
    for (auto& [key, row] : by_key) out_[table].push_back(std::move(row));
  }

  // The slices are cut as the gate cuts them: this person, this buyer, these codes.
  void add_past(const Json& past) {
    const Json& product = products_.at(past.at("sku").get<std::string>());
    Json row{{"receipt", past.at("receipt")},
             {"kind", past.at("kind")},
             {"at_ms", ms_of(past.at("at"))},
             {"pharmacy", past.at("store")},
             {"till", past.at("till")},
             {"person", past.at("person")},
             {"buyer", past.at("buyer")},
             {"pay", past.at("pay")},
             {"sku", past.at("sku")},
             {"generic", or_null(product, "generic")},
             {"ephedrine", flag(product, "eph")},
             {"packs", past.at("qty")},
             {"amount_fen", past.at("fen")}};
    if (past.at("buyer") == buyer()) out_["past_buyer"].push_back(row);
    if (person() != nullptr && past.at("person") == person()->at("id")) {
      row["days"] = or_null(past, "days");
      out_["past_person"].push_back(row);
    }
    const Json* const scanned = member(past, "code");
    const std::string code =
        scanned == nullptr ? "" : cleaned_code(scanned->get_ref<const std::string&>());
    if (codes_.contains(code))
      out_["past_code"].push_back({{"code", code},
                                   {"receipt", past.at("receipt")},
                                   {"kind", past.at("kind")},
                                   {"at_ms", ms_of(past.at("at"))},
                                   {"pharmacy", past.at("store")},
                                   {"person", past.at("person")},
                                   {"pay", past.at("pay")}});
  }

  // One row a receipt, for the slices that count receipts.
  void add_receipts() {
    std::set<std::string> seen;
    for (const Json& past : in_.at("history")) {
      if (!seen.insert(past.at("receipt").get<std::string>()).second) continue;
      const Json row{{"receipt", past.at("receipt")},
                     {"kind", past.at("kind")},
                     {"at_ms", ms_of(past.at("at"))},
                     {"person", past.at("person")},
                     {"fund", past.at("pay") == "fund" ? 1 : 0}};
      if (past.at("till") == in_.at("till")) out_["past_till"].push_back(row);
      if (past.at("store") == in_.at("store").at("id") &&
          packs_of(past.at("receipt")) == packs_of(in_.at("basket").at("lines"))) {
        Json same = row;
        same["till"] = past.at("till");
        out_["past_receipt"].push_back(same);
      }
      const Json* const agent = member(in_, "agent");
      const auto equal = [&](const char* name, const char* own) {
        return !past.at(name).is_null() && past.at(name) == agent->at(own);
      };
      if (agent != nullptr && (equal("agent", "id") || equal("phone", "phone"))) {
        Json by_agent = row;
        by_agent["agent"] = past.at("agent");
        by_agent["phone"] = past.at("phone");
        out_["past_agent"].push_back(by_agent);
      }
    }
  }

  // Packs by product: of the lines of a basket, or of a receipt of the past.
  using Packs = std::map<std::string, std::int64_t>;
  Packs packs_of(const Json& lines_or_receipt) const {
    Packs packs;
    const bool is_receipt = lines_or_receipt.is_string();
    for (const Json& line : is_receipt ? in_.at("history") : lines_or_receipt)
      if (!is_receipt || line.at("receipt") == lines_or_receipt)
        packs[line.at("sku").get<std::string>()] += line.at("qty").get<std::int64_t>();
    return packs;
  }

  std::string rx_key(const std::string& sku) const {
    const Json* const key = member(products_.at(sku), "rx_key");
    return key == nullptr ? sku : key->get<std::string>();
  }

  const Json& in_;
  const Json& products_;
  Json out_;
  std::set<std::string> codes_;
};

}  // namespace

std::string cleaned_code(std::string_view code) {
  const std::string folded = scanner::fold_width(code);
  std::string cleaned;
  for (std::size_t at = 0; at < folded.size();) {
    char32_t c = 0;
    const std::size_t length = decode_utf8(folded, at, c);
    if (length == 0) return folded;
    if (!is_invisible(c)) cleaned += folded.substr(at, length);
    at += length;
  }
  return cleaned;
}

Result<Json> vector_facts(const Json& scene, const Json& products) {
  try {
    return Import(scene, products).facts();
  } catch (const std::exception& error) {
    return Failure{TILLGATE_E_DOCUMENT, error.what(), ""};
  }
}

}  // namespace tillgate::policies
