#include "sdk/simulator/amounts.hpp"

#include <catch2/catch.hpp>

#include "simulator/desk.hpp"

using namespace tillgate;
using namespace tillgate::simulator;
using test::Desk;

TEST_CASE("a line amount is price times quantity, rounded half up to a fen") {
  CHECK(line_amount(13'800'000, 20'000) == 2760);
  CHECK(line_amount(9'990'000, 5'000) == 500);    // 4.995
  CHECK(line_amount(3'333'333, 30'000) == 1000);  // 9.999999
  CHECK(line_amount(1'000'000, 149) == 1);        // 0.0149
  CHECK(line_amount(1'000'000, 150) == 2);        // 0.0150
  CHECK(line_amount(49'999, 1'000) == 0);         // 0.0049999
  CHECK(line_amount(0, 10'000) == 0);
  CHECK_FALSE(line_amount(1'000'000, 0).has_value());
  CHECK_FALSE(line_amount(-1, 10'000).has_value());
  CHECK_FALSE(line_amount(9'000'000'000'000'000, 9'000'000).has_value());
}

TEST_CASE("a line is split into what is over the limit, paid first and in scope") {
  Item item;
  CHECK(split_line(item, 2760, 20'000).in_scope == 2760);
  item.limit_price_fen = 1000;
  item.self_pay_permille = 100;
  const LineAmounts line = split_line(item, 2760, 20'000);
  CHECK(line.over_limit == 760);
  CHECK(line.first_paid == 200);
  CHECK(line.in_scope == 1800);
  item.limit_price_fen = 5000;
  CHECK(split_line(item, 2760, 20'000).over_limit == 0);
  item.self_pay_permille = 1000;
  CHECK(split_line(item, 2760, 20'000).self_paid == 2760);
}

TEST_CASE("a sale is paid by fund, then account, then cash, and everything adds up") {
  for (const Fen balance : {0, 1, 500, 1379, 100'000})
    for (const std::int64_t pooled : {0, 333, 500, 1000})
      for (const std::int64_t first : {0, 77, 100, 1000}) {
        Item item;
        item.limit_price_fen = 1111;
        item.self_pay_permille = first;
        Insurance insurance;
        insurance.pooled_permille = pooled;
        const SaleAmounts s = split_sale(
            {split_line(item, 2761, 20'000), split_line(item, 1, 10'000)}, insurance, balance);
        INFO(balance << " " << pooled << " " << first);
        CHECK(s.sum.total == 2762);
        CHECK(s.sum.self_paid + s.sum.over_limit + s.sum.first_paid + s.sum.in_scope ==
              s.sum.total);
        CHECK(s.pooled_fund + s.person_part == s.sum.total);
        CHECK(s.account + s.cash == s.person_part);
        CHECK(s.pooled_fund <= s.sum.in_scope);
        CHECK(s.account <= balance);
        CHECK(std::min({s.pooled_fund, s.person_part, s.account, s.cash}) >= 0);
      }
}

TEST_CASE(
    "a settlement reports fund, first payment and over-limit in the reply and charges the "
    "account") {
  Desk desk;
  desk.sign_in();
  desk.identify("999900SAMPLETOKEN0002");
  Json sale = Desk::sale(243.78);
  sale["druginfo"]["psn_no"] = "99990000000000000002";
  sale["druginfo"]["mdtrt_cert_no"] = "999900SAMPLETOKEN0002";
  sale["drugdetail"] =
      Json::array({Desk::line("1", "XC08CAA187A001020101187", "D001", 21.61, 1, 21.61),
                   Desk::line("2", "XA10BKE079A001010101444", "D100", 18.39, 2, 36.78),
                   Desk::line("3", "ZA01CAX0351020201453", "D081", 65.83, 2.8162, 185.39)});
  sale["druginfo"]["medfee_sumamt"] = 243.78;
  const Json priced = desk.send(desk.envelope("2101", sale));
  REQUIRE(Desk::words(priced) == "ok");
  CHECK_FALSE(priced["output"]["setlinfo"].contains("setl_id"));
  const Json settled = desk.send(desk.envelope("2102", sale))["output"]["setlinfo"];
  CHECK(settled["overlmt_selfpay"] == 1.61);  // 21.61 over a limit of 20.00
  CHECK(settled["preselfpay_amt"] == 3.68);   // a tenth of 36.78
  CHECK(settled["inscp_scp_amt"] == 238.49);
  CHECK(settled["hifp_pay"] == 119.24);  // half, rounded down
  CHECK(settled["psn_part_amt"] == 124.54);
  CHECK(settled["acct_pay"] == 124.54);
  CHECK(settled["balc"] == 28.66);  // of 153.20
  CHECK(priced["output"]["setlinfo"]["acct_pay"] == settled["acct_pay"]);
  const Json again = desk.send(desk.envelope("2102", sale))["output"]["setlinfo"];
  CHECK(again["acct_pay"] == 28.66);
  CHECK(again["psn_cash_pay"] == 95.88);
  CHECK(again["balc"] == 0.0);
  sale["druginfo"]["acct_used_flag"] = "0";
  CHECK(desk.send(desk.envelope("2102", sale))["output"]["setlinfo"]["psn_cash_pay"] == 124.54);
}
