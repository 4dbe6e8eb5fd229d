#include "sdk/witness/settings.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "sdk/witness/keys.hpp"
#include "witness/logs.hpp"

using namespace tillgate;

TEST_CASE("settings are read, with paths from their own folder") {
  const test::Till till;
  const test::TemporaryFolder folder;
  Json document = {
      {"keys", "k"},
      {"database", "w.db"},
      {"port", 8443},
      {"logs", Json::array({{{"origin", till.keys->origin()}, {"vkeys", test::vkeys_of(till)}}})}};
  std::ofstream(folder / "w.json") << document.dump();
  const auto settings = witness::load_settings(folder / "w.json");
  REQUIRE(settings.ok());
  CHECK(settings->keys == folder / "k");
  CHECK(settings->port == 8443);
  CHECK(settings->logs.at(till.keys->origin()).size() == 2);
}

TEST_CASE("settings that would not hold are refused with their place") {
  const test::Till till;
  const test::Till other("other.example/t/1");
  const std::string vkey = test::vkeys_of(till)[0];
  const Json log = {{"origin", till.keys->origin()}, {"vkeys", {vkey}}};
  const Json good = {{"keys", "k"}, {"database", "d"}, {"logs", Json::array({log})}};
  const auto with = [&good](const char* name, const Json& value) {
    Json changed = good;
    changed[name] = value;
    return changed;
  };
  const Json foreign = {{"origin", till.keys->origin()}, {"vkeys", {test::vkeys_of(other)[0]}}};
  const std::vector<std::pair<Json, std::string>> cases = {
      {with("keys", ""), "/keys"},
      {with("database", 1), "/database"},
      {with("port", 70'000), "/port"},
      {with("listen", "0.0.0.0"), "/listen"},  // in the clear
      {with("tls", {{"certificate", "c"}}), "/tls/key"},
      {with("prot", 1), "/prot"},
      {with("logs", Json::object()), "/logs"},
      {with("logs", Json::array({log, log})), "/logs/1/origin"},
      {with("logs", Json::array({foreign})), "/logs/0/vkeys"},
      {with("logs", Json::array({{{"origin", "x"}, {"vkeys", {"x"}}}})), "/logs/0/vkeys"},
      {with("logs", Json::array({{{"origin", "x"}, {"vkeys", Json::array()}}})), "/logs/0/vkeys"},
  };
  const test::TemporaryFolder folder;
  for (const auto& [document, where] : cases) {
    INFO(document.dump());
    std::ofstream(folder / "w.json") << document.dump();
    const auto settings = witness::load_settings(folder / "w.json");
    REQUIRE_FALSE(settings.ok());
    CHECK(settings.failure().status == TILLGATE_E_CONFIG);
    CHECK(settings.failure().where == where);
  }
  CHECK(witness::load_settings(folder / "none.json").failure().status == TILLGATE_E_CONFIG);
}

TEST_CASE("keys are made once, kept under a passphrase when there is one, and fit their name") {
  const test::TemporaryFolder folder;
  const crypto::Passphrase secret = [] { return std::optional<std::string>("open sesame"); };
  const auto keys = folder / "keys";
  REQUIRE(witness::Keys::create(keys, "office.example/w", secret).ok());
  CHECK(witness::Keys::create(keys, "office.example/w", secret).failure().status == TILLGATE_E_KEY);
  CHECK(witness::Keys::load(keys, secret)->name() == "office.example/w");
  CHECK(witness::Keys::load(keys, {}).failure().status == TILLGATE_E_KEY);
  CHECK(witness::Keys::create(folder / "other", "two words", {}).failure().status ==
        TILLGATE_E_KEY);
  std::string vkeys;
  std::getline(std::ifstream(keys / "witness.vkeys") >> std::ws, vkeys);
  std::ofstream(keys / "witness.vkeys") << "another.example/w" << vkeys.substr(16) << "\n";
  CHECK(witness::Keys::load(keys, secret).failure().status == TILLGATE_E_KEY);
}
