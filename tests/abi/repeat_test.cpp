// The same sale key again - by a register that lost the answer, or that was started anew - through
// a network that holds, resets, cuts and garbles: the same answer, and no second effect.
//
// TILLGATE_SEED replays a run, TILLGATE_CUSTOMERS makes it longer.
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "abi/till.hpp"
#include "support/fault_proxy.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

class Repetition {
 public:
  explicit Repetition(std::uint64_t seed) : random_(seed) {
    till.reconfigure({{"platform", {{"url", network.url()}}}});
  }

  // A customer leaves with the pack in the end, after as many sales as it takes.
  void serve(std::uint64_t customer) {
    constexpr int patience = 30;
    for (int attempt = 1; attempt <= patience; ++attempt)
      if (sell("C" + std::to_string(customer) + "-" + std::to_string(attempt), code_of(customer)))
        return;
    FAIL("customer " << customer << " cannot be served");
  }

  static std::string code_of(std::uint64_t customer) {
    return "8990018000000" + std::to_string(1'000'000 + customer);
  }

  Till till{test::Memory::lost};
  test::FaultProxy network{till.platform().url(), till.path("tls")};
  std::map<std::string, Json> answers;  // of the sales that were settled, by key

 private:
  bool one_in(unsigned count) { return random_() % count == 0; }

  bool sell(const std::string& key, const std::string& code) {
    INFO(key);
    Sale sale = till.begin(key);
    const Answer identified = sale.identify(test::zhao);
    if (identified.document.value("identified", false) == false) {
      sale.abandon("没有认出参保人");
      sale.close();
      return false;
    }
    REQUIRE(sale.line(1, "D018").status == TILLGATE_OK);
    REQUIRE(sale.scan(code).status == TILLGATE_OK);
    REQUIRE(sale.review_with_reasons().document["verdict"] == "pass");
    if (!one_in(3)) network.strike(test::any_network_fault(random_));
    Answer answer = settle(sale);
    // A register that lost the answer asks again.
    for (std::uint64_t more = random_() % 3; more > 0; --more) {
      const Answer again = settle(sale);
      if (answer.status == TILLGATE_OK) {
        CHECK(again.status == TILLGATE_OK);
        CHECK(again.document == answer.document);
      }
      if (answer.status == TILLGATE_E_UNCERTAIN) CHECK(again.status != TILLGATE_OK);
      answer = again;
    }
    // One that was started anew finds the sale by its key.
    if (one_in(8)) {
      const bool open = sale.state() == "reviewed";
      REQUIRE(till.close() == TILLGATE_OK);
      REQUIRE(till.open().status == TILLGATE_OK);
      sale = till.begin(key);
      if (open) CHECK(sale.state() == "abandoned");
    }
    const Json outcome = certain(sale);
    const bool settled = outcome.value("settled", false);
    if (answer.status == TILLGATE_OK) CHECK(outcome == answer.document);
    if (settled) {
      const Answer last = sale.settle();
      CHECK(last.document == outcome);
      answers[key] = outcome;
    }
    sale.close();
    return settled;
  }

  // Whoever hears that nothing was sent may send again.
  Answer settle(const Sale& sale) {
    constexpr int short_ms = 250;
    Answer answer = sale.settle(short_ms);
    if (answer.status == TILLGATE_E_OFFLINE) answer = sale.settle(short_ms);
    const std::set<std::int32_t> possible{TILLGATE_OK, TILLGATE_E_OFFLINE, TILLGATE_E_UNCERTAIN,
                                          TILLGATE_E_STATE};
    CHECK(possible.contains(answer.status));
    return answer;
  }

  // What became of the sale; null when it was given up.
  Json certain(const Sale& sale) {
    for (int round = 0; round < 50; ++round) {
      const Json shown = sale.show().document;
      if (shown["state"] == "settled" || shown["state"] == "reversed") return shown["outcome"];
      if (shown["state"] != "uncertain") return Json::object();
      till.sync();
    }
    FAIL("the sale stays uncertain");
    return {};
  }

  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE(
    "as many customers as leave, so many settlements: every sale key sent again and again through "
    "a network that fails") {
  const std::uint64_t seed = number_of("TILLGATE_SEED", 20'261'125);
  const std::uint64_t customers = number_of("TILLGATE_CUSTOMERS", 150);
  INFO("replay with TILLGATE_SEED=" << seed << " TILLGATE_CUSTOMERS=" << customers);
  Repetition counter(seed);
  for (std::uint64_t customer = 1; customer <= customers; ++customer) counter.serve(customer);
  Till& till = counter.till;
  counter.network.strike_all(std::nullopt);
  for (int round = 0; round < 50; ++round)
    if (till.sync().document["waiting"] == 0) break;

  CHECK(counter.answers.size() == customers);
  const auto settlements = till.settlements_in_force();
  REQUIRE(settlements.size() == customers);
  std::set<std::string> numbers;
  std::int64_t told = 0;
  std::int64_t booked = 0;
  for (const auto& [key, answer] : counter.answers) {
    numbers.insert(answer["settlement_id"].get<std::string>());
    told += answer["amounts"]["total_fen"].get<std::int64_t>();
  }
  for (const Json& one : settlements) {
    CHECK(numbers.contains(one["id"].get<std::string>()));
    booked += one["total_fen"].get<std::int64_t>();
  }
  CHECK(numbers.size() == customers);
  CHECK(told == booked);
  std::vector<std::string> expected;
  for (std::uint64_t customer = 1; customer <= customers; ++customer)
    expected.push_back(Repetition::code_of(customer));
  CHECK_THAT(till.uploaded_codes(), Catch::UnorderedEquals(expected));
  CHECK(till.status().document["uploads"]["rejected"] == 0);
  const auto records = till.verified_records();
  for (const auto& [key, answer] : counter.answers)
    CHECK(Till::about(records, "sale_settled", key).size() == 1);
  CHECK(counter.network.struck() > customers / 3);
}
