// The network, the platform and the process fail in the middle of a sale: no money moves twice, no
// pack is sold twice, and every sale ends in a certain state. Faults come in pairs: failed and not
// done, failed but done.
#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

#include "abi/register_process.hpp"
#include "abi/till.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

const std::string code = "89900180000000000001";

Sale ready_to_settle(const Till& till, const std::string& key) {
  const Sale sale = till.begin(key);
  REQUIRE(sale.identify(test::zhao).document["identified"] == true);
  REQUIRE(sale.line(1, "D018").status == TILLGATE_OK);
  REQUIRE(sale.scan(code).status == TILLGATE_OK);
  REQUIRE(sale.review().document["verdict"] == "pass");
  return sale;
}

// Reversals happen in the background too; sync only makes sure that they are tried now.
void reverse_now(const Till& till, const Sale& sale) {
  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(sale.state() == "reversed");
  CHECK(till.status().document["unfinished"].empty());
}

}  // namespace

TEST_CASE(
    "with the platform down at settle no money moves, the sale stays reviewed and can be settled "
    "later") {
  Till till;
  const Sale sale = ready_to_settle(till, "S1");
  till.platform().kill();
  const Answer answer = sale.settle();
  CHECK(answer.status == TILLGATE_E_OFFLINE);
  CHECK(answer.document["zh"] == "医保网不通,没有扣款");
  CHECK(answer.document["caller"] == "ASK_CASHIER");
  CHECK_FALSE(answer.document["next_zh"].get<std::string>().empty());
  CHECK(sale.state() == "reviewed");
  till.platform().start();
  CHECK(till.settlements_in_force().empty());
  CHECK(sale.settle().document["settled"] == true);
  CHECK(till.settlements_in_force().size() == 1);
}

TEST_CASE("a settlement whose reply is lost is reversed, whether the platform had done it or not") {
  for (const bool processed : {false, true}) {
    for (const char* kind : {"drop_reply", "truncate", "garbage", "http_502"}) {
      INFO(kind << (processed ? ", done" : ", not done"));
      Till till;
      const Sale sale = ready_to_settle(till, "S1");
      till.platform().order_faults(
          {{"2102", {{"kind", kind}, {"times", 1}, {"processed", processed}}}});
      const Answer answer = sale.settle();
      CHECK(answer.status == TILLGATE_E_UNCERTAIN);
      CHECK(answer.document["next_zh"] == "先不要交药,等系统提示结果");
      // Asking again does not send again.
      const std::int32_t again = sale.settle().status;
      CHECK((again == TILLGATE_E_UNCERTAIN || again == TILLGATE_E_STATE));
      reverse_now(till, sale);
      CHECK(till.settlements_in_force().empty());
      sale.close();
      // The pack is free again, and sold exactly once in the end.
      CHECK(till.sell("S2", code).document["settled"] == true);
      CHECK(till.settlements_in_force().size() == 1);
      REQUIRE(till.sync().status == TILLGATE_OK);
      CHECK(till.uploaded_codes() == std::vector<std::string>{code});
      const auto records = till.verified_records();
      CHECK(Till::about(records, "sale_uncertain", "S1").size() == 1);
      CHECK(Till::about(records, "sale_reversed", "S1").size() == 1);
      CHECK(Till::about(records, "sale_settled", "S1").empty());
    }
  }
}

TEST_CASE(
    "a reply that comes after the deadline is a lost reply, and the call keeps its deadline") {
  Till till;
  const Sale sale = ready_to_settle(till, "S1");
  till.platform().order_faults({{"2102", {{"kind", "delay"}, {"times", 1}, {"delay_ms", 3000}}}});
  const SystemClock clock;
  const std::int64_t begun = clock.monotonic_ms();
  CHECK(sale.settle(500).status == TILLGATE_E_UNCERTAIN);
  CHECK(clock.monotonic_ms() - begun < 3000);
  reverse_now(till, sale);
  CHECK(till.settlements_in_force().empty());
}

TEST_CASE("a reversal that fails itself is repeated until it is certain") {
  Till till;
  const Sale sale = ready_to_settle(till, "S1");
  till.platform().order_faults({{"2102", {{"kind", "drop_reply"}, {"times", 1}}},
                                {"2601", {{"kind", "drop_reply"}, {"times", 1000}}}});
  CHECK(sale.settle().status == TILLGATE_E_UNCERTAIN);
  CHECK(till.sync().status == TILLGATE_E_OFFLINE);
  CHECK(sale.state() == "uncertain");
  CHECK(sale.abandon("不等了").status == TILLGATE_E_STATE);
  till.platform().order_faults({{"2601", {{"kind", "drop_reply"}, {"times", 0}}}});
  reverse_now(till, sale);
  CHECK(till.settlements_in_force().empty());
}

TEST_CASE("the platform's no is an answer, and the sale is open again") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.identify(test::zhao);
  sale.line(1, "D040");  // in the shop's master, unknown to the platform
  sale.scan("89900400000000000001");
  REQUIRE(sale.review().document["verdict"] == "pass");
  const Answer answer = sale.settle();
  REQUIRE(answer.status == TILLGATE_OK);
  CHECK(answer.document["settled"] == false);
  CHECK(answer.document["reason"] == "platform_refused");
  CHECK(sale.state() == "open");
  sale.line(1, "D040", 1, "self");
  sale.scan("89900400000000000001");
  REQUIRE(sale.review().document["verdict"] == "pass");
  CHECK(sale.settle().document["settled"] == true);
  CHECK(Till::about(till.verified_records(), "settlement_refused", "S1").size() == 1);
}

