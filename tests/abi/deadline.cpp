#include "abi/deadline.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <limits>

#include "support/data.hpp"

namespace tillgate::test {

namespace {

bool long_run() {
  return std::getenv("TILLGATE_LONG") != nullptr;
}

Fault of_platform(const std::string& name, Json fault) {
  fault["times"] = 1'000'000;
  return {fault["kind"].get<std::string>() + name,
          fault["kind"] == "delay" || fault["kind"] == "slow_drip", [fault](Stage& stage) {
            stage.till.platform().order_faults({{"*", fault}});
          }};
}

Fault of_network(const NetworkFault& fault) {
  return {name_of(fault), fault.blow == Blow::hold,
          [fault](Stage& stage) { stage.network.strike_all(fault); }};
}

}  // namespace

Stage::Stage(Json changes) {
  changes["platform"]["url"] = network.url();
  till.reconfigure(changes);
}

Sale Stage::begin() {
  kept = "S" + std::to_string(++sales);
  return till.begin(kept);
}

Sale Stage::with_line(const std::string& pay) {
  const Sale sale = begin();
  REQUIRE(sale.line(1, "D018", 1, pay).status == TILLGATE_OK);
  REQUIRE(sale.scan("8990018000000" + std::to_string(1'000'000 + sales)).status == TILLGATE_OK);
  return sale;
}

Sale Stage::reviewed() {
  const Sale sale = with_line("fund");
  REQUIRE(sale.identify(zhao).document["identified"] == true);
  REQUIRE(sale.review().document["verdict"] == "pass");
  return sale;
}

Sale Stage::settled() {
  const Sale sale = reviewed();
  REQUIRE(sale.settle().document["settled"] == true);
  return sale;
}

Sale Stage::authorised() {
  const Sale sale = reviewed();
  const Answer answer = sale.authorise();
  REQUIRE(answer.document["authorised"] == true);
  granted = answer.document;
  return sale;
}

std::string Stage::sell_privately() {
  const Sale sale = with_line("self");
  REQUIRE(sale.review().document["verdict"] == "pass");
  REQUIRE(sale.settle().document["settled"] == true);
  sale.close();
  return kept;
}

void Stage::sell_what_is_refused() {
  const Json before = till.status().document["uploads"]["rejected"];
  REQUIRE(till.import_with_code("D045", "XNOSUCHCODE").status == TILLGATE_OK);
  const Sale sale = begin();
  REQUIRE(sale.line(1, "D045", 1, "self").status == TILLGATE_OK);
  REQUIRE(sale.scan("8990045000000" + std::to_string(1'000'000 + sales)).status == TILLGATE_OK);
  sale.review_with_reasons();
  REQUIRE(sale.settle().document["settled"] == true);
  sale.close();
  REQUIRE(till.sync().status == TILLGATE_OK);
  REQUIRE(till.status().document["uploads"]["rejected"] > before);
}

void Stage::all_is_well() {
  network.listen();
  network.strike_all(std::nullopt);
  till.platform().order_faults({{"*", Json::array()}});
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
  for (const NetworkFault& fault : all_network_faults())
    if (long_run() || fault.blow == Blow::hold || fault.region == Region::handshake)
      all.push_back(of_network(fault));
  return all;
}

std::int64_t late_ms(Metronome& metronome, const std::function<void()>& call,
                     std::int64_t within_ms) {
  const SystemClock clock;
  metronome.reset();
  const std::int64_t begun = clock.monotonic_ms();
  call();
  return clock.monotonic_ms() - begun - within_ms - metronome.worst_ms();
}

namespace {

void check(Stage& stage, Metronome& metronome, const Call& call, const Fault& fault) {
  INFO(call.name << " under " << fault.name);
  std::int64_t best = std::numeric_limits<std::int64_t>::max();
  for (int attempt = 0; attempt < attempts && best > tolerance_ms; ++attempt) {
    const Sale sale = call.prepare(stage);
    fault.begin(stage);
    stage.sell_privately();
    std::int32_t status = TILLGATE_E_INTERNAL;
    best = std::min(best, late_ms(metronome, [&] { status = call.call(stage, sale); }));
    CHECK(status != TILLGATE_E_INTERNAL);
    CHECK(status != TILLGATE_E_DOCUMENT);  // it got as far as its work
    stage.all_is_well();
    call.after(stage, sale);
    if (sale.handle() != 0) sale.close();
  }
  CHECK(best <= tolerance_ms);
}

}  // namespace

void check_all(Stage& stage, const std::vector<Call>& calls, With faults) {
  Metronome metronome;
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

}  // namespace tillgate::test
