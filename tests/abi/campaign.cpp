#include "abi/campaign.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <iterator>
#include <thread>

#include "abi/register_process.hpp"

namespace tillgate::test {

namespace {

std::string key_of(std::uint64_t number) {
  return "S" + std::to_string(number);
}
// A pack of its own for each sale.
std::string code_of(std::uint64_t number) {
  return "8990018000000" + std::to_string(1'000'000 + number);
}

const Json house_keeper = {{"id", "C001"}, {"name", "收银员甲"}};

}  // namespace

Campaign::Campaign(std::uint64_t seed) : random_(seed) {
  till_.reconfigure({{"platform", {{"url", network_.url()}}}});
}

void Campaign::sell(std::uint64_t number) {
  fail_somewhere();
  if (one_in(30)) keep_house();
  if (one_in(40)) return sell_and_be_killed(number);
  const Sale sale = till_.begin(key_of(number));
  sell_at(sale, number);
  sale.close();
}

void Campaign::sell_at(const Sale& sale, std::uint64_t number) {
  const bool fund = !one_in(4);
  if (fund && !identified(sale)) return count("not identified");
  sale.line(1, "D018", 1, fund ? "fund" : "self");
  sale.scan(code_of(number));
  const Answer verdict = sale.review_with_reasons();
  INFO(verdict.document.dump());
  REQUIRE((verdict.document["verdict"] == "pass" || verdict.document["verdict"] == "warn"));
  const Answer settled = sale.settle(deadline());
  count("settle: " + std::string(tillgate_status_name(settled.status)));
  // The same again, by a register that lost the answer, has no second effect.
  if (one_in(5)) sale.settle(deadline());
  if (settled.status == TILLGATE_OK && settled.document["settled"] == true && one_in(8))
    refund(sale, number);
}

void Campaign::refund(const Sale& sale, std::uint64_t number) {
  fail_somewhere();
  const std::string receipt = "RF" + std::to_string(number);
  const Answer refunded = sale.refund(receipt, Json::object(), deadline());
  count("refund: " + std::string(tillgate_status_name(refunded.status)));
  if (one_in(3)) sale.refund(receipt, Json::object(), deadline());
}

bool Campaign::identified(const Sale& sale) {
  const auto& person = one_in(2) ? zhao : qian;
  for (int attempt = 0; attempt < 3; ++attempt) {
    const Answer answer = sale.identify(person, deadline());
    if (answer.status == TILLGATE_OK && answer.document["identified"] == true) return true;
  }
  return false;
}

void Campaign::fail_somewhere() {
  if (!one_in(3)) return;
  if (one_in(2)) {
    platform_fails();
  } else {
    network_fails();
  }
}

void Campaign::platform_fails() {
  static const char* const transactions[] = {"9001", "1101", "2102", "2102", "2102", "2103", "2103",
                                             "2601", "3505", "3506", "3201", "3202", "3513"};
  static const char* const kinds[] = {
      "drop_reply", "close_before", "delay",   "truncate",    "http_500",
      "http_502",   "http_503",     "garbage", "wrong_types", "duplicate_reply",
      "slow_drip",  "clock_skew",   "huge",    "tls"};
  const std::string kind = kinds[random_() % std::size(kinds)];
  std::string transaction = transactions[random_() % std::size(transactions)];
  Json fault = {{"kind", kind}, {"times", 1 + random_() % 2}, {"processed", one_in(2)}};
  if (kind == "close_before") fault["processed"] = false;
  if (kind == "delay") fault["delay_ms"] = 80;
  if (kind == "slow_drip") fault["delay_ms"] = 1;
  if (kind == "clock_skew") fault["skew_ms"] = 3'600'000;
  // The other replies name no message: nobody could tell that they answer an earlier one.
  if (kind == "duplicate_reply" && transaction != "2103") transaction = "2102";
  if (kind == "tls") transaction = "tls";
  count(kind);
  till_.platform().order_faults({{transaction, fault}});
}

void Campaign::network_fails() {
  if (one_in(12)) {
    count("nobody listens");
    network_.refuse();
    return;
  }
  network_.listen();
  const NetworkFault fault = any_network_fault(random_);
  count(name_of(fault).substr(0, name_of(fault).find(" at ")));
  network_.strike(fault);
}

void Campaign::nothing_fails() {
  network_.listen();
  network_.strike_all(std::nullopt);
  Json nothing = Json::object();
  for (const char* name :
       {"9001", "1101", "2102", "2103", "2601", "3505", "3506", "3201", "3202", "3513", "tls"})
    nothing[name] = Json::array();
  till_.platform().order_faults(nothing);
}

void Campaign::keep_house() {
  switch (random_() % 3) {
    case 0: {
      const Answer synced = till_.sync(deadline());
      return count("sync: " + std::string(tillgate_status_name(synced.status)));
    }
    case 1: {
      const Json day = {{"first_day", china_time(0).substr(0, 10)}, {"operator", house_keeper}};
      const Answer compared = ask(tillgate_reconcile, till_.gate(), day.dump().c_str(), deadline());
      return count("reconcile: " + std::string(tillgate_status_name(compared.status)));
    }
    default:
      REQUIRE(till_.close(deadline()) == TILLGATE_OK);
      REQUIRE(till_.open().status == TILLGATE_OK);
      return count("opened again");
  }
}

void Campaign::sell_and_be_killed(std::uint64_t number) {
  REQUIRE(till_.close() == TILLGATE_OK);
  network_.listen();
  Json steps = steps_of_a_sale(code_of(number));
  steps.push_back({{"refund", {{"receipt", "RF" + std::to_string(number)}, {"reason", "买重了"}}}});
  // Either at an exact byte of its talk with the platform, or at any moment of its life.
  const bool in_its_talk = one_in(2);
  const std::size_t struck = network_.struck();
  const std::size_t requests = network_.requests();
  const std::size_t wanted = random_() % 5;
  const auto reg = start_register(till_, key_of(number), steps);
  if (in_its_talk) {
    for (int look = 0; look < 1000 && network_.requests() < requests + wanted; ++look)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    NetworkFault fault = any_network_fault(random_);
    fault.blow = Blow::hold;
    network_.strike(fault);
    for (int look = 0; look < 300 && network_.struck() == struck; ++look)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  } else {
    std::this_thread::sleep_for(std::chrono::milliseconds(random_() % 300));
  }
  reg->kill();
  count("killed");
  network_.strike_all(std::nullopt);
  fail_somewhere();
  REQUIRE(till_.open().status == TILLGATE_OK);
}

void Campaign::finish() {
  nothing_fails();
  Answer done;
  for (int round = 0; round < 200; ++round) {
    done = till_.sync(60'000);
    if (done.status == TILLGATE_OK && done.document["waiting"] == 0 &&
        done.document["unfinished"] == 0)
      return;
  }
  FAIL("uploads or sales are left over: " << done.document.dump()
                                          << till_.status().document.dump());
}

std::string Campaign::tally() const {
  std::string line;
  for (const auto& [what, times] : counted_)
    line += (line.empty() ? "" : ", ") + what + " " + std::to_string(times);
  return line;
}

}  // namespace tillgate::test
