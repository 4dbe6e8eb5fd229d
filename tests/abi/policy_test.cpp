// Rule packs of an open till: installed, refused, gone back to, and swapped while sales go on.
#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <thread>

#include "abi/rule_packs.hpp"
#include "support/program.hpp"

using namespace tillgate;
using test::Answer;
using test::install;
using test::national_version;
using test::PackOffice;
using test::regional_version;
using test::roll_back;
using test::Till;

namespace {

std::vector<Json> activations(const std::vector<Json>& records) {
  std::vector<Json> found;
  for (const Json& record : records)
    if (record["kind"] == "policy_activated") found.push_back(record);
  return found;
}

std::int64_t running(const Till& till) {
  return till.status().document["rules"]["version"];
}

// Self-paid, without a code: TR-12 has something to say.
test::Sale uncoded_sale(const Till& till, const std::string& key) {
  const test::Sale sale = till.begin(key);
  REQUIRE(sale.line(1, "D018", 1, "self").status == TILLGATE_OK);
  return sale;
}

}  // namespace

TEST_CASE("a signed newer pack is proved, sealed and in force, also after the till was closed") {
  Till till;
  const PackOffice office("rules.example/office");
  test::trust(till, office);
  const std::string before = till.status().document["rules"]["digest"];
  const Answer done = install(till, office.publish(national_version(2), "2.pack"));
  INFO(done.document.dump());
  REQUIRE(done.status == TILLGATE_OK);
  CHECK(done.document["installed"] == true);
  CHECK(done.document["former"] == 1);
  CHECK(done.document["signers"] == Json{"rules.example/office"});
  CHECK(done.document["scenarios"] > 100);
  CHECK(running(till) == 2);
  // Once more is no change.
  const Answer again = install(till, office.publish(national_version(2), "2.pack"));
  CHECK(again.document["installed"] == false);

  const auto sealed = activations(till.verified_records());
  REQUIRE(sealed.size() == 2);
  CHECK(sealed[0]["body"]["pack_digest"] == before);
  CHECK(sealed[1]["operator"] == "M001");
  CHECK(sealed[1]["index"] == done.document["record"]);
  CHECK(sealed[1]["body"]["version"] == 2);
  CHECK(sealed[1]["body"]["pack_digest"] == done.document["digest"]);
  CHECK(sealed[1]["body"]["former"]["version"] == 1);

  REQUIRE(till.close() == TILLGATE_OK);
  REQUIRE(till.open().status == TILLGATE_OK);
  CHECK(running(till) == 2);
  CHECK(activations(till.verified_records()).size() == 2);
}

TEST_CASE("what is refused leaves the old pack running, says where, and seals nothing") {
  Till till;
  const PackOffice office("rules.example/office"), stranger("rules.example/stranger");
  test::trust(till, office);
  REQUIRE(install(till, office.publish(national_version(3), "3.pack")).status == TILLGATE_OK);
  const auto refused = [&](const std::string& file, const std::string& where,
                           const std::string& what) {
    const Answer answer = install(till, file);
    INFO(answer.document.dump());
    CHECK(answer.status == TILLGATE_E_POLICY);
    CHECK(answer.document["where"].get<std::string>().find(where) != std::string::npos);
    CHECK(answer.document["detail"].get<std::string>().find(what) != std::string::npos);
  };
  refused(stranger.publish(national_version(4), "4.pack"), "note", "signed by no key");
  refused(office.write(policies::write_bundle(national_version(4)), "bundle"), "pack file",
          "not a signed rule pack");
  refused(office.publish(national_version(2), "2.pack"), "cn-national 2", "older than version 3");
  auto twin = national_version(3);
  twin["rules/QT-03.sql"] += "\n";
  refused(office.publish(twin, "twin.pack"), "cn-national 3", "raise the version");
  refused(office.publish(national_version(4, {{"valid_until", "2026-01-02"}}), "over.pack"),
          "pack.json", "not in force today");
  auto broken = national_version(4);
  test::replace(broken, "rules/QT-03.sql", "FROM line l", "FROM past_line l");
  refused(office.publish(broken, "broken.pack"), "cn-national/rules/QT-03.sql:", "past_line");
  auto wrong = national_version(4);
  test::replace(wrong, "rules/QT-03.sql", "> :otc_max_packs", ">= :otc_max_packs");
  refused(office.publish(wrong, "wrong.pack"), "cn-national/scenarios/QT-03.json", "expected");
  std::string cut = office.sign(national_version(4));
  cut.resize(cut.size() / 2);
  refused(office.write(cut, "cut.pack"), "", "the file is cut");
  refused((till.path("nothing.pack")).string(), "", "");
  CHECK(running(till) == 3);
  CHECK(activations(till.verified_records()).size() == 2);
}

