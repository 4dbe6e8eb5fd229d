#include "checkout/catalogue.hpp"

#include <catch2/catch.hpp>

#include "support/folder.hpp"

using namespace tillgate;
using checkout::Catalogue;

namespace {

struct Shop {
  test::TemporaryFolder folder;
  std::unique_ptr<store::Database> database = store::Database::open(folder / "till.db").value();
  Catalogue catalogue{*database};

  Result<checkout::ImportCounts> import(const Json& products) {
    auto transaction = store::Transaction::begin(*database).value();
    auto counts = catalogue.import({{"products", products}}, 0);
    if (counts.ok()) REQUIRE(transaction.commit().ok());
    return counts;
  }
};

Json product(const std::string& sku, const Json& more = Json::object()) {
  Json row = {{"sku", sku},          {"name", "示例药 " + sku}, {"spec", "10mg"},
              {"maker", "示例药厂"}, {"kind", "drug"},          {"traced", true}};
  row.update(more);
  return row;
}

}  // namespace

TEST_CASE("a product is found by its own code, its barcode and each of its drug ids") {
  Shop shop;
  REQUIRE(shop.import(Json::array({product("D001", {{"ean13", "6900000000014"},
                                                    {"insurance_code", "XA01"},
                                                    {"drug_ids", {"8990001", "8990002"}}}),
                                   product("D002")}))
              .ok());
  for (const auto& found :
       {shop.catalogue.by_sku("D001"), shop.catalogue.by_barcode("6900000000014"),
        shop.catalogue.by_drug_id("8990001"), shop.catalogue.by_drug_id("8990002")}) {
    REQUIRE(found.value().has_value());
    CHECK(found.value()->sku == "D001");
    CHECK(found.value()->insurance_code == "XA01");
    CHECK(found.value()->traced);
  }
  CHECK_FALSE(shop.catalogue.by_sku("D003").value().has_value());
  CHECK_FALSE(shop.catalogue.by_drug_id("8990003").value().has_value());
  CHECK(shop.catalogue.count().value() == 2);
}

TEST_CASE("importing the same products again changes nothing, a changed one replaces the old") {
  Shop shop;
  const Json old = product("D001", {{"drug_ids", {"8990001"}}});
  CHECK(shop.import(Json::array({old, product("D002")}))->changed == 2);
  CHECK(shop.import(Json::array({old, product("D002")}))->changed == 0);
  const auto counts = shop.import(Json::array({product("D001", {{"drug_ids", {"8990009"}}})}));
  CHECK(counts->changed == 1);
  CHECK(counts->total == 2);
  CHECK_FALSE(shop.catalogue.by_drug_id("8990001").value().has_value());
  CHECK(shop.catalogue.by_drug_id("8990009").value()->sku == "D001");
}

TEST_CASE("a barcode or drug id of another product is a conflict that names the place") {
  const struct {
    Json more;
    const char* where;
  } cases[] = {
      {{{"ean13", "6900000000014"}}, "/products/1/ean13"},
      {{{"drug_ids", {"8990005", "8990001"}}}, "/products/1/drug_ids/1"},
  };
  for (const auto& c : cases) {
    Shop shop;
    REQUIRE(shop.import(Json::array({product(
                            "D001", {{"ean13", "6900000000014"}, {"drug_ids", {"8990001"}}})}))
                .ok());
    const auto refused = shop.import(Json::array({product("D003"), product("D002", c.more)}));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().status == TILLGATE_E_CONFLICT);
    CHECK(refused.failure().where == c.where);
    // All of an import, or nothing of it.
    CHECK(shop.catalogue.count().value() == 1);
  }
}

TEST_CASE("what a pharmacist taught is asked after the master") {
  Shop shop;
  REQUIRE(shop.import(Json::array({product("D001", {{"ean13", "6900000000014"}}), product("D002")}))
              .ok());
  const auto learn = [&](const std::string& id, const std::string& sku) {
    auto transaction = store::Transaction::begin(*shop.database).value();
    REQUIRE(shop.catalogue.learn({id, sku, "PH1", 1'795'140'900'000, 7}).ok());
    REQUIRE(transaction.commit().ok());
  };
  CHECK(shop.catalogue.by_gtin("06900000000014").value()->sku == "D001");
  learn("06900000000014", "D002");
  CHECK(shop.catalogue.by_gtin("06900000000014").value()->sku == "D001");
  learn("16900000000011", "D002");
  CHECK(shop.catalogue.by_gtin("16900000000011").value()->sku == "D002");
  learn("8990009", "D001");
  learn("8990009", "D002");
  CHECK(shop.catalogue.by_drug_id("8990009").value()->sku == "D002");
  REQUIRE(shop.import(Json::array({product("D001", {{"drug_ids", {"8990009"}}})})).ok());
  CHECK(shop.catalogue.by_drug_id("8990009").value()->sku == "D001");
}

TEST_CASE("a thing nobody registered is no medicine and never paid by the fund") {
  const auto thing = checkout::unregistered_product("X9");
  CHECK(thing.sku == "X9");
  CHECK_FALSE(thing.insurance_code.has_value());
  CHECK_FALSE(thing.traced);
  CHECK(thing.document["fund_ok"] == false);
}

TEST_CASE("the time of the newest import is known, also when it changed nothing") {
  Shop shop;
  CHECK_FALSE(shop.catalogue.imported_at().value().has_value());
  const Json products = {{"products", Json::array({product("D001")})}};
  for (const UtcMs at : {UtcMs{1'795'140'900'000}, UtcMs{1'795'227'300'000}}) {
    REQUIRE(shop.catalogue.import(products, at).ok());
    CHECK(shop.catalogue.imported_at().value() == at);
  }
}

TEST_CASE("interactions are found among the ingredients of a basket, whichever was named first") {
  Shop shop;
  const auto pair = [](const char* a, const char* b) { return Json{{"ingredients", {a, b}}}; };
  REQUIRE(shop.catalogue
              .import({{"products", Json::array({product("D001")})},
                       {"interactions", {pair("warfarin", "ibuprofen"), pair("a", "b")}}},
                      0)
              .ok());
  const auto among = [&](const Json& ingredients) {
    std::string found;
    const auto pairs = shop.catalogue.interactions_among(ingredients).value();
    for (const auto& [first, second] : pairs) found += first + "+" + second + " ";
    return found;
  };
  CHECK(among({"warfarin", "amlodipine", "ibuprofen"}) == "ibuprofen+warfarin ");
  CHECK(among({"warfarin", "amlodipine"}).empty());
  CHECK(among({"a", "b", "warfarin"}) == "a+b ");
}
