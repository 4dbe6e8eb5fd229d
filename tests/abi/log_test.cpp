// What the sealed log says of a day at the till, seen from outside.
#include <catch2/catch.hpp>
#include <ctime>
#include <fstream>
#include <thread>

#include "abi/till.hpp"
#include "crypto/key_folder.hpp"
#include "ledger/verify.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::Till;

namespace {

void change_config(const Till& till, const Json& changes) {
  Json config = Json::parse(test::read_file(till.config_path()));
  config.update(changes);
  std::ofstream(till.config_path()) << config.dump();
}

std::vector<Json> of_kind(const std::vector<Json>& records, const std::string& kind) {
  std::vector<Json> found;
  for (const Json& record : records)
    if (record["kind"] == kind) found.push_back(record);
  return found;
}

}  // namespace

TEST_CASE("a sale's record says which cameras saw it; its uploads and the export are sealed too") {
  Till till;
  till.close();
  change_config(till, {{"cameras", Json::array({{{"device", "NVR1/3"}, {"after_s", 5}}})},
                       {"publish", {{"folder", "public"}}}});
  REQUIRE(till.open().status == TILLGATE_OK);
  REQUIRE(till.sell("S1", "89900180000000000001").document["settled"] == true);
  REQUIRE(till.sync().status == TILLGATE_OK);
  const auto records = till.verified_records();
  const Json sold = Till::about(records, "sale_settled", "S1").at(0);
  const Json camera = sold["body"]["cameras"].at(0);
  CHECK(camera["device"] == "NVR1/3");
  CHECK(camera["from"].get<std::string>() < sold["utc"].get<std::string>());
  CHECK(camera["to"].get<std::string>() > sold["utc"].get<std::string>());
  CHECK(sold.contains("platform"));
  CHECK_FALSE(Till::about(records, "upload_accepted", "S1").empty());
  CHECK(of_kind(records, "export_made").size() == 1);
  CHECK(of_kind(records, "gate_opened").back()["body"]["signed_state"] == "continued");

  // Closing publishes what the configuration names, under the log's generation.
  till.close();
  const auto keys = crypto::KeyFolder::load_public(till.path("keys/log.vkeys"));
  const auto report = ledger::verify_folder(till.path("public/1"), *keys);
  CHECK(report->good());
  CHECK(report->size == records.size() + 1);
}

TEST_CASE("an outage of the platform is sealed when it begins and when it ends, over a restart") {
  Till till;
  REQUIRE(till.sell("S1", "89900180000000000001").document["settled"] == true);
  till.platform().kill();
  const test::Sale sale = till.begin("S2");  // paid privately, its code waits for the platform
  sale.line(1, "D018", 1, "self");
  sale.scan("89900180000000000002");
  REQUIRE(sale.review().document["verdict"] == "pass");
  REQUIRE(sale.settle().document["settled"] == true);
  sale.close();
  CHECK(till.sync().status == TILLGATE_E_OFFLINE);
  CHECK(till.sync().status == TILLGATE_E_OFFLINE);
  till.close();
  REQUIRE(till.open().status == TILLGATE_OK);
  till.platform().start();
  REQUIRE(till.sync().status == TILLGATE_OK);
  const auto records = till.verified_records();
  CHECK(of_kind(records, "outage_begun").size() == 1);
  const auto ended = of_kind(records, "outage_ended");
  REQUIRE(ended.size() == 1);
  CHECK(ended[0]["body"]["lasted_ms"].get<std::int64_t>() > 0);
  CHECK(ended[0]["body"]["since"] == of_kind(records, "outage_begun")[0]["utc"]);
}

TEST_CASE("after a restored backup the till sells on, under the log's next name, and says so") {
  Till till;
  till.close();
  std::filesystem::copy_file(till.path("till.db"), till.path("backup.db"));
  REQUIRE(till.open().status == TILLGATE_OK);
  REQUIRE(till.sell("S1", "89900180000000000001").document["settled"] == true);
  till.close();
  std::filesystem::remove(till.path("till.db-wal"));
  std::filesystem::rename(till.path("backup.db"), till.path("till.db"));

  // Nobody restores a backup within the second of the last message, whose number would come again.
  for (const std::time_t second = std::time(nullptr); std::time(nullptr) == second;)
    std::this_thread::yield();
  REQUIRE(till.open().status == TILLGATE_OK);
  const Json status = till.status().document;
  CHECK(status["log"]["origin"] == "test.example/P99999900001/T1/2");
  const auto warned = [&](const std::string& words) {
    for (const Json& row : status["warnings"])
      if (row["en"].get<std::string>().find(words) != std::string::npos) return true;
    return false;
  };
  CHECK(warned("generation 2"));
  REQUIRE(till.sell("S2", "89900180000000000002").document["settled"] == true);
  const auto records = till.verified_records();
  CHECK(records.front()["kind"] == "generation_begun");
  CHECK(of_kind(records, "gate_opened")[0]["body"]["signed_state"] == "not_continued");
}