TEST_CASE("a till whose configuration trusts nobody installs nothing") {
  Till till;
  const PackOffice office("rules.example/office");
  CHECK(install(till, office.publish(national_version(2), "2.pack")).status == TILLGATE_E_CONFIG);
  CHECK(running(till) == 1);
}

TEST_CASE("a pack that cannot be proved within the deadline is not installed") {
  Till till;
  const PackOffice office("rules.example/office");
  test::trust(till, office);
  const Answer late = install(till, office.publish(national_version(2), "2.pack"), 1);
  CHECK(late.status == TILLGATE_E_DEADLINE);
  CHECK(running(till) == 1);
}

TEST_CASE("going back is to a version that was here, and is sealed with who and why") {
  Till till;
  const PackOffice office("rules.example/office");
  test::trust(till, office);
  CHECK(roll_back(till, "cn-national", 1).status == TILLGATE_E_POLICY);  // it runs
  REQUIRE(install(till, office.publish(national_version(2), "2.pack")).status == TILLGATE_OK);
  REQUIRE(install(till, office.publish(national_version(4), "4.pack")).status == TILLGATE_OK);
  CHECK(roll_back(till, "cn-national", 3).document["detail"] == "was never in force here");
  CHECK(roll_back(till, "cn-other", 1).document["detail"] == "no such pack runs here");
  // To the one that came with the configuration, too.
  for (const int version : {2, 1}) {
    const Answer back = roll_back(till, "cn-national", version);
    INFO(back.document.dump());
    REQUIRE(back.status == TILLGATE_OK);
    CHECK(running(till) == version);
  }
  CHECK(roll_back(till, "cn-national", 2).status == TILLGATE_E_POLICY);  // that is forward
  const auto sealed = activations(till.verified_records());
  REQUIRE(sealed.size() == 5);
  CHECK(sealed[3]["body"]["rolled_back"] == true);
  CHECK(sealed[3]["body"]["former"]["version"] == 4);
  CHECK(sealed[3]["digests"].contains("reason"));
  REQUIRE(till.close() == TILLGATE_OK);
  REQUIRE(till.open().status == TILLGATE_OK);
  CHECK(running(till) == 1);
  CHECK(install(till, office.publish(national_version(2), "2.pack")).document["installed"] == true);
}

