// Every call of the boundary under every fault of network, platform and witness: it returns within
// its deadline and 50 ms.
//
// TILLGATE_LONG=1 tries every blow of the network in every region with every call; without it the
// calls that talk to nobody meet the faults that hang only.
#include <cstdlib>
#include <limits>
#include <thread>

#include "abi/till.hpp"
#include "crypto/key_folder.hpp"
#include "support/data.hpp"
#include "support/fault_proxy.hpp"
#include "support/metronome.hpp"
#include "support/witness.hpp"

using namespace tillgate;
using test::Answer;
using test::Blow;
using test::NetworkFault;
using test::Region;
using test::Sale;
using test::Till;

namespace {

constexpr int each_call_ms = 120;
constexpr int open_ms = 2'000;
constexpr std::int64_t tolerance_ms = 50;
constexpr int attempts = 8;  // a machine that is busy with other things may spoil some

bool long_run() {
  return std::getenv("TILLGATE_LONG") != nullptr;
}

// A till whose way to the platform fails on order.
struct Stage {
  Till till{test::Memory::lost};
  test::FaultProxy network{till.platform().url(), till.path("tls")};
  int sales = 0;

  Stage() { till.reconfigure({{"platform", {{"url", network.url()}}}}); }

  Sale begin() { return till.begin("S" + std::to_string(++sales)); }
  Sale with_line(const std::string& pay) {
    const Sale sale = begin();
    REQUIRE(sale.line(1, "D018", 1, pay).status == TILLGATE_OK);
    REQUIRE(sale.scan("8990018000000" + std::to_string(1'000'000 + sales)).status == TILLGATE_OK);
    return sale;
  }
  Sale reviewed() {
    const Sale sale = with_line("fund");
    REQUIRE(sale.identify(test::zhao).document["identified"] == true);
    REQUIRE(sale.review().document["verdict"] == "pass");
    return sale;
  }
  Sale settled() {
    const Sale sale = reviewed();
    REQUIRE(sale.settle().document["settled"] == true);
    return sale;
  }
  // Gives the background something to upload, and so something to hang in.
  void sell_privately() {
    const Sale sale = with_line("self");
    REQUIRE(sale.review().document["verdict"] == "pass");
    REQUIRE(sale.settle().document["settled"] == true);
    sale.close();
  }

