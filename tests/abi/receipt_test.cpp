// Receipts of sealed sales, and the checkpoints that uploads carry, through the boundary.
#include <catch2/catch.hpp>
#include <fstream>

#include "abi/till.hpp"
#include "crypto/key_folder.hpp"
#include "ledger/checkpoint_token.hpp"
#include "ledger/log_proof.hpp"
#include "ledger/receipt.hpp"
#include "outbox/queue.hpp"
#include "support/clock.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::ask;
using test::Till;

namespace {

ledger::TrustedKeys trusted_keys(const Till& till) {
  ledger::TrustedKeys trusted;
  trusted.logs = crypto::KeyFolder::load_public(till.path("keys/log.vkeys")).value();
  return trusted;
}

test::Answer receipt_of(const Till& till, const std::string& key) {
  return ask(tillgate_receipt, till.gate(), key.c_str(), 5'000);
}

// The remarks of the uploads that wait in the till's database.
std::vector<std::string> waiting_remarks(const Till& till) {
  const auto keys = crypto::KeyFolder::load(till.path("keys")).value();
  const auto rows_key = keys.data_key().derive("tillgate rows v1").value();
  const auto database = store::Database::open(till.path("till.db")).value();
  const test::FixedClock clock;
  outbox::Queue queue(*database, rows_key, clock);
  std::vector<std::string> remarks;
  while (true) {
    const auto next = queue.batch(outbox::Due::all, 1).value();
    if (next.empty()) return remarks;
    remarks.push_back(next[0].letter.message.at("input").at("selinfo").value("memo", ""));
    REQUIRE(queue.accepted(next[0].id).ok());
  }
}

}  // namespace

TEST_CASE("the receipt of a sale proves its record to whoever has the log's public keys") {
  Till till;
  const Json settled = till.sell("S1", "89900180000000000001").document;
  REQUIRE(settled["settled"] == true);
  const test::Answer answer = receipt_of(till, "S1");
  REQUIRE(answer.status == TILLGATE_OK);
  const Json& document = answer.document;
  CHECK(document["record"] == settled["record"]);
  CHECK(document["leaf"] == settled["leaf"]);
  CHECK(document["origin"] == "test.example/P99999900001/T1/1");
  CHECK(document["proof"] == true);
  const std::string payload = document["payload"];
  CHECK(payload.size() < 500);
  CHECK(document["text"].get<std::string>().ends_with(payload + "\n"));
  const auto receipt = ledger::parse_receipt(payload);
  REQUIRE(receipt.ok());
  CHECK(ledger::check_receipt(*receipt, trusted_keys(till)).ok());

  // Again later, and after a restart: under a newer checkpoint, for the same record.
  till.close();
  REQUIRE(till.open().status == TILLGATE_OK);
  const Json later = receipt_of(till, "S1").document;
  CHECK(later["leaf"] == settled["leaf"]);
  CHECK(later["records"] > document["records"]);
}

TEST_CASE("there is no receipt of what was not settled") {
  Till till;
  const test::Sale sale = till.begin("S1");
  CHECK(receipt_of(till, "S1").status == TILLGATE_E_STATE);
  sale.abandon("changed their mind");
  CHECK(receipt_of(till, "S1").status == TILLGATE_E_STATE);
  CHECK(receipt_of(till, "S2").status == TILLGATE_E_ARGUMENT);
  CHECK(receipt_of(till, "").status == TILLGATE_E_ARGUMENT);
  CHECK(ask(tillgate_receipt, till.gate(), static_cast<const char*>(nullptr), 5'000).status ==
        TILLGATE_E_ARGUMENT);
  CHECK(tillgate_receipt(12345, "S1", 5'000, nullptr, nullptr) == TILLGATE_E_HANDLE);
  std::int32_t size = 0;
  till.sell_privately("S3", "89900180000000000001");
  CHECK(tillgate_receipt(till.gate(), "S3", 5'000, nullptr, &size) == TILLGATE_OK);
  CHECK(size > 500);
}

TEST_CASE("an upload carries the checkpoint that ends with its sale, unless it is switched off") {
  Till till;
  till.platform().kill();
  till.sell_privately("S1", "89900180000000000001");
  const std::uint64_t record = receipt_of(till, "S1").document["record"];
  till.close();
  const auto remarks = waiting_remarks(till);
  REQUIRE(remarks.size() == 1);
  const auto note = ledger::note_of_token(remarks[0]);
  REQUIRE(note.ok());
  const auto opened = ledger::open_checkpoint(*note, trusted_keys(till));
  REQUIRE(opened.ok());
  CHECK(opened->checkpoint.size == record + 1);

  Json config = Json::parse(test::read_file(till.config_path()));
  config["platform"]["checkpoint_in_uploads"] = false;
  std::ofstream(till.config_path()) << config.dump();
  REQUIRE(till.open().status == TILLGATE_OK);
  till.sell_privately("S2", "89900180000000000002");
  till.close();
  CHECK(waiting_remarks(till) == std::vector<std::string>{""});
}

TEST_CASE("the platform takes uploads with a checkpoint in their remark") {
  Till till;
  REQUIRE(till.sell("S1", "89900180000000000001").document["settled"] == true);
  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(till.uploaded_codes() == std::vector<std::string>{"89900180000000000001"});
  CHECK(till.status().document["uploads"]["rejected"] == 0);
}
