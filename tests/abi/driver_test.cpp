// A till whose region is spoken to through a driver library on the machine.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "abi/till.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

// What the driver answers, by transaction.
struct DriverDesk {
  test::TemporaryFolder folder;
  DriverDesk() {
    REQUIRE(setenv("TILLGATE_DRIVER_DOUBLE", (folder / "").c_str(), 1) == 0);
    accepts("9001", {{"signinoutb", {{"sign_no", "SIGN1"}, {"sign_time", test::china_time(0)}}}});
    accepts("1101", {{"baseinfo",
                      {{"psn_no", "99990000000000000001"},
                       {"psn_name", "赵示例"},
                       {"psn_cert_type", "01"},
                       {"certno", test::zhao.id_number},
                       {"gend", "1"},
                       {"brdy", "1958-03-12"}}},
                     {"insuinfo", Json::array({{{"insutype", "310"},
                                                {"psn_insu_stas", "1"},
                                                {"insuplc_admdvs", "999900"},
                                                {"psn_type", "12"},
                                                {"balc", 100}}})}});
    accepts("2102", {{"setlinfo",
                      {{"setl_id", "SETL1"},
                       {"mdtrt_id", "V1"},
                       {"psn_no", "99990000000000000001"},
                       {"setl_time", test::china_time(0)},
                       {"medfee_sumamt", 17.14},
                       {"fulamt_ownpay_amt", 0},
                       {"overlmt_selfpay", 0},
                       {"preselfpay_amt", 0},
                       {"inscp_scp_amt", 17.14},
                       {"hifp_pay", 0},
                       {"fund_pay_sumamt", 0},
                       {"psn_part_amt", 17.14},
                       {"acct_pay", 17.14},
                       {"psn_cash_pay", 0}}}});
    accepts("3505", {{"result", {{"retRslt", "1"}, {"msgRslt", "成功"}}}});
  }
  void tell(const std::string& name, const std::string& content) const {
    std::ofstream(folder / name, std::ios::binary) << content;
  }
  void accepts(const std::string& transaction, const Json& output) const {
    tell("reply." + transaction,
         Json{{"infcode", 0}, {"inf_refmsgid", "1"}, {"output", output}}.dump());
  }
};

void speak_through(Till& till, const std::string& driver) {
  std::ofstream(till.path("region.json"))
      << Json{{"name", "driver"}, {"authentication", "driver"}, {"driver", driver}}.dump();
  till.reconfigure({{"platform", {{"region", "region.json"}}}});
}

Sale ready(const Till& till) {
  const Sale sale = till.begin("S1");
  REQUIRE(sale.identify(test::zhao).document["identified"] == true);
  sale.line(1, "D018");
  sale.scan("89900180000000000001");
  REQUIRE(sale.review().document["verdict"] == "pass");
  return sale;
}

}  // namespace

TEST_CASE("a whole sale goes through the driver of the region") {
  const DriverDesk desk;
  Till till;
  till.platform().kill();
  speak_through(till, TILLGATE_DRIVER_DOUBLE_LIBRARY);
  const Sale sale = ready(till);
  const Answer settled = sale.settle();
  REQUIRE(settled.document["settled"] == true);
  CHECK(settled.document["settlement_id"] == "SETL1");
  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(till.status().document["uploads"]["waiting"] == 0);
  till.verified_records();
}

TEST_CASE("a settlement the driver knows nothing about is reversed through it") {
  const DriverDesk desk;
  Till till;
  till.platform().kill();
  speak_through(till, TILLGATE_DRIVER_DOUBLE_LIBRARY);
  const Sale sale = ready(till);
  desk.tell("code.2102", "-1");
  CHECK(sale.settle().status == TILLGATE_E_UNCERTAIN);
  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(sale.state() == "reversed");
}

TEST_CASE("a driver is taken from the place the region names, or the till does not open") {
  Till till;
  const auto opens = [&](const Json& region) {
    REQUIRE(till.close() == TILLGATE_OK);
    std::ofstream(till.path("region.json")) << region.dump();
    Json config = Json::parse(test::read_file(till.path("config.json")));
    config["platform"]["region"] = "region.json";
    std::ofstream(till.path("config.json")) << config.dump();
    const std::int32_t status = till.open().status;
    std::ofstream(till.path("region.json")) << R"({"name":"x-tif"})";
    if (status != TILLGATE_OK) REQUIRE(till.open().status == TILLGATE_OK);
    return status;
  };
  const Json driver = {{"name", "driver"}, {"authentication", "driver"}};
  const auto at = [&](const std::string& path) {
    Json region = driver;
    region["driver"] = path;
    return region;
  };
  CHECK(opens(driver) == TILLGATE_E_CONFIG);
  CHECK(opens(at("libSiInterface.so")) == TILLGATE_E_CONFIG);
  CHECK(opens(at("/nonexistent/libSiInterface.so")) == TILLGATE_E_CONFIG);
  CHECK(opens(at(TILLGATE_LIBRARY)) == TILLGATE_E_CONFIG);
  CHECK(opens(at(TILLGATE_DRIVER_DOUBLE_LIBRARY)) == TILLGATE_OK);
}
