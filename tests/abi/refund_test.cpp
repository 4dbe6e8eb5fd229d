// Giving a sale back: whole, once, and only where the money came from.
#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "abi/till.hpp"
#include "support/program.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

const std::string sold_pack = "89900180000000000001";

// The account balance of the first person, as the platform has it.
Json balance(const Till& till) {
  return const_cast<Till&>(till).platform().state()["balances"]["99990000000000000001/310"];
}

std::vector<std::string> uploaded(Till& till, const std::string& transaction) {
  std::vector<std::string> codes;
  const Json state = till.platform().state();
  for (const Json& upload : state["uploads"])
    if (upload["transaction"] == transaction)
      for (const Json& one : upload["codes"]) codes.push_back(one);
  return codes;
}

// Another buyer takes the pack that came back.
void sell_again(const Till& till, const std::string& key) {
  const Sale sale = till.begin(key);
  REQUIRE(sale.identify(test::qian).document["identified"] == true);
  REQUIRE(sale.line(1, "D018").status == TILLGATE_OK);
  REQUIRE(sale.scan(sold_pack).status == TILLGATE_OK);
  REQUIRE(sale.review().document["verdict"] == "pass");
  CHECK(sale.settle().document["settled"] == true);
  sale.close();
}

}  // namespace

TEST_CASE("a settled sale is given back whole: the money, the pack, the record and the upload") {
  Till till;
  const Answer sold = till.sell("S1", sold_pack);
  REQUIRE(sold.document["settled"] == true);
  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(balance(till) == 286'000 - 1714);

  const Sale sale = till.begin("S1");
  const Answer back = sale.refund("RF1");
  REQUIRE(back.status == TILLGATE_OK);
  CHECK(back.document["refunded"] == true);
  CHECK(back.document["receipt"] == "RF1");
  CHECK(back.document["amounts"] == sold.document["amounts"]);
  CHECK(back.document["uploads"] == 1);
  CHECK(sale.state() == "refunded");
  CHECK(till.settlements_in_force().size() == 1);  // the negative one
  CHECK(balance(till) == 286'000);

  // The same again, also after a restart, is the same answer and no second effect.
  CHECK(sale.refund("RF1").document == back.document);
  CHECK(sale.refund("RF2").document == back.document);
  sale.close();
  REQUIRE(till.close() == TILLGATE_OK);
  REQUIRE(till.open().status == TILLGATE_OK);
  const Sale found = till.begin("S1");
  CHECK(found.refund("RF1").document == back.document);
  CHECK(found.settle().document == sold.document);
  found.close();
  CHECK(balance(till) == 286'000);

  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(till.status().document["uploads"]["rejected"] == 0);
  CHECK(uploaded(till, "3506") == std::vector<std::string>{sold_pack});
  sell_again(till, "S2");

  const auto records = till.verified_records();
  const auto refunds = Till::about(records, "sale_refunded", "S1");
  REQUIRE(refunds.size() == 1);
  CHECK(refunds[0]["fund_fen"] == -1714);
  CHECK(refunds[0]["body"]["receipt"] == "RF1");
  CHECK(refunds[0]["body"]["settlement"] == sold.document["settlement_id"]);
}

TEST_CASE("what the insurance paid is not given back in cash; what the customer paid is") {
  Till till;
  REQUIRE(till.sell("S1", sold_pack).document["settled"] == true);
  const Sale sale = till.begin("S1");
  const Answer no = sale.refund("RF1", {{"pay_back", "cash"}});
  REQUIRE(no.status == TILLGATE_OK);
  CHECK(no.document["refunded"] == false);
  CHECK(no.document["reason"] == "fund_money_in_cash");
  CHECK(no.document["zh"] == "医保支付的钱不能退现金");
  CHECK(sale.state() == "settled");
  CHECK(balance(till) == 286'000 - 1714);
  sale.close();

  const Sale own = till.begin("S2");
  own.line(1, "D018", 1, "self");
  own.scan("89900180000000000002");
  REQUIRE(own.review().document["verdict"] == "pass");
  REQUIRE(own.settle().document["settled"] == true);
  const Answer back = own.refund("RF2", {{"pay_back", "cash"}});
  REQUIRE(back.document["refunded"] == true);
  CHECK(back.document["amounts"]["cash_fen"] == 1714);
  CHECK(back.document["cancellation_id"].is_null());
  own.close();
  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(uploaded(till, "3506") == std::vector<std::string>{"89900180000000000002"});

  const auto records = till.verified_records();
  CHECK(Till::about(records, "refund_refused", "S1").size() == 1);
  CHECK(Till::about(records, "sale_refunded", "S1").empty());
}

TEST_CASE(
    "a refund whose reply is lost is undone, and can then be made, whatever the platform did") {
  for (const bool processed : {false, true}) {
    for (const char* kind : {"drop_reply", "garbage"}) {
      INFO(kind << (processed ? ", done" : ", not done"));
      Till till;
      REQUIRE(till.sell("S1", sold_pack).document["settled"] == true);
      till.platform().order_faults(
          {{"2103", {{"kind", kind}, {"times", 1}, {"processed", processed}}}});
      const Sale sale = till.begin("S1");
      CHECK(sale.refund("RF1").status == TILLGATE_E_UNCERTAIN);
      REQUIRE(till.sync().status == TILLGATE_OK);
      CHECK(sale.state() == "settled");
      CHECK(till.status().document["unfinished"].empty());
      CHECK(balance(till) == 286'000 - 1714);

      CHECK(sale.refund("RF1").document["refunded"] == true);
      CHECK(balance(till) == 286'000);
      sale.close();
      const auto records = till.verified_records();
      CHECK(Till::about(records, "refund_uncertain", "S1").size() == 1);
      CHECK(Till::about(records, "refund_reversed", "S1").size() == 1);
      CHECK(Till::about(records, "sale_refunded", "S1").size() == 1);
    }
  }
}

TEST_CASE("a register killed in the middle of a refund finds the sale settled as before") {
  for (const bool processed : {false, true}) {
    INFO((processed ? "the platform had cancelled" : "the platform had not"));
    Till till;
    REQUIRE(till.sell("S1", sold_pack).document["settled"] == true);
    REQUIRE(till.close() == TILLGATE_OK);
    till.platform().order_faults(
        {{"2103",
          {{"kind", "delay"}, {"times", 1}, {"delay_ms", 60'000}, {"processed", processed}}}});
    const Json steps = Json::array({{{"refund", {{"receipt", "RF1"}, {"reason", "买重了"}}}}});
    const auto day = till.path("day.jsonl");
    std::ofstream(day) << Json{{"sale", "S1"}, {"title", ""}, {"steps", steps}}.dump() << "\n";
    test::Program reg(TILLGATE_REGISTER, {"--library", TILLGATE_LIBRARY, "--config",
                                          till.config_path(), "--scenario", day.string()});
    while (till.platform().faults_left("2103") > 0) std::this_thread::yield();
    reg.kill();

    REQUIRE(till.open().status == TILLGATE_OK);
    const Sale sale = till.begin("S1");
    REQUIRE(till.sync().status == TILLGATE_OK);
    CHECK(sale.state() == "settled");
    CHECK(balance(till) == 286'000 - 1714);
    CHECK(sale.refund("RF1").document["refunded"] == true);
    CHECK(balance(till) == 286'000);
    sale.close();
  }
}

TEST_CASE("only a settled sale is given back, and a refund that is not sent leaves it settled") {
  Till till;
  const Sale open = till.begin("S1");
  CHECK(open.refund("RF1").status == TILLGATE_E_STATE);
  CHECK(open.refund("不是单号").status == TILLGATE_E_DOCUMENT);
  open.close();
  REQUIRE(till.sell("S2", sold_pack).document["settled"] == true);
  const Sale sale = till.begin("S2");
  till.platform().kill();
  CHECK(sale.refund("RF2").status == TILLGATE_E_OFFLINE);
  CHECK(sale.state() == "settled");
  till.platform().start();
  CHECK(sale.refund("RF2").document["refunded"] == true);
  sale.close();
}
