#include "checkout/stock.hpp"

#include <catch2/catch.hpp>

#include "checkout/catalogue.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using checkout::Stock;

namespace {

constexpr UtcMs now = 1'795'140'900'000;
const std::string box = "89900010000000000017";     // a case
const std::string bundle = "89900010000000000024";  // inside it
const std::string pack_1 = "89900010000000000031";
const std::string pack_2 = "89900010000000000048";

struct Storeroom {
  test::TemporaryFolder folder;
  std::unique_ptr<store::Database> database = store::Database::open(folder / "till.db").value();
  Stock stock{*database};

  Storeroom() {
    auto transaction = store::Transaction::begin(*database).value();
    Json products = Json::array();
    for (const char* sku : {"D001", "D002"})
      products.push_back({{"sku", sku},
                          {"name", "示例药"},
                          {"spec", "10mg"},
                          {"maker", "示例药厂"},
                          {"kind", "drug"},
                          {"traced", true}});
    REQUIRE(checkout::Catalogue(*database).import({{"products", products}}, 0).ok());
    REQUIRE(transaction.commit().ok());
  }
  Result<checkout::ReceiptCounts> receive(const Json& packs) {
    auto transaction = store::Transaction::begin(*database).value();
    auto counts = stock.receive({{"delivery", "GR-1"}, {"packs", packs}}, now);
    if (counts.ok()) REQUIRE(transaction.commit().ok());
    return counts;
  }
};

Json pack(const std::string& code, const Json& more = Json::object()) {
  Json row = {{"code", code}, {"sku", "D001"}, {"lot", "L1"}};
  row.update(more);
  return row;
}

Json full_case() {
  return Json::array({pack(pack_2, {{"parent", bundle}}), pack(pack_1, {{"parent", bundle}}),
                      pack(bundle, {{"level", 2}, {"parent", box}}), pack(box, {{"level", 3}})});
}

}  // namespace

TEST_CASE("a case stands for the single packs inside it, however they were listed") {
  Storeroom shop;
  CHECK(shop.receive(full_case())->received == 4);
  const std::vector<std::string> both = {pack_1, pack_2};
  CHECK(shop.stock.singles_in(box).value() == both);
  CHECK(shop.stock.singles_in(bundle).value() == both);
  CHECK(shop.stock.singles_in(pack_1).value().empty());
  CHECK(shop.stock.find(pack_1).value()->lot == "L1");
  CHECK(shop.stock.find(box).value()->level == 3);
  CHECK_FALSE(shop.stock.find("89900010000000000055").value().has_value());
}

TEST_CASE("the same delivery told again changes nothing, another story about a code is refused") {
  Storeroom shop;
  REQUIRE(shop.receive(full_case()).ok());
  const auto again = shop.receive(full_case());
  CHECK(again->received == 0);
  CHECK(again->known == 4);
  const auto other = shop.receive(Json::array({pack(pack_1, {{"sku", "D002"}})}));
  REQUIRE_FALSE(other.ok());
  CHECK(other.failure().status == TILLGATE_E_CONFLICT);
}

TEST_CASE("a code is kept as the counter will scan it") {
  Storeroom shop;
  REQUIRE(shop.receive(Json::array({pack("]C089900010000000000031\r")})).ok());
  CHECK(shop.stock.find(pack_1).value().has_value());
}

TEST_CASE("a receipt that cannot be right is refused whole, naming the place") {
  const struct {
    const char* what;
    Json row;
    const char* where;
  } cases[] = {
      {"a retail code", pack("6900000000014"), "/packs/1/code"},
      {"no product", pack(pack_2, {{"sku", "D009"}}), "/packs/1/sku"},
      {"a parent nobody received", pack(pack_2, {{"parent", bundle}}), "/packs/1/parent"},
      {"a parent that is no larger pack", pack(pack_2, {{"parent", pack_1}}), "/packs/1/parent"},
      {"inside itself", pack(pack_2, {{"parent", pack_2}}), "/packs/1/parent"},
      {"a parent that is no code", pack(pack_2, {{"parent", "box"}}), "/packs/1/parent"},
  };
  for (const auto& c : cases) {
    INFO(c.what);
    Storeroom shop;
    const auto refused = shop.receive(Json::array({pack(pack_1), c.row}));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().status == TILLGATE_E_DOCUMENT);
    CHECK(refused.failure().where == c.where);
    CHECK_FALSE(shop.stock.find(pack_1).value().has_value());
  }
}

TEST_CASE("the books say when a lot came in first, that it never did, or that they know nothing") {
  Storeroom shop;
  CHECK_FALSE(shop.stock.lot("D001", "L1").value().has_value());
  REQUIRE(shop.receive(full_case()).ok());
  CHECK(shop.stock.lot("D001", "L1").value()->first_received_at == now);
  REQUIRE(shop.stock.lot("D001", "L2").value().has_value());
  CHECK_FALSE(shop.stock.lot("D001", "L2").value()->first_received_at.has_value());
  CHECK_FALSE(shop.stock.lot("D002", "L1").value().has_value());
}
