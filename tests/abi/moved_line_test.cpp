// Lines the fund does not pay are paid by the customer, when the cashier says so.
#include <catch2/catch.hpp>

#include "abi/till.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

TEST_CASE("a line the fund may not pay is moved on the record, and the rest is settled") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.identify(test::zhao);
  sale.line(1, "D018");
  sale.scan("89900180000000000001");
  sale.line(2, "D045");  // never paid by the fund
  sale.scan("89900450000000000001");
  const Answer blocked = sale.review();
  REQUIRE(blocked.document["verdict"] == "block");
  Json way;
  for (const Json& finding : blocked.document["findings"])
    if (finding["rule"] == "EL-04") way = finding["way"];
  CHECK(way["call"] == "tillgate_sale_move_line");
  CHECK(way["lines"] == Json::array({2}));
  CHECK(way["zh"] == "顾客同意的话,第2行改自费,其余照刷医保");
  // Nothing moves by itself.
  CHECK(sale.settle().status == TILLGATE_E_STATE);

  const Answer moved = sale.move_line({{"lines", Json::array({2})}, {"reason", "顾客愿意自己付"}});
  REQUIRE(moved.status == TILLGATE_OK);
  CHECK(moved.document["lines"][1]["pay"] == "self");
  CHECK(moved.document["lines"][1]["moved"] == "not_covered");
  CHECK(moved.document["lines"][1]["codes"].size() == 1);
  CHECK(moved.document["fund_fen"] == 1714);
  // Once more changes nothing and seals nothing.
  CHECK(sale.move_line({{"lines", Json::array({2})}}).status == TILLGATE_OK);
  REQUIRE(sale.review().document["verdict"] == "pass");
  const Answer settled = sale.settle();
  REQUIRE(settled.document["settled"] == true);
  CHECK(settled.document["amounts"]["total_fen"] == 2 * 1714);
  CHECK(settled.document["amounts"]["cash_fen"] == 1714);
  CHECK_FALSE(settled.document.contains("later_claim"));

  const auto records = till.verified_records();
  const auto sealed = Till::about(records, "line_moved", "S1");
  REQUIRE(sealed.size() == 1);
  CHECK(sealed[0]["operator"] == "C001");
  CHECK(sealed[0]["body"]["lines"] == Json::array({2}));
  CHECK(sealed[0]["body"]["customer_agreed"] == true);
  CHECK(sealed[0]["digests"].contains("reason"));
  const auto outcome = Till::about(records, "sale_settled", "S1");
  REQUIRE(outcome.size() == 1);
  CHECK(outcome[0]["body"]["lines"][1]["moved"] == "not_covered");
}

TEST_CASE("with the network down the whole sale is moved in one step, to be claimed later") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.identify(test::zhao);
  sale.line(1, "D018");
  sale.scan("89900180000000000001");
  sale.line(2, "F003", 1, "self", {{"price_fen", 3000}, {"consent", true}});
  REQUIRE(sale.review().document["verdict"] == "pass");
  till.platform().kill();
  REQUIRE(sale.settle().status == TILLGATE_E_OFFLINE);
  sale.line(3, "F003", 1, "fund", {{"price_fen", 2000}});  // never paid by the fund
  REQUIRE(sale.move_line({{"all", true}, {"why", "offline"}}).status == TILLGATE_OK);
  REQUIRE(sale.review().document["verdict"] == "pass");
  const Answer settled = sale.settle();
  REQUIRE(settled.document["settled"] == true);
  CHECK(settled.document["settlement_id"].is_null());
  // What would have been private anyway is not claimed, nor what the fund never pays.
  CHECK(settled.document["later_claim"]["fen"] == 1714);
  CHECK(Till::about(till.verified_records(), "line_moved", "S1").size() == 1);
  till.platform().start();
  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(till.status().document["uploads"]["rejected"] == 0);
  CHECK(till.uploaded_codes() == std::vector<std::string>{"89900180000000000001"});
}

TEST_CASE("a line is not moved without the customer's word, nor one that is not there") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.line(1, "D018");
  const struct {
    Json document;
    const char* where;
  } mistakes[] = {
      {{{"lines", Json::array({1})}, {"customer_agreed", false}}, "/customer_agreed"},
      {{{"lines", Json::array({1, 7})}}, "/lines/1"},
      {{{"lines", Json::array({1})}, {"by", {{"id", ""}}}}, "/by/id"},
      {{{"lines", Json::array()}}, "/lines"},
      {Json::object(), ""},
      {{{"lines", Json::array({1})}, {"all", true}}, ""},
  };
  for (const auto& m : mistakes) {
    INFO(m.document.dump());
    const Answer refused = sale.move_line(m.document);
    CHECK(refused.status == TILLGATE_E_DOCUMENT);
    CHECK(refused.document["where"] == m.where);
  }
  CHECK(sale.show().document["lines"][0]["pay"] == "fund");
  sale.abandon("测试");
  CHECK(sale.move_line({{"all", true}}).status == TILLGATE_E_STATE);
  CHECK(Till::about(till.verified_records(), "line_moved", "S1").empty());
}
