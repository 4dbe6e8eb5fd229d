// The queue of uploads as people see it: what was refused is mended, and it is never endless.
#include <catch2/catch.hpp>

#include "abi/till.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

Answer requeue(const Till& till, const Json& more) {
  Json document = {{"operator", {{"id", "C001"}}}, {"reason", "改好了商品档案"}};
  document.update(more);
  return test::ask(tillgate_uploads_requeue, till.gate(), document.dump().c_str(), 5'000);
}

// The background may have sent them before.
int rejected_after_sync(const Till& till) {
  REQUIRE(till.sync().status == TILLGATE_OK);
  return till.status().document["uploads"]["rejected"];
}

}  // namespace

TEST_CASE("an upload the platform refused is mended in the master and sent again, on the record") {
  Till till;
  REQUIRE(till.import_with_code("D018", "XNOSUCHCODE").status == TILLGATE_OK);
  till.sell_privately("S1", "89900180000000000001");
  CHECK(rejected_after_sync(till) == 1);
  const Json before = till.status().document["uploads"];
  REQUIRE(before["rejections"].size() == 1);
  CHECK(before["rejections"][0]["document"] == "S1/1");
  CHECK(before["rejections"][0]["reason"].get<std::string>().find("医疗目录编码不存在") !=
        std::string::npos);
  CHECK_FALSE(before["rejections"][0]["next_zh"].get<std::string>().empty());

  // Sent again as it was, it is refused again.
  REQUIRE(requeue(till, {{"documents", Json::array({"S1/1"})}}).document["requeued"] == 1);
  CHECK(rejected_after_sync(till) == 1);
  REQUIRE(till.import_with_code("D018", "SYND018").status == TILLGATE_OK);
  const Answer again = requeue(till, {{"all", true}});
  REQUIRE(again.status == TILLGATE_OK);
  CHECK(again.document["requeued"] == 1);
  // Once is enough.
  const Answer twice = requeue(till, {{"documents", Json::array({"S1/1"})}});
  CHECK(twice.document["requeued"] == 0);
  CHECK(twice.document["waiting_already"] == 1);
  CHECK(twice.document["record"].is_null());
  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(till.status().document["uploads"]["rejected"] == 0);
  CHECK(till.uploaded_codes() == std::vector<std::string>{"89900180000000000001"});

  const auto records = till.verified_records();
  std::vector<bool> changed;
  for (const Json& record : records)
    if (record["kind"] == "upload_requeued") {
      CHECK(record["operator"] == "C001");
      CHECK(record["digests"].contains("reason"));
      changed.push_back(record["body"]["uploads"][0]["changed"]);
    }
  CHECK(changed == std::vector<bool>{false, true});
}

TEST_CASE("a batch is put right for one message, and mistakes requeue nothing") {
  Till till;
  REQUIRE(till.import_with_code("D018", "XNOSUCHCODE").status == TILLGATE_OK);
  till.sell_privately("S1", "89900180000000000001");
  till.sell_privately("S2", "89900180000000000002");
  REQUIRE(rejected_after_sync(till) == 2);
  REQUIRE(till.import_with_code("D018", "SYND018").status == TILLGATE_OK);
  const Json batch = {
      {"number", "R9"}, {"lot", "L9"}, {"made", "2026-01-01"}, {"expires", "2029-12-31"}};
  Json no_day = batch;
  no_day["made"] = "2026-02-30";
  const Json one = {{"documents", Json::array({"S1/1"})}};
  const auto with = [](Json document, const Json& b) {
    document["batch"] = b;
    return document;
  };
  CHECK(requeue(till, with({{"all", true}}, batch)).document["where"] == "/batch");
  CHECK(requeue(till, with(one, no_day)).document["where"] == "/batch/made");
  CHECK(requeue(till, {{"documents", Json::array({"S1/1", "S9/1"})}}).document["where"] ==
        "/documents/1");
  CHECK(till.status().document["uploads"]["rejected"] == 2);
  REQUIRE(requeue(till, with(one, batch)).document["requeued"] == 1);
  REQUIRE(till.sync().status == TILLGATE_OK);
  const Json uploads = till.platform().state()["uploads"];
  REQUIRE(uploads.size() == 1);
  CHECK(uploads[0]["row"]["fixmedins_bchno"] == "R9");
  CHECK(uploads[0]["row"]["manu_lotnum"] == "L9");
  CHECK(till.status().document["uploads"]["rejected"] == 1);
}

TEST_CASE("a queue that is nearly full warns, and a full one stops fund payment and nothing else") {
  Till till;
  till.reconfigure({{"uploads", {{"limit", 5}}}});
  till.platform().kill();
  const auto warned = [&](const char* words) {
    return till.status().document["warnings"].dump().find(words) != std::string::npos;
  };
  for (int i = 1; i <= 3; ++i)
    till.sell_privately("S" + std::to_string(i), "8990018000000000000" + std::to_string(i));
  CHECK_FALSE(warned("待上传快满了"));
  CHECK(till.status().document["uploads"]["limit"] == 5);
  till.sell_privately("S4", "89900180000000000004");
  CHECK(warned("待上传快满了(4/5)"));
  till.sell_privately("S5", "89900180000000000005");
  CHECK(warned("待上传已满(5/5)"));

  till.platform().start();
  till.platform().order_faults({{"3505", {{"kind", "close_before"}, {"times", 1000}}}});
  const Sale sale = till.begin("S6");
  REQUIRE(sale.identify(test::zhao).document["identified"] == true);
  sale.line(1, "D018");
  sale.scan("89900180000000000006");
  REQUIRE(sale.review().document["verdict"] == "pass");
  const Answer refused = sale.settle();
  REQUIRE(refused.status == TILLGATE_OK);
  CHECK(refused.document["settled"] == false);
  CHECK(refused.document["reason"] == "uploads_full");
  CHECK(sale.state() == "reviewed");
  CHECK(till.settlements_in_force().empty());
  till.sell_privately("S7", "89900180000000000007");
  till.platform().order_faults({{"3505", {{"kind", "close_before"}, {"times", 0}}}});
  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(sale.settle().document["settled"] == true);
}
