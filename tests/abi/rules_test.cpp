// What the register tells beside the basket reaches the rules: who buys, what was shown, what the
// customer agreed to, what the product master states.
#include <algorithm>
#include <catch2/catch.hpp>

#include "abi/till.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::Sale;
using test::Till;

namespace {

Json credential(const test::SamplePerson& person, const Json& more = Json::object()) {
  Json document = {{"kind", "e_credential"}, {"token", test::fresh_token(person)}};
  document.update(more);
  return document;
}

// A sale of one pack of an OTC medicine to Zhao, identified with `more`.
std::vector<std::string> findings_with(const Till& till, const Json& more) {
  static int number = 0;
  const Sale sale = till.begin("R" + std::to_string(++number));
  REQUIRE(sale.identify_by(credential(test::zhao, more)).document["identified"] == true);
  sale.line(1, "D018");
  sale.scan("8990018000000000" + std::to_string(1000 + number));
  return sale.findings();
}

using Names = std::vector<std::string>;

void import(const Till& till, const std::string& sku, const Json& more) {
  Json products = Json::parse(test::read_file(std::filesystem::path(TILLGATE_SOURCE_DIR) /
                                              "sdk/register/shop/products.json"));
  for (Json& product : products["products"])
    if (product["sku"] == sku) product.update(more);
  REQUIRE(
      test::ask(tillgate_catalogue_import, till.gate(), products.dump().c_str(), 5'000).status ==
      TILLGATE_OK);
}

}  // namespace

TEST_CASE("how the person was met is judged") {
  Till till;
  CHECK(findings_with(till, Json::object()).empty());
  CHECK(findings_with(till, {{"present", false}}) == Names{"ID-04"});
  CHECK(findings_with(till, {{"face_check", "failed"}}) == Names{"ID-09"});
  CHECK(findings_with(till, {{"document", {{"id_number", test::zhao.id_number}}}}).empty());
  CHECK(findings_with(till, {{"document", {{"id_number", test::qian.id_number}}}}) ==
        Names{"ID-03"});
}

TEST_CASE("what a sale tells when it is begun is judged") {
  Till till;
  const auto findings = [&](const char* key, const Json& more) {
    Json document = {{"key", key}, {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}};
    document.update(more);
    tillgate_sale handle = 0;
    REQUIRE(tillgate_sale_begin(till.gate(), document.dump().c_str(), 5'000, &handle, nullptr,
                                nullptr) == TILLGATE_OK);
    const Sale sale(handle);
    sale.identify(test::zhao);
    sale.line(1, "D018");
    sale.scan(std::string("899001800000000") + key);
    return sale.findings();
  };
  CHECK(findings("20001", {{"camera", "offline"}}) == Names{"IN-10"});
  CHECK(findings("20002", {{"channel", "self_service"}}).empty());
  import(till, "D018", {{ "athlete_caution", true }});
  CHECK(findings("20003", {{"athlete", true}}) == Names{"SP-11/1"});
}

TEST_CASE("attributes of the product master are judged from the next import on") {
  Till till;
  const struct {
    Json stated;
    Names found;
  } cases[] = {
      {{{"catalogue_until", "2020-12-31"}}, {"EL-05/1"}},
      {{{"approval_cancelled", true}}, {"EL-06/1"}},
      {{{"price_cap_fen", 1713}}, {"PR-02/1"}},
      {{{"private_price_fen", 1714}}, {}},
      {{{"lot_notices", Json::array({{{"lot", "260301"}, {"notice", "recalled"}}})}}, {"LG-02/1"}},
      {{{"lot_notices", Json::array({{{"lot", "260302"}, {"notice", "recalled"}}})}}, {}},
  };
  for (const auto& c : cases) {
    INFO(c.stated.dump());
    import(till, "D018", c.stated);
    CHECK(findings_with(till, Json::object()) == c.found);
  }
}

TEST_CASE("the customer's consent to what is paid privately is recorded, or asked for") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.identify(test::zhao);
  sale.line(1, "D018");
  sale.scan("89900180000000000001");
  sale.line(2, "F003", 1, "self");
  CHECK(sale.findings() == Names{"PR-05"});
  sale.line(2, "F003", 1, "self", {{"consent", true}});
  CHECK(sale.findings().empty());
  sale.line(2, "F003", 1, "self", {{"gift", true}});
  CHECK(sale.findings() == Names{"PR-06/2"});
}

TEST_CASE("a prescription that was dispensed is known again: by its content and by its patient") {
  Till till;
  const auto attach = [&](const char* key, const test::SamplePerson& person, const Json& rx) {
    const Sale sale = till.begin(key);
    sale.identify(person);
    sale.prescription(rx);
    sale.line(1, "D001", 1, "fund", {{"prescription", "RX1"}});
    sale.scan(std::string("899000100000000000") + key);
    return sale;
  };
  const Json rx = test::prescription_for(test::zhao, "RX1", test::amlodipine, 2);
  const Sale first = attach("11", test::zhao, rx);
  REQUIRE(first.findings().empty());
  REQUIRE(first.settle().document["settled"] == true);
  CHECK(attach("12", test::zhao, rx).findings().empty());
  Json changed = rx;
  changed["items"][0]["quantity_milli"] = 9000;
  changed["items"][0]["days"] = 6;
  CHECK(attach("13", test::zhao, changed).findings() == Names{"RX-16"});
  Json others = rx;
  others["patient"] = {{"name", test::qian.name}, {"id_number", test::qian.id_number}};
  CHECK(attach("14", test::qian, others).findings() == Names{"RX-14"});
}