  void all_is_well() {
    network.listen();
    network.strike_all(std::nullopt);
    till.platform().order_faults({{"*", Json::array()}});
  }
};

struct Fault {
  std::string name;
  bool hangs;
  std::function<void(Stage&)> begin;
};

Fault of_platform(const std::string& name, Json fault) {
  fault["times"] = 1'000'000;
  return {fault["kind"].get<std::string>() + name,
          fault["kind"] == "delay" || fault["kind"] == "slow_drip", [fault](Stage& stage) {
            stage.till.platform().order_faults({{"*", fault}});
          }};
}

Fault of_network(const NetworkFault& fault) {
  return {test::name_of(fault), fault.blow == Blow::hold,
          [fault](Stage& stage) { stage.network.strike_all(fault); }};
}

std::vector<Fault> all_faults() {
  std::vector<Fault> all{{"none", false, [](Stage&) {}},
                         {"nobody listens", false, [](Stage& stage) { stage.network.refuse(); }}};
  for (const char* kind : {"drop_reply", "truncate", "garbage", "http_502", "huge"})
    for (const bool processed : {false, true})
      all.push_back(of_platform(processed ? ", done" : ", not done",
                                {{"kind", kind}, {"processed", processed}}));
  for (const char* kind : {"http_500", "http_503", "wrong_types", "duplicate_reply"})
    all.push_back(of_platform("", {{"kind", kind}}));
  all.push_back(of_platform("", {{"kind", "clock_skew"}, {"skew_ms", 86'400'000}}));
  all.push_back(of_platform("", {{"kind", "delay"}, {"delay_ms", 400}}));
  all.push_back(of_platform("", {{"kind", "slow_drip"}, {"delay_ms", 20}}));
  for (const NetworkFault& fault : test::all_network_faults())
    if (long_run() || fault.blow == Blow::hold || fault.region == Region::handshake)
      all.push_back(of_network(fault));
  return all;
}

// Takes a call and tells how late it came back, what the machine was late itself taken off.
std::int64_t late_ms(test::Metronome& metronome, const std::function<void()>& call,
                     std::int64_t within_ms = each_call_ms) {
  const SystemClock clock;
  metronome.reset();
  const std::int64_t begun = clock.monotonic_ms();
  call();
  return clock.monotonic_ms() - begun - within_ms - metronome.worst_ms();
}

// Prepares while all is well, calls under the fault, clears away.
struct Call {
  const char* name;
  std::function<Sale(Stage&)> prepare;
  std::function<std::int32_t(Stage&, const Sale&)> call;
};

void check(Stage& stage, test::Metronome& metronome, const Call& call, const Fault& fault) {
  INFO(call.name << " under " << fault.name);
  std::int64_t best = std::numeric_limits<std::int64_t>::max();
  for (int attempt = 0; attempt < attempts && best > tolerance_ms; ++attempt) {
    const Sale sale = call.prepare(stage);
    fault.begin(stage);
    stage.sell_privately();
    std::int32_t status = TILLGATE_E_INTERNAL;
    best = std::min(best, late_ms(metronome, [&] { status = call.call(stage, sale); }));
    CHECK(status != TILLGATE_E_INTERNAL);
    stage.all_is_well();
    if (sale.handle() != 0) sale.close();
  }
  CHECK(best <= tolerance_ms);
}

enum class With { all_faults, hanging_faults };

void check_all(const std::vector<Call>& calls, With faults) {
  Stage stage;
  test::Metronome metronome;
  for (const Call& call : calls)
    for (const Fault& fault : all_faults())
      if (faults == With::all_faults || fault.hangs || long_run())
        check(stage, metronome, call, fault);
  for (int round = 0; round < 100; ++round)
    if (const Answer done = stage.till.sync();
        done.document["waiting"] == 0 && done.document["unfinished"] == 0)
      break;
  CHECK(stage.till.status().document["unfinished"].empty());
  CHECK_FALSE(stage.till.verified_records().empty());
}

Sale nothing(Stage&) {
  return Sale(0);
}
Sale a_line(Stage& stage) {
  return stage.with_line("fund");
}
Sale reviewed(Stage& stage) {
  return stage.reviewed();
}
Sale settled(Stage& stage) {
  return stage.settled();
}

std::string today(Stage&) {
  return Json{{"first_day", test::china_time(0).substr(0, 10)},
              {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}}
      .dump();
}

}  // namespace

TEST_CASE("a call that is late is found out") {
  test::Metronome metronome;
  const SystemClock clock;
  const std::int64_t late = late_ms(metronome, [&] {
    const Deadline busy = Deadline::in(clock, each_call_ms + 400);
    while (!busy.passed()) {
    }
  });
  CHECK(late > tolerance_ms);
}

TEST_CASE("deadline: identify and settle, under every fault") {
  check_all(
      {{"identify", a_line,
        [](Stage&, const Sale& sale) { return sale.identify(test::zhao, each_call_ms).status; }},
       {"settle", reviewed,
        [](Stage&, const Sale& sale) { return sale.settle(each_call_ms).status; }}},
      With::all_faults);
}

TEST_CASE("deadline: refund and reconcile, under every fault") {
  check_all({{"refund", settled,
              [](Stage& stage, const Sale& sale) {
                return sale.refund("RF" + std::to_string(stage.sales), Json::object(), each_call_ms)
                    .status;
              }},
             {"reconcile", nothing,
              [](Stage& stage, const Sale&) {
                return test::ask(tillgate_reconcile, stage.till.gate(), today(stage).c_str(),
                                 each_call_ms)
                    .status;
              }}},
            With::all_faults);
}

TEST_CASE("deadline: sync, also while a lost settlement is being reversed, under every fault") {
  check_all({{"sync", nothing,
              [](Stage& stage, const Sale&) { return stage.till.sync(each_call_ms).status; }},
             {"sync after a lost reply",
              [](Stage& stage) {
                const Sale sale = stage.reviewed();
                stage.network.strike({Region::before_reply, Blow::reset});
                sale.settle();
                return sale;
              },
              [](Stage& stage, const Sale&) { return stage.till.sync(each_call_ms).status; }}},
            With::all_faults);
}

