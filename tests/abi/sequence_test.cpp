// Random sequences of boundary calls beside a model of the table of states: every call answers as
// the model says it must, and the sale stands where the model has it.
//
// TILLGATE_SEED replays a run, TILLGATE_CALLS makes it longer.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "abi/till.hpp"

using namespace tillgate;
using test::Answer;
using test::Till;

namespace {

// What the model knows of one sale.
struct ModelSale {
  std::string key;
  tillgate_sale handle = 0;  // 0: nobody has it open
  std::string state = "open";
  bool may_settle = false;
  std::set<std::string> packs;  // as the till shows them
  Json outcome;                 // of settle, once it is settled
  Json refund;                  // the answer, once it is refunded

  bool open() const { return state == "open" || state == "reviewed"; }
  void changed() {
    state = "open";
    may_settle = false;
  }
};

class Model {
 public:
  explicit Model(std::uint64_t seed) : random_(seed) {}

  void step() {
    if (open_handles() == 0 || one_in(12)) return begin();
    if (one_in(60)) return open_again();
    ModelSale& sale = any_open();
    const auto& [name, call] = calls_[random_() % calls_.size()];
    INFO(name << " of " << sale.key << ", which is " << sale.state);
    (this->*call)(sale);
    if (sale.handle != 0) check_shown(sale);
  }

  Till till{test::Memory::lost};

  std::size_t settled() const { return count("settled") + count("refunded"); }
  std::size_t count(const std::string& state) const {
    std::size_t found = 0;
    for (const auto& [key, sale] : sales_) found += static_cast<std::size_t>(sale.state == state);
    return found;
  }

 private:
  bool one_in(unsigned times) { return random_() % times == 0; }

  std::size_t open_handles() const {
    std::size_t open = 0;
    for (const auto& [key, sale] : sales_) open += static_cast<std::size_t>(sale.handle != 0);
    return open;
  }
  ModelSale& any_open() {
    std::vector<ModelSale*> open;
    for (auto& [key, sale] : sales_)
      if (sale.handle != 0) open.push_back(&sale);
    return *open[random_() % open.size()];
  }
  static test::Sale of(const ModelSale& sale) { return test::Sale(sale.handle); }

  // The status that a call which wants an open sale must have.
  static void check_status(const ModelSale& sale, const Answer& answer) {
    INFO(answer.document.dump());
    CHECK(answer.status == (sale.open() ? TILLGATE_OK : TILLGATE_E_STATE));
  }

  void check_shown(ModelSale& sale) {
    const Answer shown = of(sale).show();
    REQUIRE(shown.status == TILLGATE_OK);
    CHECK(shown.document["state"] == sale.state);
    sale.packs.clear();
    for (const Json& line : shown.document["lines"])
      for (const Json& code : line["codes"])
        sale.packs.insert(code.is_object() ? code["code"].get<std::string>()
                                           : code.get<std::string>());
  }

