#include "checkout/sale_document.hpp"

#include <algorithm>

#include "crypto/digest.hpp"

namespace tillgate::checkout {

namespace {

template <class T>
Json nullable(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

template <class T>
std::optional<T> optional_of(const Json& value) {
  if (value.is_null()) return std::nullopt;
  return value.get<T>();
}

Json to_json(const Line& line) {
  Json codes = Json::array();
  for (const ScannedCode& code : line.codes)
    codes.push_back({{"code", code.code},
                     {"sku", nullable(code.sku)},
                     {"image", code.source == CodeSource::image},
                     {"gs1", code.gs1}});
  Json batch;
  if (line.batch)
    batch = {{"number", line.batch->number},
             {"lot", line.batch->lot},
             {"made", line.batch->made},
             {"expires", line.batch->expires}};
  return {{"line", line.number},
          {"product", line.product.document},
          {"quantity_milli", line.quantity_milli},
          {"price_fen", line.price_fen},
          {"total_fen", line.total_fen},
          {"fund", line.pay == Pay::fund},
          {"prescription", nullable(line.prescription)},
          {"days", nullable(line.days)},
          {"printed_name", nullable(line.printed_name)},
          {"claimed_code", nullable(line.claimed_code)},
          {"batch", batch},
          {"gift", line.gift},
          {"consent", nullable(line.consent)},
          {"codes", codes},
          {"moved", nullable(line.moved)}};
}

Line line_of(const Json& d) {
  Line line;
  line.number = d.at("line");
  line.product = product_of(d.at("product"));
  line.quantity_milli = d.at("quantity_milli");
  line.price_fen = d.at("price_fen");
  line.total_fen = d.at("total_fen");
  line.pay = d.at("fund").get<bool>() ? Pay::fund : Pay::self;
  line.prescription = optional_of<std::string>(d.at("prescription"));
  line.days = optional_of<std::int64_t>(d.at("days"));
  line.printed_name = optional_of<std::string>(d.at("printed_name"));
  line.claimed_code = optional_of<std::string>(d.at("claimed_code"));
  if (const Json& batch = d.at("batch"); !batch.is_null())
    line.batch = Batch{batch.at("number"), batch.at("lot"), batch.at("made"), batch.at("expires")};
  line.gift = d.value("gift", false);  // an older version did not write these two
  line.consent = optional_of<bool>(d.value("consent", Json()));
  for (const Json& code : d.at("codes"))
    line.codes.push_back({code.at("code"), optional_of<std::string>(code.at("sku")),
                          code.at("image").get<bool>() ? CodeSource::image : CodeSource::scan,
                          code.at("gs1")});
  line.moved = optional_of<std::string>(d.value("moved", Json()));  // older versions have none
  return line;
}

}  // namespace

Line* SaleDocument::line(std::int64_t number) {
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [number](const Line& line) { return line.number == number; });
  return found == lines.end() ? nullptr : &*found;
}

Fen SaleDocument::total(Pay pay) const {
  Fen sum = 0;
  for (const Line& line : lines)
    if (line.pay == pay) sum += line.total_fen;
  return sum;
}

bool SaleDocument::has_line_paid_by(Pay pay) const {
  return std::any_of(lines.begin(), lines.end(),
                     [pay](const Line& line) { return line.pay == pay; });
}

const Json* SaleDocument::prescription(const std::string& number) const {
  const auto found = std::find_if(prescriptions.begin(), prescriptions.end(),
                                  [&](const Json& p) { return p.at("number") == number; });
  return found == prescriptions.end() ? nullptr : &*found;
}

Json to_json(const SaleDocument& sale) {
  Json lines = Json::array();
  for (const Line& line : sale.lines) lines.push_back(to_json(line));
  Json overrides = Json::array();
  for (const Override& o : sale.overrides)
    overrides.push_back({{"rule", o.rule},
                         {"line", nullable(o.line)},
                         {"reason", o.reason},
                         {"by", o.by},
                         {"role", o.role}});
  return {{"key", sale.key},
          {"settlement", sale.settlement},
          {"operator", {{"id", sale.operator_id}, {"name", sale.operator_name}}},
          {"begun_at", sale.begun_at},
          {"counter", sale.counter},
          {"person", sale.person ? identity::to_json(*sale.person) : Json()},
          {"agent", sale.agent ? identity::to_json(*sale.agent) : Json()},
          {"presence", sale.presence},
          {"lines", lines},
          {"prescriptions", sale.prescriptions},
          {"overrides", overrides}};
}

SaleDocument sale_document_of(const Json& d) {
  SaleDocument sale;
  sale.key = d.at("key");
  sale.settlement = d.at("settlement");
  sale.operator_id = d.at("operator").at("id");
  sale.operator_name = d.at("operator").at("name");
  sale.begun_at = d.value("begun_at", UtcMs{0});  // an older version did not write it
  sale.counter = d.value("counter", Json::object());
  sale.presence = d.value("presence", Json::object());
  if (!d.at("person").is_null()) sale.person = identity::person_of(d.at("person"));
  if (const Json agent = d.value("agent", Json()); !agent.is_null())
    sale.agent = identity::agent_of(agent);
  for (const Json& line : d.at("lines")) sale.lines.push_back(line_of(line));
  sale.prescriptions = d.at("prescriptions").get<std::vector<Json>>();
  for (const Json& o : d.at("overrides"))
    sale.overrides.push_back({o.at("rule"), optional_of<std::int64_t>(o.at("line")), o.at("reason"),
                              o.at("by"), o.at("role")});
  return sale;
}

std::string basket_digest(const SaleDocument& sale) {
  Json document = to_json(sale);
  document.erase("overrides");
  return to_hex(crypto::sha256(as_bytes("tillgate/basket/1\n" + document.dump())));
}

}  // namespace tillgate::checkout
