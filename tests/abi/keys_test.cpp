// The keys that sign, in the middle of a day: a token that is pulled out, keys that end.
#include <catch2/catch.hpp>

#include <fstream>

#include "abi/till.hpp"
#include "base/time.hpp"
#include "crypto/key_folder.hpp"
#include "support/tokens.hpp"

using namespace tillgate;
using test::Answer;
using test::Till;

namespace {

const std::string first_code = "89900180000000000001";
const std::string next_code = "89900180000000000002";

// A till whose Ed25519 key lies in a token; the PIN is in the environment.
struct TokenTill {
  TokenTill() {
    till.close();
    token.take_over(till.path("keys"), "ed25519");
    REQUIRE(till.open().status == TILLGATE_OK);
  }
  test::Environment pin{"TILLGATE_TOKEN_PIN", "1234"};
  test::TokenDouble token;
  Till till;
};

test::Sale ready_to_settle(const Till& till, const std::string& key, const std::string& pack) {
  const test::Sale sale = till.begin(key);
  REQUIRE(sale.identify(test::zhao).document["identified"] == true);
  REQUIRE(sale.line(1, "D018").status == TILLGATE_OK);
  REQUIRE(sale.scan(pack).status == TILLGATE_OK);
  REQUIRE(sale.review().document["verdict"] == "pass");
  return sale;
}

bool warned(const Json& status, const std::string& words) {
  for (const Json& row : status["warnings"])
    if (row["en"].get<std::string>().find(words) != std::string::npos) return true;
  return false;
}

void set_last_day(const Till& till, std::int64_t days_from_now) {
  std::ofstream(till.path("keys/valid_until"))
      << date_of_day(local_day(SystemClock().now()) + days_from_now) << "\n";
}

}  // namespace

TEST_CASE("without its token the till takes no fund money and seals nothing, and goes on with it") {
  const TokenTill t;
  REQUIRE(t.till.sell("S1", first_code).document["settled"] == true);
  REQUIRE(t.till.sync().status == TILLGATE_OK);  // its upload is a record too
  const test::Sale sale = ready_to_settle(t.till, "S2", next_code);
  const Json records = t.till.status().document["log"]["records"];
  t.token.be("away");
  for (int i = 0; i < 2; ++i) {
    const Answer refused = sale.settle();
    CHECK(refused.status == TILLGATE_E_KEY);
    CHECK(refused.document["where"] == "token double");
    CHECK(sale.state() == "reviewed");
  }
  CHECK(t.till.settlements_in_force().size() == 1);
  CHECK(t.till.status().document["log"]["records"] == records);
  t.token.no_longer("away");
  CHECK(sale.settle().document["settled"] == true);
  sale.close();
  CHECK(t.till.settlements_in_force().size() == 2);
}

TEST_CASE(
    "a token that goes while the money moves: the settlement is undone, then that is sealed") {
  TokenTill t;
  const test::Sale sale = ready_to_settle(t.till, "S1", first_code);
  t.token.be("deaf");
  const Answer answer = sale.settle();
  CHECK(answer.status == TILLGATE_E_UNCERTAIN);
  CHECK(sale.settle().status == TILLGATE_E_UNCERTAIN);
  t.token.no_longer("away");
  REQUIRE(t.till.sync().status == TILLGATE_OK);
  CHECK(sale.state() == "reversed");
  sale.close();
  CHECK(t.till.settlements_in_force().empty());
  REQUIRE(t.till.sell("S2", first_code).document["settled"] == true);
  const auto records = t.till.verified_records();
  CHECK(Till::about(records, "sale_settled", "S1").empty());
  CHECK(Till::about(records, "sale_reversed", "S1").size() == 1);
}