TEST_CASE("deadline: calls that talk to nobody, while the work in the background hangs") {
  const std::string products = test::read_file(std::filesystem::path(TILLGATE_SOURCE_DIR) /
                                               "sdk/register/shop/products.json");
  check_all(
      {{"abandon", reviewed,
        [](Stage&, const Sale& sale) { return sale.abandon("顾客不要了").status; }},
       {"review", a_line, [](Stage&, const Sale& sale) { return sale.review().status; }},
       {"show", a_line, [](Stage&, const Sale& sale) { return sale.show().status; }},
       {"close of a sale", a_line, [](Stage&, const Sale& sale) { return sale.close(); }},
       {"status", nothing, [](Stage& stage, const Sale&) { return stage.till.status().status; }},
       {"import of products", nothing,
        [products](Stage& stage, const Sale&) {
          return test::ask(tillgate_catalogue_import, stage.till.gate(), products.c_str(),
                           each_call_ms)
              .status;
        }},
       {"export", nothing,
        [](Stage& stage, const Sale&) {
          return test::ask(tillgate_export, stage.till.gate(), stage.till.path("export").c_str(),
                           each_call_ms)
              .status;
        }}},
      With::hanging_faults);
}

TEST_CASE("deadline: closing and opening the till while the work in the background hangs") {
  Stage stage;
  test::Metronome metronome;
  for (const Fault& fault : all_faults()) {
    INFO("under " << fault.name);
    std::int64_t best = std::numeric_limits<std::int64_t>::max();
    for (int attempt = 0; attempt < attempts && best > tolerance_ms; ++attempt) {
      const std::size_t before = stage.network.struck() + stage.network.requests();
      fault.begin(stage);
      stage.sell_privately();
      // Until the upload is under way; where nobody listens that cannot be seen.
      for (int look = 0; look < 100'000; ++look) {
        if (!fault.hangs || stage.network.struck() + stage.network.requests() > before) break;
        std::this_thread::yield();
      }
      std::int32_t closed = TILLGATE_E_INTERNAL;
      std::int32_t opened = TILLGATE_E_INTERNAL;
      const auto close = late_ms(metronome, [&] { closed = stage.till.close(each_call_ms); });
      // Opening loads keys and rules, and waits for nobody: this machine's time, not the network's.
      const auto open = late_ms(
          metronome, [&] { opened = stage.till.open(open_ms).status; }, open_ms);
      best = std::min(best, std::max(close, open));
      CHECK(closed == TILLGATE_OK);
      REQUIRE(opened == TILLGATE_OK);
      stage.all_is_well();
    }
    CHECK(best <= tolerance_ms);
  }
  CHECK_FALSE(stage.till.verified_records().empty());
}

TEST_CASE("deadline: export and close with a witness that fails") {
  Till till(test::Memory::lost);
  std::vector<std::string> vkeys;
  const auto keys = crypto::KeyFolder::load_public(till.path("keys/log.vkeys"));
  for (const auto& key : *keys) vkeys.push_back(crypto::vkey_text(key.name, key.key));
  const test::WitnessProcess witness(till.path("witness"), vkeys);
  test::FaultProxy network(witness.url(), till.path("witness"));
  test::Metronome metronome;
  for (const NetworkFault& fault : test::all_network_faults()) {
    INFO(test::name_of(fault));
    std::int64_t best = std::numeric_limits<std::int64_t>::max();
    for (int attempt = 0; attempt < attempts && best > tolerance_ms; ++attempt) {
      network.strike_all(fault);
      // Opened again, the till has forgotten that the witness failed, and the background asks it.
      till.reconfigure({{"witnesses",
                         {{"wanted", 1},
                          {"members", Json::array({{{"url", network.url()},
                                                    {"vkey", witness.vkey()},
                                                    {"ca", witness.ca_file().string()}}})}}}});
      std::int32_t exported = TILLGATE_E_INTERNAL;
      std::int32_t closed = TILLGATE_E_INTERNAL;
      const auto export_log = late_ms(metronome, [&] {
        exported =
            test::ask(tillgate_export, till.gate(), till.path("export").c_str(), each_call_ms)
                .status;
      });
      const auto close = late_ms(metronome, [&] { closed = till.close(each_call_ms); });
      best = std::min(best, std::max(export_log, close));
      CHECK(exported == TILLGATE_OK);
      CHECK(closed == TILLGATE_OK);
    }
    CHECK(best <= tolerance_ms);
  }
}
