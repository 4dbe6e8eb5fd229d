// A till whose log a witness cosigns, both as processes of their own kind.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "abi/till.hpp"
#include "crypto/key_folder.hpp"
#include "ledger/log_source.hpp"
#include "ledger/verify.hpp"
#include "support/data.hpp"
#include "support/witness.hpp"

using namespace tillgate;
using test::ask;
using test::Till;
using test::WitnessProcess;

namespace {

std::vector<std::string> vkeys_of(const Till& till) {
  std::vector<std::string> vkeys;
  const auto keys = crypto::KeyFolder::load_public(till.path("keys/log.vkeys"));
  for (const auto& key : *keys) vkeys.push_back(crypto::vkey_text(key.name, key.key));
  return vkeys;
}

// The till opened again with these witnesses.
void open_with(Till& till, const std::vector<const WitnessProcess*>& witnesses,
               const Json& more = Json::object()) {
  Json members = Json::array();
  for (const WitnessProcess* witness : witnesses)
    members.push_back(
        {{"url", witness->url()}, {"vkey", witness->vkey()}, {"ca", witness->ca_file().string()}});
  Json changes = {{"witnesses", {{"wanted", witnesses.size()}, {"members", members}}}};
  changes.update(more);
  till.reconfigure(changes);
}

// What an auditor finds who trusts the log's keys and wants this witness.
ledger::Report verified(const Till& till, const std::filesystem::path& folder,
                        const WitnessProcess& witness) {
  ledger::Demands demands;
  for (const std::string& vkey : vkeys_of(till))
    REQUIRE(ledger::add_trusted(vkey, demands.keys).ok());
  REQUIRE(ledger::add_trusted(witness.vkey(), demands.keys).ok());
  return ledger::verify_log(*ledger::open_log_source(folder).value(), demands).value();
}

bool warned(const Json& status, const std::string& words) {
  for (const Json& row : status["warnings"])
    if (row["en"].get<std::string>().find(words) != std::string::npos) return true;
  return false;
}

std::filesystem::path exported(const Till& till, const std::string& name) {
  const auto folder = till.path(name);
  REQUIRE(ask(tillgate_export, till.gate(), folder.c_str(), 30'000).status == TILLGATE_OK);
  return folder;
}

}  // namespace

TEST_CASE("closing has the witness sign the day, and the published log says so") {
  Till till;
  const WitnessProcess witness(till.path("witness"), vkeys_of(till));
  open_with(till, {&witness}, {{"publish", {{"folder", "public"}}}});
  REQUIRE(till.sell("S1", "89900180000000000001").document["settled"] == true);
  till.close();
  const auto report = verified(till, till.path("public/1"), witness);
  CHECK(report.good());
  REQUIRE(report.cosigned.size() == 1);
  CHECK(report.cosigned[0].witness == "witness.example/w1");
  CHECK(witness.overview()["logs"][0]["records"] == report.size);

  REQUIRE(till.open().status == TILLGATE_OK);
  const Json status = till.status().document;
  CHECK(status["witnesses"]["wanted"] == 1);
  CHECK(status["witnesses"]["reached"] == 1);
  CHECK(status["witnesses"]["members"][0]["name"] == "witness.example/w1");
  CHECK_FALSE(warned(status, "too few witnesses"));
}

TEST_CASE("an export is cosigned; without the witness it goes on and the status warns") {
  Till till;
  WitnessProcess witness(till.path("witness"), vkeys_of(till));
  open_with(till, {&witness});
  const auto with = exported(till, "with");
  CHECK(verified(till, with, witness).good());

  witness.kill();
  REQUIRE(till.sell("S1", "89900180000000000001").document["settled"] == true);
  const auto without = exported(till, "without");
  const auto report = verified(till, without, witness);
  REQUIRE_FALSE(report.good());
  CHECK(report.problems()[0].fault == ledger::Fault::quorum_missing);
  const Json member = till.status().document["witnesses"]["members"][0];
  CHECK_FALSE(member["failure"].is_null());
  CHECK(member["refused"] == false);

  // A restart forgets how long the witness was to be left alone.
  witness.start();
  till.close();
  REQUIRE(till.open().status == TILLGATE_OK);
  CHECK(verified(till, exported(till, "again"), witness).good());
  CHECK(till.status().document["witnesses"]["members"][0]["failure"].is_null());
}

TEST_CASE("of two witnesses one is away: the other signs, the status warns, sales go on") {
  Till till;
  const WitnessProcess first(till.path("w1"), vkeys_of(till), "one.example/w");
  WitnessProcess second(till.path("w2"), vkeys_of(till), "two.example/w");
  second.kill();
  open_with(till, {&first, &second});
  REQUIRE(till.sell("S1", "89900180000000000001").document["settled"] == true);
  const auto folder = exported(till, "log");
  CHECK(verified(till, folder, first).good());
  const Json status = till.status().document;
  CHECK(status["witnesses"]["reached"] == 1);
  CHECK(warned(status, "too few witnesses keep up: 2 wanted, 1 reached"));
}

TEST_CASE("a till put back to an older backup, signed state and all, is refused by the witness") {
  Till till;
  const WitnessProcess witness(till.path("witness"), vkeys_of(till));
  open_with(till, {&witness});
  till.close();
  std::filesystem::copy_file(till.path("till.db"), till.path("backup.db"));
  std::filesystem::copy_file(till.path("keys/signed.state"), till.path("backup.state"));
  REQUIRE(till.open().status == TILLGATE_OK);
  REQUIRE(till.sell("S1", "89900180000000000001").document["settled"] == true);
  till.close();
  std::filesystem::remove(till.path("till.db-wal"));
  std::filesystem::rename(till.path("backup.db"), till.path("till.db"));
  std::filesystem::rename(till.path("backup.state"), till.path("keys/signed.state"));

  REQUIRE(till.open().status == TILLGATE_OK);
  const auto folder = exported(till, "log");
  const Json status = till.status().document;
  CHECK(status["witnesses"]["members"][0]["refused"] == true);
  CHECK(warned(status, "refuses this log"));
  CHECK_FALSE(verified(till, folder, witness).good());
  // Selling goes on, and the refusal is in the log.
  const auto records = till.verified_records();
  CHECK(std::any_of(records.begin(), records.end(),
                    [](const Json& record) { return record["kind"] == "witness_refused"; }));
}

TEST_CASE("a configuration with impossible witnesses does not open") {
  Till till;
  const WitnessProcess witness(till.path("witness"), {});
  till.close();
  Json config = Json::parse(test::read_file(till.config_path()));
  const Json member = {{"url", witness.url()},
                       {"vkey", witness.vkey().substr(1)},
                       {"ca", witness.ca_file().string()}};
  config["witnesses"] = {{"wanted", 1}, {"members", Json::array({member})}};
  std::ofstream(till.config_path()) << config.dump();
  const test::Answer answer = till.open();
  CHECK(answer.status == TILLGATE_E_CONFIG);
  CHECK(answer.document["where"] == "/witnesses/members/0/vkey");
  config["witnesses"]["members"][0]["url"] = "http://192.0.2.1/";
  std::ofstream(till.config_path()) << config.dump();
  CHECK(till.open().status == TILLGATE_E_CONFIG);
}