TEST_CASE(
    "a region's pack stands on the national one: it tightens, and a change above it is proved") {
  Till till;
  const PackOffice office("rules.example/office");
  test::trust(till, office);
  const Answer done = install(till, office.publish(regional_version(1), "r1.pack"));
  INFO(done.document.dump());
  REQUIRE(done.status == TILLGATE_OK);
  CHECK(done.document["former"].is_null());
  const Json layers = till.status().document["rules"]["layers"];
  REQUIRE(layers.size() == 2);
  CHECK(layers[1]["id"] == "trial-region");

  const Answer loose = install(
      till,
      office.publish(regional_version(2, {{"parameters", {{"otc_max_packs", 99}}}}), "loose.pack"));
  CHECK(loose.status == TILLGATE_E_POLICY);
  CHECK(loose.document["where"].get<std::string>().starts_with("trial-region/pack.json:"));
  const Answer second =
      install(till, office.publish(regional_version(1, {{"id", "other-region"}}), "second.pack"));
  CHECK(second.document["detail"] == "the region pack here is trial-region");

  // A national pack that takes a rule of the region's name would break the region's.
  auto clash = national_version(2);
  clash["rules/RG-01.sql"] = regional_version(1)["rules/RG-01.sql"];
  clash["scenarios/RG-01.json"] = regional_version(1)["scenarios/RG-01.json"];
  const Answer refused = install(till, office.publish(clash, "clash.pack"));
  CHECK(refused.status == TILLGATE_E_POLICY);
  CHECK(refused.document["where"] == "trial-region/rules/RG-01.sql:1");
  REQUIRE(install(till, office.publish(national_version(2), "2.pack")).status == TILLGATE_OK);
  REQUIRE(till.close() == TILLGATE_OK);
  REQUIRE(till.open().status == TILLGATE_OK);
  CHECK(till.status().document["rules"]["layers"].size() == 2);

  const test::Sale sale = uncoded_sale(till, "S1");
  const Json verdict = sale.review().document;
  REQUIRE(sale.settle().document["settled"] == true);
  const auto sealed = Till::about(till.verified_records(), "sale_settled", "S1");
  REQUIRE(sealed.size() == 1);
  CHECK(sealed[0]["body"]["verdict"]["pack_digest"] == verdict["pack"]["digest"]);
  CHECK(sealed[0]["body"]["verdict"]["layers"].size() == 2);
}

TEST_CASE(
    "a sale that was reviewed is settled under the rules of its verdict, the next by the new") {
  Till till;
  const PackOffice office("rules.example/office");
  test::trust(till, office);
  const test::Sale before = uncoded_sale(till, "S1");
  const Json verdict = before.review().document;
  CHECK(verdict["verdict"] == "warn");
  auto milder = national_version(2);
  test::replace(milder, "rules/TR-12.sql", "-- effect:  warn", "-- effect:  record");
  REQUIRE(install(till, office.publish(milder, "2.pack")).status == TILLGATE_OK);
  REQUIRE(before.settle().document["settled"] == true);
  const test::Sale after = uncoded_sale(till, "S2");
  CHECK(after.review().document["verdict"] == "pass");
  REQUIRE(after.settle().document["settled"] == true);

  const auto records = till.verified_records();
  const Json old = Till::about(records, "sale_settled", "S1").at(0)["body"]["verdict"];
  CHECK(old["version"] == 1);
  CHECK(old["pack_digest"] == verdict["pack"]["digest"]);
  CHECK(old["findings"][0]["effect"] == "warn");
  const Json fresh = Till::about(records, "sale_settled", "S2").at(0)["body"]["verdict"];
  CHECK(fresh["version"] == 2);
  CHECK(fresh["findings"][0]["effect"] == "record");
}

TEST_CASE("packs change under sales in flight: every sealed verdict is of one pack, whole") {
  Till till;
  const PackOffice office("rules.example/office");
  test::trust(till, office);
  constexpr int counters = 2, sales_each = 12, versions = 4;
  std::vector<std::vector<test::Sale>> sales(counters);
  for (int counter = 0; counter < counters; ++counter)
    for (int i = 0; i < sales_each; ++i)
      sales[static_cast<std::size_t>(counter)].push_back(
          uncoded_sale(till, "F" + std::to_string(counter) + "-" + std::to_string(i)));
  // Each sale is reviewed again and again until its version is in force, and then settled: some of
  // what is settled was judged before a change and some after.
  std::atomic<int> in_force{1}, sold{0};
  std::vector<std::thread> threads;
  for (const auto& mine : sales)
    threads.emplace_back([&] {
      for (int i = 0; i < sales_each; ++i) {
        const test::Sale& sale = mine[static_cast<std::size_t>(i)];
        do sale.review();
        while (in_force < 1 + i * versions / sales_each);
        if (sale.settle().document["settled"] == true) ++sold;
      }
    });
  // Odd versions warn, even ones record.
  std::map<std::int64_t, std::string> digests{
      {1, till.status().document["rules"]["digest"].get<std::string>()}};
  for (int version = 2; version <= versions; ++version) {
    auto files = national_version(version);
    if (version % 2 == 0)
      test::replace(files, "rules/TR-12.sql", "-- effect:  warn", "-- effect:  record");
    const Answer answer = install(till, office.publish(files, "next.pack"));
    INFO(answer.document.dump());
    CHECK(answer.status == TILLGATE_OK);
    digests[version] = answer.document.value("digest", "");
    in_force = version;
  }
  in_force = versions + 1;
  for (std::thread& thread : threads) thread.join();
  CHECK(sold == counters * sales_each);
  std::map<std::int64_t, int> judged_by;
  for (const Json& record : till.verified_records()) {
    if (record["kind"] != "sale_settled") continue;
    const Json& verdict = record["body"]["verdict"];
    const std::int64_t version = verdict["version"];
    CHECK(verdict["pack_digest"] == digests.at(version));
    CHECK(verdict["findings"][0]["rule"] == "TR-12");
    CHECK(verdict["findings"][0]["effect"] == (version % 2 == 0 ? "record" : "warn"));
    ++judged_by[version];
  }
  CHECK(judged_by.size() > 1);
}

