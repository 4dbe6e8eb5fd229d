#include "abi/till.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <numeric>

#include "base/time.hpp"
#include "crypto/key_folder.hpp"
#include "ledger/verify.hpp"
#include "support/data.hpp"

namespace tillgate::test {

namespace {

std::filesystem::path source(const std::string& name) {
  return std::filesystem::path(TILLGATE_SOURCE_DIR) / name;
}

}  // namespace

std::string fresh_token(const SamplePerson& person) {
  static int shown = 0;
  return std::string(person.token) + "." + std::to_string(++shown);
}

Answer Sale::identify(const SamplePerson& person, int deadline_ms) const {
  return identify_by({{"kind", "e_credential"}, {"token", fresh_token(person)}}, deadline_ms);
}

Answer Sale::identify_by(const Json& document, int deadline_ms) const {
  return ask(tillgate_sale_identify, handle_, document.dump().c_str(), deadline_ms);
}

Answer Sale::line(int number, const std::string& sku, int packs, const std::string& pay,
                  const Json& more) const {
  Json document = {{"line", number},
                   {"sku", sku},
                   {"quantity_milli", packs * 1000},
                   {"price_fen", 1714},
                   {"pay", pay},
                   {"batch",
                    {{"number", "R20260001"},
                     {"lot", "260301"},
                     {"made", china_time(-60 * 24 * 200).substr(0, 10)},
                     {"expires", china_time(60 * 24 * 400).substr(0, 10)}}}};
  document.update(more);
  return ask(tillgate_sale_set_line, handle_, document.dump().c_str(), 5'000);
}

Answer Sale::scan(const std::string& bytes) const {
  return ask(tillgate_sale_scan, handle_, bytes.data(), static_cast<std::int32_t>(bytes.size()),
             5'000);
}
Answer Sale::prescription(const Json& document) const {
  return ask(tillgate_sale_prescription, handle_, document.dump().c_str(), 5'000);
}
Answer Sale::review() const {
  return ask(tillgate_sale_review, handle_, 5'000);
}
Answer Sale::review_with_reasons() const {
  const Answer verdict = review();
  if (verdict.status != TILLGATE_OK) return verdict;
  for (const Json& finding : verdict.document["findings"]) {
    if (finding["effect"] != "confirm") continue;
    Json reason = {{"rule", finding["rule"]},
                   {"reason", "顾客外出旅行备用"},
                   {"by", {{"id", "C001"}, {"role", "cashier"}}}};
    if (finding["line"].is_number()) reason["line"] = finding["line"];
    ask(tillgate_sale_override, handle_, reason.dump().c_str(), 5'000);
  }
  return review();
}
Answer Sale::settle(int deadline_ms) const {
  return ask(tillgate_sale_settle, handle_, deadline_ms);
}
Answer Sale::quote(int deadline_ms) const {
  return ask(tillgate_sale_quote, handle_, deadline_ms);
}
Answer Sale::authorise() const {
  return ask(tillgate_sale_authorise, handle_, 5'000);
}
Answer Sale::outcome(const Json& document) const {
  return ask(tillgate_sale_outcome, handle_, document.dump().c_str(), 5'000);
}
Answer Sale::move_line(const Json& more) const {
  Json document = {{"why", "not_covered"}, {"customer_agreed", true}, {"by", {{"id", "C001"}}}};
  document.update(more);
  return ask(tillgate_sale_move_line, handle_, document.dump().c_str(), 5'000);
}
Answer Sale::abandon(const std::string& reason) const {
  return ask(tillgate_sale_abandon, handle_, Json{{"reason", reason}}.dump().c_str(), 5'000);
}
Answer Sale::refund(const std::string& receipt, const Json& more, int deadline_ms) const {
  Json document = {{"receipt", receipt},
                   {"operator", {{"id", "C001"}, {"name", "收银员甲"}}},
                   {"reason", "买重了,未拆封"}};
  document.update(more);
  return ask(tillgate_sale_refund, handle_, document.dump().c_str(), deadline_ms);
}
Answer Sale::show() const {
  return ask(tillgate_sale_show, handle_, 5'000);
}

std::vector<std::string> Sale::findings() const {
  const Answer verdict = review();
  REQUIRE(verdict.status == TILLGATE_OK);
  std::vector<std::string> names;
  for (const Json& finding : verdict.document["findings"])
    names.push_back(finding["rule"].get<std::string>() +
                    (finding["line"].is_null() ? "" : "/" + finding["line"].dump()));
  return names;
}

std::string china_time(int minutes) {
  return local_text(SystemClock().now() + std::int64_t{minutes} * 60'000);
}

Json prescription_for(const SamplePerson& person, const std::string& number,
                      const std::string& rx_key, int packs) {
  // No two within a minute: that would be remarked upon.
  const int earlier = std::accumulate(number.begin(), number.end(), 0) % 50 * 2;
  return {
      {"number", number},
      {"kind", "electronic"},
      {"issued", china_time(-120 - earlier)},
      {"patient", {{"name", person.name}, {"id_number", person.id_number}}},
      {"issuer", {{"code", "H99999900001"}, {"name", "示例医院"}, {"designated", true}}},
      {"doctor", {{"code", "D999999000001"}, {"name", "郑医师"}}},
      {"signature", "valid"},
      {"items", Json::array({{{"rx_key", rx_key}, {"quantity_milli", packs * 1000}, {"days", 7}}})},
      {"review", {{"pharmacist", "PH1"}, {"at", china_time(-60)}}}};
}

Till::Till(Memory memory)
    : platform_(std::make_unique<SimulatorProcess>(folder_ / "tls", sample_world(), "", memory)) {
  REQUIRE(crypto::KeyFolder::create(folder_ / "keys", "test.example/P99999900001/T1/1").ok());
  std::filesystem::copy(source("policies/packs/cn-national"), folder_ / "rules",
                        std::filesystem::copy_options::recursive);
  std::ofstream(folder_ / "secret") << "sample-secret-never-used-for-real\n";
  Json config = Json::parse(read_file(source("sdk/register/shop/config.json")));
  config["platform"]["url"] = platform_->url();
  config["decoder"] = TILLGATE_DECODER;
  std::ofstream(folder_ / "config.json") << config.dump();
  REQUIRE(open().status == TILLGATE_OK);
  const std::string products = read_file(source("sdk/register/shop/products.json"));
  REQUIRE(ask(tillgate_catalogue_import, gate_, products.c_str(), 5'000).status == TILLGATE_OK);
}

Till::~Till() {
  if (gate_ != 0) tillgate_close(gate_, 5'000);
}

Answer Till::open(int deadline_ms) {
  std::string text(1 << 16, '\0');
  auto size = static_cast<std::int32_t>(text.size());
  Answer answer;
  answer.status = tillgate_open(config_path().c_str(), deadline_ms, &gate_, text.data(), &size);
  answer.document = Json::parse(text.c_str(), nullptr, false);
  return answer;
}

std::int32_t Till::close(int deadline_ms) {
  const std::int32_t status = tillgate_close(gate_, deadline_ms);
  gate_ = 0;
  return status;
}

void Till::reconfigure(const Json& changes) {
  if (gate_ != 0) REQUIRE(close() == TILLGATE_OK);
  Json config = Json::parse(read_file(config_path()));
  config.merge_patch(changes);
  std::ofstream(config_path()) << config.dump();
  REQUIRE(open().status == TILLGATE_OK);
}

Sale Till::begin(const std::string& key) const {
  const Json document = {{"key", key}, {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}};
  tillgate_sale sale = 0;
  REQUIRE(tillgate_sale_begin(gate_, document.dump().c_str(), 5'000, &sale, nullptr, nullptr) ==
          TILLGATE_OK);
  return Sale(sale);
}

Answer Till::import_with_code(const std::string& sku, const std::string& insurance_code) const {
  const Json all = Json::parse(read_file(source("sdk/register/shop/products.json")));
  for (Json product : all["products"]) {
    if (product["sku"] != sku) continue;
    product["insurance_code"] = insurance_code;
    return ask(tillgate_catalogue_import, gate_,
               Json{{"products", Json::array({product})}}.dump().c_str(), 5'000);
  }
  FAIL("no such product");
  return {};
}

Answer Till::sell(const std::string& key, const std::string& code) const {
  const Sale sale = begin(key);
  REQUIRE(sale.identify(zhao).document["identified"] == true);
  REQUIRE(sale.line(1, "D018").status == TILLGATE_OK);
  REQUIRE(sale.scan(code).status == TILLGATE_OK);
  REQUIRE(sale.review().document["verdict"] == "pass");
  Answer answer = sale.settle();
  sale.close();
  return answer;
}

void Till::sell_privately(const std::string& key, const std::string& code) const {
  const Sale sale = begin(key);
  REQUIRE(sale.line(1, "D018", 1, "self").status == TILLGATE_OK);
  REQUIRE(sale.scan(code).status == TILLGATE_OK);
  REQUIRE(sale.review().document["verdict"] == "pass");
  REQUIRE(sale.settle().document["settled"] == true);
  sale.close();
}

std::vector<Json> Till::verified_records() {
  const auto folder = folder_ / "published";
  REQUIRE(ask(tillgate_export, gate_, folder.c_str(), 5'000).status == TILLGATE_OK);
  const auto keys = crypto::KeyFolder::load_public(folder_ / "keys" / "log.vkeys");
  REQUIRE(keys.ok());
  std::vector<Json> records;
  const auto report = ledger::verify_folder(folder, *keys);
  REQUIRE(report.ok());
  for (const auto& problem : report->problems())
    UNSCOPED_INFO(ledger::fault_en(problem.fault) << " " << problem.detail);
  REQUIRE(report->good());
  const auto read =
      ledger::verify_tree(folder, *keys, [&](std::uint64_t, ByteView entry, ledger::Report&) {
        records.push_back(Json::parse(as_text(entry)));
      });
  REQUIRE(read.ok());
  return records;
}

std::vector<Json> Till::about(const std::vector<Json>& records, const std::string& kind,
                              const std::string& sale) {
  std::vector<Json> found;
  for (const Json& record : records)
    if (record["kind"] == kind && record["body"].value("sale", "") == sale) found.push_back(record);
  return found;
}

std::vector<std::string> Till::uploaded_codes() const {
  std::vector<std::string> codes;
  const Json state = platform_->state();
  for (const Json& upload : state["uploads"])
    for (const Json& code : upload["codes"]) codes.push_back(code);
  return codes;
}

std::vector<Json> Till::settlements_in_force() const {
  std::vector<Json> active;
  const Json state = platform_->state();
  for (const Json& settlement : state["settlements"])
    if (settlement["state"] == "active") active.push_back(settlement);
  return active;
}

}  // namespace tillgate::test
