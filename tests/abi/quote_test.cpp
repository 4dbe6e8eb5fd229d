// What would be paid by whom, before anything is settled.
#include <catch2/catch.hpp>

#include "abi/till.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

const std::string first_pack = "89900180000000000001";
const std::string second_pack = "89900180000000000002";

Sale reviewed(const Till& till, const std::string& key, const std::string& pack,
              const test::SamplePerson& person = test::qian) {
  const Sale sale = till.begin(key);
  REQUIRE(sale.identify(person).document["identified"] == true);
  REQUIRE(sale.line(1, "D018").status == TILLGATE_OK);
  REQUIRE(sale.scan(pack).status == TILLGATE_OK);
  REQUIRE(sale.review().document["verdict"] == "pass");
  return sale;
}

}  // namespace

TEST_CASE("a quote tells what is then settled, and changes nothing") {
  Till till;
  const Sale sale = reviewed(till, "S1", first_pack);
  const Answer quoted = sale.quote();
  REQUIRE(quoted.status == TILLGATE_OK);
  CHECK(quoted.document["quoted"] == true);
  CHECK(quoted.document["basket"] == sale.review().document["basket"]);
  // Half from the pooled fund, the rest from the account (sample world, person 2).
  CHECK(quoted.document["amounts"] ==
        Json{{"total_fen", 1714}, {"fund_fen", 857}, {"account_fen", 857}, {"cash_fen", 0}});
  CHECK(quoted.document["balance_fen"] == 15'320 - 857);
  CHECK(till.settlements_in_force().empty());
  CHECK(sale.state() == "reviewed");
  // Asking again is as good.
  CHECK(sale.quote().document["amounts"] == quoted.document["amounts"]);

  const Answer settled = sale.settle();
  REQUIRE(settled.document["settled"] == true);
  CHECK(settled.document["amounts"] == quoted.document["amounts"]);
  CHECK(settled.document["quote"]["same"] == true);
  CHECK(sale.quote().status == TILLGATE_E_STATE);
  CHECK(sale.settle().document == settled.document);
  const auto records = Till::about(till.verified_records(), "sale_settled", "S1");
  REQUIRE(records.size() == 1);
  CHECK(records[0]["body"]["quote"]["same"] == true);
}

TEST_CASE("lines that are paid privately are in the quote, and a private sale needs no network") {
  Till till;
  const Sale mixed = till.begin("S1");
  REQUIRE(mixed.identify(test::qian).document["identified"] == true);
  mixed.line(1, "D018");
  mixed.scan(first_pack);
  mixed.line(2, "F003", 1, "self", {{"price_fen", 3000}, {"consent", true}});
  REQUIRE(mixed.review().document["verdict"] == "pass");
  CHECK(mixed.quote().document["amounts"] ==
        Json{{"total_fen", 4714}, {"fund_fen", 857}, {"account_fen", 857}, {"cash_fen", 3000}});

  till.platform().kill();
  const Sale priv = till.begin("S2");
  priv.line(1, "D018", 1, "self");
  priv.scan(second_pack);
  REQUIRE(priv.review().document["verdict"] == "pass");
  const Answer quoted = priv.quote();
  REQUIRE(quoted.status == TILLGATE_OK);
  CHECK(quoted.document["amounts"]["cash_fen"] == 1714);
  CHECK(quoted.document["balance_fen"].is_null());
}

TEST_CASE("after a change the basket is settled only when it was quoted as well") {
  Till till;
  const Sale sale = reviewed(till, "S1", first_pack);
  REQUIRE(sale.quote().document["quoted"] == true);
  sale.line(1, "D018", 1, "fund", {{"price_fen", 1800}});
  CHECK(sale.quote().status == TILLGATE_E_STATE);  // judged first
  REQUIRE(sale.review().document["verdict"] == "pass");
  const Answer refused = sale.settle();
  REQUIRE(refused.status == TILLGATE_OK);
  CHECK(refused.document["settled"] == false);
  CHECK(refused.document["reason"] == "basket_changed");
  CHECK(refused.document["next_zh"] == "请再试算一次,把新的金额告诉顾客");
  CHECK(sale.state() == "reviewed");
  CHECK(till.settlements_in_force().empty());
  REQUIRE(sale.quote().document["amounts"]["total_fen"] == 1800);
  CHECK(sale.settle().document["settled"] == true);
}

TEST_CASE("a settlement that differs from its quote says so, and seals it") {
  Till till;
  // What another sale takes from the account meanwhile, this one has not.
  const Sale first = reviewed(till, "S1", first_pack);
  REQUIRE(first.line(1, "D018", 1, "fund", {{"price_fen", 30'000}}).status == TILLGATE_OK);
  REQUIRE(first.review().document["verdict"] == "pass");
  REQUIRE(first.quote().document["amounts"]["account_fen"] == 15'000);
  const Sale between = reviewed(till, "S2", second_pack);
  REQUIRE(between.settle().document["settled"] == true);
  const Answer settled = first.settle();
  REQUIRE(settled.document["settled"] == true);
  CHECK(settled.document["amounts"]["account_fen"] == 15'320 - 857);
  CHECK(settled.document["quote"]["same"] == false);
  CHECK(settled.document["quote"]["amounts"]["account_fen"] == 15'000);
  CHECK_FALSE(settled.document["quote"]["next_zh"].get<std::string>().empty());
  const auto records = Till::about(till.verified_records(), "sale_settled", "S1");
  REQUIRE(records.size() == 1);
  CHECK(records[0]["body"]["quote"]["same"] == false);
}

TEST_CASE("a quote whose reply is lost, late or nonsense is no answer and harmless") {
  for (const bool processed : {false, true}) {
    for (const char* kind : {"drop_reply", "truncate", "garbage", "wrong_types", "http_502"}) {
      INFO(kind << (processed ? ", done" : ", not done"));
      Till till;
      const Sale sale = reviewed(till, "S1", first_pack);
      till.platform().order_faults(
          {{"2101", {{"kind", kind}, {"times", 1}, {"processed", processed}}}});
      const std::int32_t lost = sale.quote().status;
      CHECK((lost == TILLGATE_E_OFFLINE || lost == TILLGATE_E_PLATFORM));
      CHECK(sale.state() == "reviewed");
      CHECK(sale.quote().document["quoted"] == true);
      CHECK(sale.settle().document["quote"]["same"] == true);
      CHECK(till.settlements_in_force().size() == 1);
    }
  }
}

TEST_CASE("a quote keeps its deadline, and without the platform the sale stays reviewed") {
  Till till;
  const Sale sale = reviewed(till, "S1", first_pack);
  till.platform().order_faults({{"2101", {{"kind", "delay"}, {"times", 1}, {"delay_ms", 3000}}}});
  const SystemClock clock;
  const std::int64_t begun = clock.monotonic_ms();
  CHECK(sale.quote(500).status == TILLGATE_E_OFFLINE);
  CHECK(clock.monotonic_ms() - begun < 3000);
  till.platform().kill();
  CHECK(sale.quote().status == TILLGATE_E_OFFLINE);
  CHECK(sale.state() == "reviewed");
}

TEST_CASE("the platform's no to a quote is an answer, and a verdict that blocks gives none") {
  Till till;
  const Sale sale = till.begin("S1");
  CHECK(sale.quote().status == TILLGATE_E_STATE);
  sale.identify(test::zhao);
  sale.line(1, "D040");  // in the shop's master, unknown to the platform
  sale.scan("89900400000000000001");
  REQUIRE(sale.review().document["verdict"] == "pass");
  const Answer refused = sale.quote();
  REQUIRE(refused.status == TILLGATE_OK);
  CHECK(refused.document["quoted"] == false);
  CHECK(refused.document["reason"] == "platform_refused");
  CHECK(sale.state() == "reviewed");
  sale.line(2, "F003");
  REQUIRE(sale.review().document["verdict"] == "block");
  CHECK(sale.quote().status == TILLGATE_E_STATE);
}