  // A new sale, or an earlier one by its key.
  void begin() {
    const bool again = !sales_.empty() && one_in(3);
    const std::string key =
        again ? std::next(sales_.begin(), static_cast<std::ptrdiff_t>(random_() % sales_.size()))
                    ->first
              : "S" + std::to_string(sales_.size() + 1);
    INFO("begin " << key);
    ModelSale& sale = sales_[key];
    const Json document = {{"key", key}, {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}};
    tillgate_sale handle = 0;
    const std::int32_t status =
        tillgate_sale_begin(till.gate(), document.dump().c_str(), 5'000, &handle, nullptr, nullptr);
    if (sale.handle != 0) {
      CHECK(status == TILLGATE_E_CONFLICT);
      return;
    }
    if (open_handles() >= 60) {
      CHECK((status == TILLGATE_OK || status == TILLGATE_E_LIMIT));
    } else {
      REQUIRE(status == TILLGATE_OK);
    }
    if (status != TILLGATE_OK) {
      if (!again) sales_.erase(key);
      return;
    }
    sale.key = key;
    sale.handle = handle;
    check_shown(sale);
  }

  void open_again() {
    INFO("close and open the till");
    REQUIRE(till.close() == TILLGATE_OK);
    for (auto& [key, sale] : sales_) {
      if (sale.handle != 0) give_up(sale);
      sale.handle = 0;
    }
    REQUIRE(till.open().status == TILLGATE_OK);
  }

  void give_up(ModelSale& sale) {
    sale.may_settle = false;
    if (!sale.open()) return;
    sale.state = sale.state == "reviewed" && blocked_.contains(sale.key) ? "refused" : "abandoned";
  }

  void identify(ModelSale& sale) {
    const Answer answer = of(sale).identify(one_in(4) ? test::zhou_paused : test::zhao);
    check_status(sale, answer);
    if (sale.open()) sale.changed();
  }

  void set_line(ModelSale& sale) {
    static const char* const skus[] = {"D018", "D018", "D018", "D001", "F003", "nobody knows it"};
    const Answer answer =
        of(sale).line(1 + static_cast<int>(random_() % 3), skus[random_() % std::size(skus)],
                      1 + static_cast<int>(random_() % 2), one_in(2) ? "fund" : "self");
    check_status(sale, answer);
    if (sale.open()) sale.changed();
  }

  void remove_line(ModelSale& sale) {
    const Answer shown = of(sale).show();
    const auto line = static_cast<std::int32_t>(1 + random_() % 3);
    bool there = false;
    for (const Json& one : shown.document["lines"]) there = there || one["line"] == line;
    const Answer answer = test::ask(tillgate_sale_remove_line, sale.handle, line, 5'000);
    if (sale.open() && !there) {
      CHECK(answer.status == TILLGATE_E_ARGUMENT);
      return;
    }
    check_status(sale, answer);
    if (sale.open()) sale.changed();
  }

  // Mostly a pack of its own; sometimes one that another sale may have.
  void scan(ModelSale& sale) {
    const std::uint64_t serial = one_in(4) ? random_() % 20 : 1000 + ++serials_;
    const std::string code = "8990018000000" + std::to_string(1'000'000 + serial);
    const Answer answer = of(sale).scan(one_in(8) ? "6901234567892" : code);
    check_status(sale, answer);
    bool taken = false;
    if (answer.status == TILLGATE_OK && answer.document["read"] == true)
      for (const Json& one : answer.document["codes"]) taken = taken || !one["line"].is_null();
    if (sale.open() && taken) sale.changed();
  }

  void review(ModelSale& sale) {
    const Answer answer = of(sale).review();
    check_status(sale, answer);
    if (!sale.open()) return;
    sale.state = "reviewed";
    const std::string verdict = answer.document["verdict"];
    sale.may_settle = verdict == "pass" || verdict == "warn";
    if (verdict == "block") {
      blocked_.insert(sale.key);
    } else {
      blocked_.erase(sale.key);
    }
  }

  bool a_pack_is_gone(const ModelSale& sale) const {
    for (const auto& [key, other] : sales_)
      if (key != sale.key && other.state == "settled")
        for (const std::string& pack : sale.packs)
          if (other.packs.contains(pack)) return true;
    return false;
  }

  void settle(ModelSale& sale) {
    const Answer answer = of(sale).settle();
    INFO(answer.document.dump());
    if (!sale.outcome.is_null()) {
      CHECK(answer.status == TILLGATE_OK);
      CHECK(answer.document == sale.outcome);
    } else if (!sale.may_settle) {
      CHECK(answer.status == TILLGATE_E_STATE);
    } else if (a_pack_is_gone(sale)) {
      CHECK(answer.status == TILLGATE_E_CONFLICT);
      sale.changed();
    } else {
      REQUIRE(answer.status == TILLGATE_OK);
      if (answer.document["settled"] == true) {
        sale.state = "settled";
        sale.may_settle = false;
        sale.outcome = answer.document;
      } else {
        sale.changed();
      }
    }
  }

  void refund(ModelSale& sale) {
    const Answer answer = of(sale).refund("RF-" + sale.key);
    INFO(answer.document.dump());
    if (sale.outcome.is_null()) {
      CHECK(answer.status == TILLGATE_E_STATE);
    } else if (!sale.refund.is_null()) {
      CHECK(answer.document == sale.refund);
    } else {
      REQUIRE(answer.status == TILLGATE_OK);
      REQUIRE(answer.document["refunded"] == true);
      sale.state = "refunded";
      sale.refund = answer.document;
    }
  }

  void abandon(ModelSale& sale) {
    if (!one_in(4)) return;
    const Answer answer = of(sale).abandon("顾客不要了");
    const bool ended = sale.state == "abandoned" || sale.state == "refused";
    CHECK(answer.status == (sale.open() || ended ? TILLGATE_OK : TILLGATE_E_STATE));
    give_up(sale);
  }

  void close(ModelSale& sale) {
    if (!one_in(2)) return;
    CHECK(of(sale).close() == TILLGATE_OK);
    CHECK(of(sale).show().status == TILLGATE_E_HANDLE);
    give_up(sale);
    sale.handle = 0;
  }

  using Step = void (Model::*)(ModelSale&);
  const std::vector<std::pair<const char*, Step>> calls_{{"identify", &Model::identify},
                                                         {"set_line", &Model::set_line},
                                                         {"remove_line", &Model::remove_line},
                                                         {"scan", &Model::scan},
                                                         {"scan", &Model::scan},
                                                         {"review", &Model::review},
                                                         {"review", &Model::review},
                                                         {"settle", &Model::settle},
                                                         {"settle", &Model::settle},
                                                         {"refund", &Model::refund},
                                                         {"abandon", &Model::abandon},
                                                         {"close", &Model::close}};
  std::mt19937_64 random_;
  std::map<std::string, ModelSale> sales_;
  std::set<std::string> blocked_;
  std::uint64_t serials_ = 0;
};

}  // namespace

TEST_CASE("whatever the order of the calls, each answers as the table of states says") {
  const auto number = [](const char* name, std::uint64_t otherwise) {
    const char* const text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
  };
  const std::uint64_t seed = number("TILLGATE_SEED", 20'261'125);
  const std::uint64_t calls = number("TILLGATE_CALLS", 1'500);
  Model model(seed);
  for (std::uint64_t call = 1; call <= calls; ++call) {
    INFO("call " << call << ", replay with TILLGATE_SEED=" << seed << " TILLGATE_CALLS=" << calls);
    model.step();
  }
  // The run has been everywhere.
  CHECK(model.count("settled") > 0);
  CHECK(model.count("refunded") > 0);
  CHECK(model.count("abandoned") > 0);
  CHECK(model.count("refused") > 0);
  const auto records = model.till.verified_records();
  std::size_t sealed = 0;
  for (const Json& record : records)
    sealed += static_cast<std::size_t>(record["kind"] == "sale_settled");
  CHECK(sealed == model.settled());
}