TEST_CASE(
    "a register killed in the middle of a settlement finds the sale reversed, never half done") {
  for (const bool processed : {false, true}) {
    INFO((processed ? "the platform had settled" : "the platform had not"));
    Till till;
    REQUIRE(till.close() == TILLGATE_OK);
    till.platform().order_faults(
        {{"2102",
          {{"kind", "delay"}, {"times", 1}, {"delay_ms", 60'000}, {"processed", processed}}}});
    const auto reg = test::start_register(till, "S1", test::steps_of_a_sale(code));
    // The platform has the request in its hands when it says so.
    while (till.platform().faults_left("2102") > 0) std::this_thread::yield();
    reg->kill();

    REQUIRE(till.open().status == TILLGATE_OK);
    const Sale sale = till.begin("S1");
    REQUIRE(till.sync().status == TILLGATE_OK);
    CHECK(sale.state() == "reversed");
    CHECK(till.settlements_in_force().empty());
    sale.close();
    CHECK(till.sell("S2", code).document["settled"] == true);
    const auto records = till.verified_records();
    CHECK(Till::about(records, "sale_uncertain", "S1").size() == 1);
    CHECK(Till::about(records, "sale_reversed", "S1").size() == 1);
  }
}

TEST_CASE(
    "with the platform stopped mid-day sales queue their uploads, and sync empties the queue "
    "exactly once") {
  Till till;
  REQUIRE(till.sell("S1", "89900180000000000001").document["settled"] == true);
  REQUIRE(till.sync().status == TILLGATE_OK);
  till.platform().kill();
  std::vector<std::string> expected{"89900180000000000001"};
  for (int number = 2; number <= 6; ++number) {
    const Sale sale = till.begin("S" + std::to_string(number));
    sale.line(1, "D018", 1, "self");
    expected.push_back("8990018000000000000" + std::to_string(number));
    sale.scan(expected.back());
    REQUIRE(sale.review().document["verdict"] == "pass");
    REQUIRE(sale.settle().document["settled"] == true);
    sale.close();
  }
  CHECK(till.sync().status == TILLGATE_E_OFFLINE);
  CHECK(till.status().document["uploads"]["waiting"] == 5);
  // What waits survives a restart of the register.
  REQUIRE(till.close() == TILLGATE_OK);
  REQUIRE(till.open().status == TILLGATE_OK);
  CHECK(till.status().document["uploads"]["waiting"] == 5);

  till.platform().start();
  CHECK(till.sync().document["waiting"] == 0);
  auto codes = till.uploaded_codes();
  std::sort(codes.begin(), codes.end());
  CHECK(codes == expected);
  CHECK(till.sync().document["sent"] == 0);
}

TEST_CASE("an upload whose reply is lost is sent again and counts once") {
  Till till;
  till.platform().order_faults(
      {{"3505", {{"kind", "drop_reply"}, {"times", 1}, {"processed", true}}}});
  REQUIRE(till.sell("S1", code).document["settled"] == true);
  for (int round = 0; round < 3; ++round) till.sync();
  CHECK(till.status().document["uploads"]["waiting"] == 0);
  CHECK(till.status().document["uploads"]["rejected"] == 0);
  CHECK(till.uploaded_codes() == std::vector<std::string>{code});
}

TEST_CASE("the same key again is the same sale: the same answer and no second effect") {
  Till till;
  const Sale sale = ready_to_settle(till, "S1");
  const Answer first = sale.settle();
  CHECK(sale.settle().document == first.document);
  sale.close();
  REQUIRE(till.close() == TILLGATE_OK);
  REQUIRE(till.open().status == TILLGATE_OK);
  const Sale again = till.begin("S1");
  CHECK(again.state() == "settled");
  CHECK(again.show().document["outcome"] == first.document);
  CHECK(again.settle().document == first.document);
  CHECK(again.line(2, "D018").status == TILLGATE_E_STATE);
  CHECK(till.settlements_in_force().size() == 1);
  CHECK(Till::about(till.verified_records(), "sale_settled", "S1").size() == 1);
}

TEST_CASE("two sales that scanned the same pack cannot both be settled") {
  Till till;
  const Sale first = ready_to_settle(till, "S1");
  const Sale second = ready_to_settle(till, "S2");
  CHECK(first.settle().document["settled"] == true);
  CHECK(second.settle().status == TILLGATE_E_CONFLICT);
  const auto findings = second.findings();
  CHECK(findings == std::vector<std::string>{"TR-05/1"});
  CHECK(till.settlements_in_force().size() == 1);
}

TEST_CASE(
    "an open sale that a dying register left behind is sealed as abandoned at the next opening") {
  Till till;
  REQUIRE(till.close() == TILLGATE_OK);
  const Json steps =
      Json::array({{{"line",
                     {{"line", 1},
                      {"sku", "D018"},
                      {"quantity_milli", 1000},
                      {"price_fen", 1714},
                      {"pay", "self"}}}},
                   {{"identify", {{"kind", "e_credential"}, {"token", test::zhao.token}}}}});
  // The register hangs in its second step, and is killed there.
  till.platform().order_faults({{"1101", {{"kind", "delay"}, {"times", 1}, {"delay_ms", 60'000}}}});
  const auto reg = test::start_register(till, "S1", steps);
  while (till.platform().faults_left("1101") > 0) std::this_thread::yield();
  reg->kill();
  REQUIRE(till.open().status == TILLGATE_OK);
  const auto sealed = Till::about(till.verified_records(), "sale_abandoned", "S1");
  REQUIRE(sealed.size() == 1);
  CHECK(sealed[0]["body"]["lines"][0]["sku"] == "D018");
}
