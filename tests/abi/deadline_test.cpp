// Every call of the boundary under every fault of network, platform and witness: it returns within
// its deadline and 50 ms.
//
// TILLGATE_LONG=1 tries every blow of the network in every region with every call; without it the
// calls that talk to nobody meet the faults that hang only.
#include "abi/deadline.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <set>
#include <thread>

#include "abi/rule_packs.hpp"
#include "crypto/key_folder.hpp"
#include "support/data.hpp"
#include "support/witness.hpp"

using namespace tillgate;
using test::all_faults;
using test::Answer;
using test::Blow;
using test::Call;
using test::check_all;
using test::each_call_ms;
using test::Fault;
using test::late_ms;
using test::NetworkFault;
using test::Region;
using test::Sale;
using test::Stage;
using test::Till;
using test::With;

namespace {

constexpr int open_ms = 2'000;

const Json clerk = {{"id", "C001"}, {"name", "收银员甲"}};
const Json stock_keeper = {{"id", "C001"}};

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
Sale authorised(Stage& stage) {
  return stage.authorised();
}
Sale a_past_sale(Stage& stage) {
  stage.past = stage.sell_privately();
  return Sale(0);
}

using Prepare = Sale (*)(Stage&);
using Document = std::function<Json(Stage&)>;
using WithDocument = tillgate_status_code (*)(std::int32_t, const char*, int32_t, char*, int32_t*);
using Plain = tillgate_status_code (*)(std::int32_t, int32_t, char*, int32_t*);

Call of_gate(const char* name, WithDocument function, Document document,
             Prepare prepare = nothing) {
  return {name, name, prepare, [=](Stage& stage, const Sale&) {
            return test::ask(function, stage.till.gate(), document(stage).dump().c_str(),
                             each_call_ms)
                .status;
          }};
}
Call of_gate(const char* name, Plain function) {
  return {name, name, nothing, [=](Stage& stage, const Sale&) {
            return test::ask(function, stage.till.gate(), each_call_ms).status;
          }};
}
Call of_sale(const char* name, WithDocument function, Document document, Prepare prepare = a_line) {
  return {name, name, prepare, [=](Stage& stage, const Sale& sale) {
            return test::ask(function, sale.handle(), document(stage).dump().c_str(), each_call_ms)
                .status;
          }};
}
Call of_sale(const char* name, Plain function, Prepare prepare = a_line) {
  return {name, name, prepare, [=](Stage&, const Sale& sale) {
            return test::ask(function, sale.handle(), each_call_ms).status;
          }};
}

Json refund_request(Stage& stage) {
  return {
      {"receipt", "RF" + std::to_string(stage.sales)}, {"operator", clerk}, {"reason", "买重了"}};
}
Json today(Stage&) {
  return {{"first_day", test::china_time(0).substr(0, 10)}, {"operator", clerk}};
}

std::vector<Call> calls_that_pay() {
  return {{"sale_identify", "identify", a_line,
           [](Stage&, const Sale& sale) { return sale.identify(test::zhao, each_call_ms).status; }},
          of_sale("sale_quote", tillgate_sale_quote, reviewed),
          of_sale("sale_settle", tillgate_sale_settle, reviewed)};
}

std::vector<Call> calls_afterwards() {
  return {of_sale("sale_refund", tillgate_sale_refund, refund_request, settled),
          of_gate("reconcile", tillgate_reconcile, today)};
}

std::vector<Call> calls_that_drain() {
  Call lost = of_gate("sync", tillgate_sync);
  lost.name = "sync after a lost reply";
  lost.prepare = [](Stage& stage) {
    const Sale sale = stage.reviewed();
    stage.network.strike({Region::before_reply, Blow::reset});
    sale.settle();
    return sale;
  };
  return {of_gate("sync", tillgate_sync), lost};
}

// The register's own settlement waits for nobody; what it leaves behind is told to be failed.
std::vector<Call> calls_of_a_host() {
  Call authorise = of_sale("sale_authorise", tillgate_sale_authorise, reviewed);
  authorise.after = [](Stage&, const Sale& sale) {
    const Json granted = sale.authorise().document;
    CHECK(sale.outcome({{"authorisation", granted["authorisation"]},
                        {"basket", granted["basket"]},
                        {"outcome", "failed"}})
              .status == TILLGATE_OK);
  };
  Call outcome = of_sale(
      "sale_outcome", tillgate_sale_outcome,
      [](Stage& stage) -> Json {
        return {{"authorisation", stage.granted["authorisation"]},
                {"basket", stage.granted["basket"]},
                {"outcome", "settled"},
                {"settlement_id", "SETL" + std::to_string(stage.sales)},
                {"visit_id", "V1"},
                {"settled_at", test::china_time(0)},
                {"amounts",
                 {{"total_fen", 1714}, {"fund_fen", 857}, {"account_fen", 857}, {"cash_fen", 0}}}};
      },
      authorised);
  outcome.after = [](Stage&, const Sale& sale) { CHECK(sale.state() == "settled"); };
  return {authorise, outcome};
}

std::vector<Call> calls_of_the_house() {
  const Json products = Json::parse(test::read_file(std::filesystem::path(TILLGATE_SOURCE_DIR) /
                                                    "sdk/register/shop/products.json"));
  return {
      of_gate("status", tillgate_status),
      of_gate("catalogue_import", tillgate_catalogue_import,
              [products](Stage&) { return products; }),
      of_gate("stock_receive", tillgate_stock_receive,
              [](Stage& stage) -> Json {
                return {{"delivery", "GR-" + std::to_string(stage.sales)},
                        {"operator", stock_keeper},
                        {"packs",
                         {{{"code", "8990018000001" + std::to_string(1'000'000 + stage.sales)},
                           {"sku", "D018"},
                           {"lot", "260301"}}}}};
              }),
      of_gate(
          "uploads_requeue", tillgate_uploads_requeue,
          [](Stage&) -> Json {
            return {{"all", true}, {"operator", stock_keeper}, {"reason", "改好了商品档案"}};
          },
          [](Stage& stage) {
            stage.sell_what_is_refused();
            return Sale(0);
          }),
      of_gate(
          "person_erase", tillgate_person_erase,
          [](Stage& stage) -> Json {
            return {{"sale", stage.past}, {"operator", stock_keeper}};
          },
          a_past_sale),
      of_gate("scanner_check", tillgate_scanner_check,
              [](Stage&) -> Json {
                return {{"received", {"abcABC123", "", "abcABC123"}}};
              }),
      {"receipt", "receipt", a_past_sale,
       [](Stage& stage, const Sale&) {
         return test::ask(tillgate_receipt, stage.till.gate(), stage.past.c_str(), each_call_ms)
             .status;
       }},
      {"export", "export", nothing,
       [](Stage& stage, const Sale&) {
         return test::ask(tillgate_export, stage.till.gate(), stage.till.path("export").c_str(),
                          each_call_ms)
             .status;
       }},
      {"call", "the universal call", nothing, [](Stage& stage, const Sale&) {
         return test::ask(tillgate_call, stage.till.gate(), "status", "{}", each_call_ms).status;
       }}};
}

Call scanning(const char* name,
              tillgate_status_code (*function)(tillgate_sale, const std::uint8_t*, int32_t, int32_t,
                                               int32_t, int32_t, char*, int32_t*)) {
  static const std::vector<std::uint8_t> counter(320 * 240, 128);
  return {name, name, a_line, [=](Stage&, const Sale& sale) {
            return test::ask(function, sale.handle(), counter.data(), 320, 240, 320, each_call_ms)
                .status;
          }};
}

std::vector<Call> calls_at_the_counter() {
  return {
      {"sale_begin", "sale_begin", nothing,
       [](Stage& stage, const Sale&) {
         const Json document = {{"key", "B" + std::to_string(++stage.sales)}, {"operator", clerk}};
         return tillgate_sale_begin(stage.till.gate(), document.dump().c_str(), each_call_ms,
                                    &stage.begun, nullptr, nullptr);
       },
       [](Stage& stage, const Sale&) { Sale(stage.begun).close(); }},
      of_sale("sale_set_line", tillgate_sale_set_line,
              [](Stage&) -> Json {
                return {{"line", 2},
                        {"sku", "D018"},
                        {"quantity_milli", 1000},
                        {"price_fen", 1714},
                        {"pay", "fund"}};
              }),
      {"sale_remove_line", "sale_remove_line", a_line,
       [](Stage&, const Sale& sale) {
         return test::ask(tillgate_sale_remove_line, sale.handle(), 1, each_call_ms).status;
       }},
      of_sale(
          "sale_move_line", tillgate_sale_move_line,
          [](Stage&) -> Json {
            return {{"all", true},
                    {"why", "offline"},
                    {"customer_agreed", true},
                    {"by", {{"id", "C001"}}}};
          },
          reviewed),
      {"sale_scan", "sale_scan", a_line,
       [](Stage& stage, const Sale& sale) {
         const std::string code = "8990018000002" + std::to_string(1'000'000 + stage.sales);
         return test::ask(tillgate_sale_scan, sale.handle(), code.data(),
                          static_cast<std::int32_t>(code.size()), each_call_ms)
             .status;
       }},
      scanning("sale_scan_image", tillgate_sale_scan_image),
      scanning("sale_scan_frame", tillgate_sale_scan_frame),
      of_sale(
          "sale_learn", tillgate_sale_learn,
          [](Stage& stage) -> Json {
            return {{"line", 1},
                    {"code", stage.unknown},
                    {"pharmacist", "PH1"},
                    {"reason", "药盒和入库单一致"}};
          },
          [](Stage& stage) {
            const Sale sale = stage.begin();
            REQUIRE(sale.line(1, "D018").status == TILLGATE_OK);
            // Of a drug the till has not learned yet.
            stage.unknown = std::to_string(8'992'000 + stage.sales % 1000) + "0000000000001";
            REQUIRE(sale.scan(stage.unknown).status == TILLGATE_OK);
            return sale;
          }),
      of_sale("sale_prescription", tillgate_sale_prescription,
              [](Stage& stage) {
                return test::prescription_for(test::zhao, "RX" + std::to_string(stage.sales),
                                              test::amlodipine, 1);
              }),
      of_sale(
          "sale_override", tillgate_sale_override,
          [](Stage&) -> Json {
            return {{"rule", "TR-05"},
                    {"reason", "顾客外出旅行备用"},
                    {"by", {{"id", "C001"}, {"role", "cashier"}}}};
          },
          reviewed),
      of_sale("sale_review", tillgate_sale_review),
      of_sale("sale_show", tillgate_sale_show),
      of_sale(
          "sale_abandon", tillgate_sale_abandon,
          [](Stage&) -> Json {
            return {{"reason", "顾客不要了"}};
          },
          reviewed),
      {"sale_close", "sale_close", a_line,
       [](Stage&, const Sale& sale) { return tillgate_sale_close(sale.handle(), each_call_ms); }}};
}

// A pack is proved by its scenarios, as many as the deadline has room for.
std::vector<Call> calls_of_the_rules() {
  static const test::PackOffice office("rules.example/office");
  static const std::string next = office.publish(test::national_version(2), "2.pack");
  const auto trusting = [](Stage& stage) {
    if (!std::exchange(stage.trusts, true)) test::trust(stage.till, office);
    return Sale(0);
  };
  return {of_gate(
              "policy_install", tillgate_policy_install,
              [](Stage&) -> Json {
                return {{"file", next}, {"operator", {{"id", "M001"}}}};
              },
              trusting),
          of_gate(
              "policy_rollback", tillgate_policy_rollback,
              [](Stage&) -> Json {
                return {{"pack", "cn-national"},
                        {"version", 1},
                        {"reason", "新规则误拦"},
                        {"operator", {{"id", "M001"}}}};
              },
              [](Stage& stage) {
                if (!std::exchange(stage.trusts, true)) test::trust(stage.till, office);
                REQUIRE(test::install(stage.till, next).status == TILLGATE_OK);
                return Sale(0);
              })};
}

void check_all(const std::vector<Call>& calls, With faults, const Json& changes = Json::object()) {
  Stage stage(changes);
  test::check_all(stage, calls, faults);
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
  CHECK(late > test::tolerance_ms);
}

TEST_CASE("deadline: no call that takes one is left out") {
  std::set<std::string> tried{"open", "close"};  // in cases of their own
  for (const auto& calls :
       {calls_that_pay(), calls_afterwards(), calls_that_drain(), calls_of_a_host(),
        calls_of_the_house(), calls_at_the_counter(), calls_of_the_rules()})
    for (const Call& call : calls) tried.insert(call.function);
  std::set<std::string> promised;
  const Json list =
      Json::parse(test::read_file(std::filesystem::path(TILLGATE_SOURCE_DIR) / "sdk/calls.json"));
  for (const Json& call : list["calls"])
    for (const Json& argument : call["arguments"])
      if (argument["kind"] == "deadline") promised.insert(call["name"]);
  CHECK(tried == promised);
}

TEST_CASE("deadline: identify, quote and settle, under every fault") {
  check_all(calls_that_pay(), With::all_faults);
}

TEST_CASE("deadline: refund and reconcile, under every fault") {
  check_all(calls_afterwards(), With::all_faults);
}

TEST_CASE("deadline: sync, also while a lost settlement is being reversed, under every fault") {
  check_all(calls_that_drain(), With::all_faults);
}

TEST_CASE("deadline: authorise and outcome, while the work in the background hangs") {
  check_all(calls_of_a_host(), With::hanging_faults, {{"settlement", "host"}});
}

TEST_CASE("deadline: what a sale is made of, while the work in the background hangs") {
  check_all(calls_at_the_counter(), With::hanging_faults);
}

TEST_CASE("deadline: the till's own upkeep, while the work in the background hangs") {
  check_all(calls_of_the_house(), With::hanging_faults);
}

TEST_CASE("deadline: rules are changed while the work in the background hangs") {
  check_all(calls_of_the_rules(), With::hanging_faults);
}

TEST_CASE("deadline: closing and opening the till while the work in the background hangs") {
  Stage stage;
  test::Metronome metronome;
  for (const Fault& fault : all_faults()) {
    INFO("under " << fault.name);
    std::int64_t best = std::numeric_limits<std::int64_t>::max();
    for (int attempt = 0; attempt < test::attempts && best > test::tolerance_ms; ++attempt) {
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
    CHECK(best <= test::tolerance_ms);
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
    for (int attempt = 0; attempt < test::attempts && best > test::tolerance_ms; ++attempt) {
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
    CHECK(best <= test::tolerance_ms);
  }
}