TEST_CASE(
    "without its token no register is authorised to settle, and what it settled waits for it") {
  TokenTill t;
  t.till.reconfigure({{"settlement", "host"}});
  const test::Sale sale = ready_to_settle(t.till, "S1", first_code);
  const auto told = [](const Json& granted) -> Json {
    return {{"authorisation", granted["authorisation"]},
            {"basket", granted["basket"]},
            {"outcome", "settled"},
            {"settlement_id", "SETL1"},
            {"visit_id", "V1"},
            {"settled_at", "2026-11-25 10:00:00"},
            {"amounts",
             {{"total_fen", 1714}, {"fund_fen", 857}, {"account_fen", 857}, {"cash_fen", 0}}}};
  };
  // Gone before the signature, and during it.
  for (const char* how : {"away", "deaf"}) {
    INFO(how);
    t.token.be(how);
    CHECK(sale.authorise().status == TILLGATE_E_KEY);
    t.token.no_longer("away");
    CHECK(sale.state() == "reviewed");
  }
  const Answer granted = sale.authorise();
  REQUIRE(granted.document["authorised"] == true);
  for (const char* how : {"away", "deaf"}) {
    INFO(how);
    t.token.be(how);
    CHECK(sale.outcome(told(granted.document)).status == TILLGATE_E_KEY);
    CHECK(sale.state() == "authorised");
    t.token.no_longer("away");
  }
  CHECK(sale.outcome(told(granted.document)).document["settled"] == true);
  sale.close();
  const auto records = t.till.verified_records();
  CHECK(Till::about(records, "sale_authorised", "S1").size() == 1);
  CHECK(Till::about(records, "sale_settled", "S1").size() == 1);
}

TEST_CASE("past the end of its keys the till authorises nothing, and seals what was settled") {
  Till till;
  till.reconfigure({{"settlement", "host"}});
  const test::Sale before = ready_to_settle(till, "S1", first_code);
  const Json granted = before.authorise().document;
  REQUIRE(granted["authorised"] == true);
  till.close();
  set_last_day(till, -1);
  REQUIRE(till.open().status == TILLGATE_OK);
  const test::Sale sale = ready_to_settle(till, "S2", next_code);
  CHECK(sale.authorise().status == TILLGATE_E_KEY);
  CHECK(sale.state() == "reviewed");
  const Json failed = {{"authorisation", granted["authorisation"]},
                       {"basket", granted["basket"]},
                       {"outcome", "failed"}};
  CHECK(till.begin("S1").outcome(failed).document["reason"] == "host_failed");
}

TEST_CASE("keys that end are read out and warned of; past their end no fund money is taken") {
  Till till;
  CHECK(till.status().document["expiries"].size() == 1);  // the platform's certificate
  till.close();
  set_last_day(till, 20);
  REQUIRE(till.open().status == TILLGATE_OK);
  const Json status = till.status().document;
  CHECK(warned(status, "the signing keys of the log end in 20 days: keys"));
  const Json& keys = status["expiries"].at(0);
  CHECK(keys["what"] == "keys");
  CHECK(keys["days"] == 20);
  REQUIRE(till.sell("S1", first_code).document["settled"] == true);

  till.close();
  set_last_day(till, -1);
  REQUIRE(till.open().status == TILLGATE_OK);
  CHECK(warned(till.status().document, "the signing keys of the log ended: keys"));
  const test::Sale sale = ready_to_settle(till, "S2", next_code);
  const Answer refused = sale.settle();
  CHECK(refused.status == TILLGATE_E_KEY);
  CHECK(refused.document["detail"].get<std::string>().find("tillgate-audit rotate") !=
        std::string::npos);
  CHECK(sale.abandon("改天再来").document["state"] == "abandoned");  // sealed as ever
  sale.close();

  // The next keys are made, announced at the next opening, and the till sells again.
  till.close();
  REQUIRE(crypto::KeyFolder::prepare_rotation(till.path("keys")).ok());
  REQUIRE(till.open().status == TILLGATE_OK);
  CHECK_FALSE(warned(till.status().document, "signing keys"));
  REQUIRE(till.sell("S3", next_code).document["settled"] == true);
}

TEST_CASE("encrypted keys open with the passphrase file of the configuration") {
  Till till;
  till.close();
  std::filesystem::remove_all(till.path("keys"));
  std::filesystem::remove(till.path("till.db"));
  REQUIRE(crypto::KeyFolder::create(till.path("keys"), "test.example/P99999900001/T1/9", [] {
            return std::optional<std::string>("correct horse");
          }).ok());
  const Answer locked = till.open();
  CHECK(locked.status == TILLGATE_E_KEY);
  CHECK(locked.document["detail"].get<std::string>().find("no passphrase") != std::string::npos);
  Json config = Json::parse(test::read_file(till.config_path()));
  config["key_passphrase_file"] = "word";
  std::ofstream(till.config_path()) << config.dump();
  CHECK(till.open().status == TILLGATE_E_KEY);
  std::ofstream(till.path("word")) << "correct horse\n";
  CHECK(till.open().status == TILLGATE_OK);
}
