// A long day under random faults: whatever the network and the power do, at the end the books of
// till and platform agree to the fen, no pack left twice, and the log verifies.
//
// TILLGATE_SEED replays a run, TILLGATE_SALES makes it longer.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <set>
#include <thread>

#include "abi/till.hpp"
#include "support/program.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// A name, a pack and its buyer for each sale.
std::string key_of(std::uint64_t number) {
  return "S" + std::to_string(number);
}
std::string code_of(std::uint64_t number) {
  const std::string serial = std::to_string(1'000'000 + number);
  return "8990018000000" + serial;
}

class Campaign {
 public:
  explicit Campaign(std::uint64_t seed) : random_(seed) {}

  void sell(std::uint64_t number) {
    order_fault();
    if (one_in(40)) return sell_and_be_killed(number);
    const Sale sale = till.begin(key_of(number));
    const bool fund = !one_in(4);
    if (fund && !identified(sale)) {
      sale.close();
      return;
    }
    sale.line(1, "D018", 1, fund ? "fund" : "self");
    sale.scan(code_of(number));
    const Answer verdict = sale.review();
    INFO(verdict.document.dump());
    REQUIRE((verdict.document["verdict"] == "pass" || verdict.document["verdict"] == "warn"));
    const Answer settled = sale.settle(deadline());
    // The same again, by a register that lost the answer, has no second effect.
    if (one_in(5)) sale.settle(deadline());
    if (settled.status == TILLGATE_OK && settled.document["settled"] == true && one_in(8)) {
      order_fault();
      sale.refund("RF" + std::to_string(number), Json::object(), deadline());
      if (one_in(3)) sale.refund("RF" + std::to_string(number), Json::object(), deadline());
    }
    sale.close();
  }

  // Nothing fails any more, and everything becomes certain.
  void finish() {
    till.platform().order_faults(quiet());
    for (int round = 0; round < 200; ++round) {
      const Answer done = till.sync();
      if (done.status == TILLGATE_OK && done.document["waiting"] == 0 &&
          done.document["unfinished"] == 0)
        return;
    }
    FAIL("uploads or sales are left over: " << till.status().document.dump());
  }

  Till till{test::Memory::lost};

 private:
  bool one_in(unsigned count) { return random_() % count == 0; }
  int deadline() { return one_in(6) ? 150 : 5'000; }

  static Json quiet() {
    Json nothing = Json::object();
    for (const char* name : {"9001", "1101", "2102", "2103", "2601", "3505", "3506", "tls"})
      nothing[name] = Json::array();
    return nothing;
  }

  void order_fault() {
    if (!one_in(3)) return;
    static const char* const transactions[] = {"9001", "1101", "2102", "2102", "2102",
                                               "2103", "2601", "3505", "3506"};
    static const char* const kinds[] = {
        "drop_reply", "close_before", "delay",       "truncate",        "http_500",  "http_502",
        "http_503",   "garbage",      "wrong_types", "duplicate_reply", "slow_drip", "clock_skew"};
    const std::string kind = kinds[random_() % std::size(kinds)];
    Json fault = {{"kind", kind}, {"times", 1 + random_() % 2}, {"processed", one_in(2)}};
    if (kind == "close_before") fault["processed"] = false;
    if (kind == "delay") fault["delay_ms"] = 200;
    if (kind == "slow_drip") fault["delay_ms"] = 1;
    if (kind == "clock_skew") fault["skew_ms"] = 3'600'000;
    std::string transaction = transactions[random_() % std::size(transactions)];
    // The other replies name no message: nobody could tell that they answer an earlier one.
    if (kind == "duplicate_reply" && transaction != "2103") transaction = "2102";
    till.platform().order_faults({{transaction, fault}});
    if (one_in(10)) till.platform().order_faults({{"tls", {{"kind", "tls"}, {"times", 1}}}});
  }

  bool identified(const Sale& sale) {
    const auto& person = one_in(2) ? test::zhao : test::qian;
    for (int attempt = 0; attempt < 3; ++attempt) {
      const Answer answer = sale.identify(person);
      if (answer.status == TILLGATE_OK && answer.document["identified"] == true) return true;
    }
    return false;
  }

  // A register of its own process, killed somewhere in the middle of the sale.
  void sell_and_be_killed(std::uint64_t number) {
    REQUIRE(till.close() == TILLGATE_OK);
    const Json steps = Json::array(
        {{{"identify", {{"kind", "e_credential"}, {"token", test::zhao.token}}}},
         {{"line",
           {{"line", 1},
            {"sku", "D018"},
            {"quantity_milli", 1000},
            {"price_fen", 1714},
            {"pay", "fund"},
            {"batch",
             {{"number", "R1"}, {"lot", "1"}, {"made", "@day-100"}, {"expires", "@day+400"}}}}}},
         {{"scan", code_of(number)}},
         {{"review", Json::object()}},
         {{"settle", Json::object()}},
         {{"refund", {{"receipt", "RF"}, {"reason", "买重了"}}}}});
    const auto day = till.path("killed.jsonl");
    std::ofstream(day) << Json{{"sale", key_of(number)}, {"title", ""}, {"steps", steps}}.dump()
                       << "\n";
    test::Program reg(TILLGATE_REGISTER, {"--library", TILLGATE_LIBRARY, "--config",
                                          till.config_path(), "--scenario", day.string()});
    std::this_thread::sleep_for(std::chrono::milliseconds(random_() % 400));
    reg.kill();
    REQUIRE(till.open().status == TILLGATE_OK);
  }

  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE(
    "after a long day of random faults the books agree, no pack is sold twice, the log verifies") {
  const std::uint64_t seed = number_from("TILLGATE_SEED", 20'261'125);
  const std::uint64_t sales = number_from("TILLGATE_SALES", 500);
  UNSCOPED_INFO("replay with TILLGATE_SEED=" << seed << " TILLGATE_SALES=" << sales);
  const std::string day = test::china_time(0).substr(0, 10);
  Campaign campaign(seed);
  for (std::uint64_t number = 1; number <= sales; ++number) {
    INFO("sale " << number << ", replay with TILLGATE_SEED=" << seed);
    campaign.sell(number);
  }
  INFO("replay with TILLGATE_SEED=" << seed << " TILLGATE_SALES=" << sales);
  campaign.finish();
  Till& till = campaign.till;

  const Json status = till.status().document;
  INFO(status["uploads"].dump());
  CHECK(status["uploads"]["rejected"] == 0);
  const Json document = {{"first_day", day},
                         {"last_day", test::china_time(0).substr(0, 10)},
                         {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}};
  const Answer compared =
      test::ask(tillgate_reconcile, till.gate(), document.dump().c_str(), 60'000);
  INFO(compared.document.dump().substr(0, 2000));
  REQUIRE(compared.status == TILLGATE_OK);
  INFO(compared.document["differences"].dump(1));
  CHECK(compared.document["balanced"] == true);

  // Each pack left at most once more often than it came back, and each settlement stands alone.
  std::map<std::string, int> packs;
  const Json books = till.platform().state();
  for (const Json& upload : books["uploads"])
    for (const Json& code : upload["codes"])
      packs[code] += upload["transaction"] == "3505" ? 1 : -1;
  for (const auto& [code, count] : packs) CHECK((count == 0 || count == 1));
  std::set<std::string> messages;
  for (const Json& one : books["settlements"])
    CHECK(messages.insert(one["message_id"].get<std::string>()).second);
  CHECK(till.verified_records().size() > sales);
}
