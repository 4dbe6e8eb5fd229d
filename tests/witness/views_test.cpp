// What people and programs see of a witness.
#include <catch2/catch.hpp>

#include "crypto/digest.hpp"
#include "sdk/witness/witness.hpp"
#include "witness/logs.hpp"

using namespace tillgate;
using test::request_from;
using test::Till;

namespace {

class Desk {
 public:
  explicit Desk(const Till& till) {
    REQUIRE(witness::Keys::create(folder_ / "keys", "office.example/w", {}).ok());
    ledger::WitnessedLogs logs;
    for (const std::string& vkey : test::vkeys_of(till)) {
      auto key = crypto::parse_vkey(vkey).value();
      logs[key.name].push_back(std::move(key));
    }
    witness = std::make_unique<witness::Witness>(
        witness::Keys::load(folder_ / "keys", {}).value(), std::move(logs),
        witness::Books::open(folder_ / "w.db").value(), clock);
  }
  test::FixedClock clock;
  std::unique_ptr<witness::Witness> witness;

 private:
  test::TemporaryFolder folder_;
};

bool shows(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a log that was never signed is listed as such, and has no checkpoint to show") {
  const Till till;
  Desk desk(till);
  const Json view = Json::parse(desk.witness->overview().body);
  CHECK(view["witness"] == "office.example/w");
  REQUIRE(view["logs"].size() == 1);
  CHECK(view["logs"][0]["records"].is_null());
  CHECK(view["logs"][0]["conflicts"] == 0);
  const std::string hash = to_hex(crypto::sha256(as_bytes(till.keys->origin())));
  CHECK(desk.witness->checkpoint(hash).status == 404);
  CHECK(desk.witness->evidence(1).status == 404);
}

TEST_CASE("the checkpoint that was signed last is shown with the lines of log and witness alone") {
  Till till;
  till.seal_many(3);
  Desk desk(till);
  const std::string note = till.journal->checkpoint().value();
  const std::string foreign = "\xE2\x80\x94 elsewhere.example/w AAAAAAAA\n";
  const auto signed_by = desk.witness->add_checkpoint(request_from(till, 0) + foreign);
  REQUIRE(signed_by.status == 200);
  const std::string hash = to_hex(crypto::sha256(as_bytes(till.keys->origin())));
  const auto shown = desk.witness->checkpoint(hash);
  CHECK(shown.body == note + signed_by.body);
  CHECK(desk.witness->checkpoint(hash.substr(1)).status == 404);
}

TEST_CASE("what strangers send cannot play with the page") {
  const Till till;
  Desk desk(till);
  Till stranger("<script>alert(1)</script>&\"/t");
  stranger.seal_many(1);
  CHECK(desk.witness->add_checkpoint(request_from(stranger, 0)).status == 404);
  const auto page = desk.witness->page();
  CHECK(page.type == "text/html; charset=utf-8");
  CHECK(shows(page.body, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;/t"));
  CHECK_FALSE(shows(page.body, "<script"));
}

TEST_CASE("strangers cannot fill the books: the newest refusals are kept") {
  const Till till;
  Desk desk(till);
  for (int i = 0; i < 1100; ++i) desk.witness->add_checkpoint("nonsense");
  const Json refusals = Json::parse(desk.witness->overview().body)["refusals"];
  REQUIRE(refusals.size() == 100);
  CHECK(refusals[0]["id"] == 1100);
  const auto metrics = desk.witness->metrics();
  CHECK(shows(metrics.body, "tillgate_witness_requests_total{status=\"400\"} 1100\n"));
}

TEST_CASE("the counters tell what was signed and refused, by log") {
  Till till;
  till.seal_many(5);
  Desk desk(till);
  REQUIRE(desk.witness->add_checkpoint(request_from(till, 0)).status == 200);
  CHECK(desk.witness->add_checkpoint(request_from(till, 0)).status == 409);
  const std::string note = till.journal->checkpoint().value();
  CHECK(desk.witness->add_checkpoint(ledger::add_checkpoint_text({5, {ledger::Hash{}}, note}))
            .status == 422);
  const auto metrics = desk.witness->metrics();
  const std::string of = "{origin=\"" + till.keys->origin() + "\"} ";
  for (const std::string& line :
       {std::string("tillgate_witness_requests_total{status=\"200\"} 1\n"),
        std::string("tillgate_witness_requests_total{status=\"409\"} 1\n"),
        std::string("tillgate_witness_requests_total{status=\"422\"} 1\n"),
        "tillgate_witness_log_records" + of + "5\n",
        "tillgate_witness_log_cosigned_timestamp_seconds" + of + "1795140900\n",
        "tillgate_witness_log_conflicts" + of + "1\n"}) {
    INFO(line);
    CHECK(shows(metrics.body, line));
  }
}