TEST_CASE("what shadow rules find is sealed with the sale and stops nothing") {
  Till till;
  const PackOffice office("rules.example/office");
  test::trust(till, office);
  const Answer done =
      install(till, office.publish(national_version(2, {{"shadow", {"TR-12"}}}), "2.pack"));
  INFO(done.document.dump());
  REQUIRE(done.status == TILLGATE_OK);
  const test::Sale sale = uncoded_sale(till, "S1");
  CHECK(sale.review().document["verdict"] == "pass");
  CHECK(sale.review().document["findings"].empty());
  REQUIRE(sale.settle().document["settled"] == true);
  const Json verdict =
      Till::about(till.verified_records(), "sale_settled", "S1").at(0)["body"]["verdict"];
  CHECK(verdict["findings"].empty());
  CHECK(verdict["shadow"] == Json::array({{{"rule", "TR-12"}, {"effect", "warn"}, {"line", 1}}}));
}

TEST_CASE("malformed documents of policy calls change nothing") {
  Till till;
  for (const char* wrong : {"{}", R"({"file":"x"})", R"({"file":"","operator":{"id":"M"}})", "["})
    CHECK(test::ask(tillgate_policy_install, till.gate(), wrong, 1'000).status ==
          TILLGATE_E_DOCUMENT);
  CHECK(test::ask(tillgate_policy_rollback, till.gate(),
                  R"({"pack":"x","version":1,"operator":{"id":"M"}})", 1'000)
            .status == TILLGATE_E_DOCUMENT);
  CHECK(test::ask(tillgate_policy_install, till.gate(), static_cast<const char*>(nullptr), 1'000)
            .status == TILLGATE_E_ARGUMENT);
  CHECK(test::ask(tillgate_policy_install, 4711, "{}", 1'000).status == TILLGATE_E_HANDLE);
}

TEST_CASE(
    "tillgate-policy installs and goes back on a till that is closed, not on one that is open") {
  Till till;
  const PackOffice office("rules.example/office");
  test::trust(till, office);
  const auto policy = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--config", till.config_path(), "--operator", "M001"});
    return test::Program(TILLGATE_POLICY, words).wait();
  };
  const std::string file = office.publish(national_version(2), "2.pack");
  CHECK(policy({"install", file}) == 1);
  REQUIRE(till.close() == TILLGATE_OK);
  CHECK(policy({"install", file}) == 0);
  CHECK(policy({"install", till.path("nothing").string()}) == 1);
  REQUIRE(till.open().status == TILLGATE_OK);
  CHECK(running(till) == 2);
  REQUIRE(till.close() == TILLGATE_OK);
  CHECK(policy({"rollback", "cn-national", "1", "--reason", "误拦"}) == 0);
  CHECK(policy({"rollback", "cn-national", "7", "--reason", "误拦"}) == 1);
  REQUIRE(till.open().status == TILLGATE_OK);
  CHECK(running(till) == 1);
}
