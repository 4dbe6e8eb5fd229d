// A review of ten lines by the whole national pack, on a past of a thousand lines and of a million.
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>

#include "bench/samples.hpp"
#include "checkout/past.hpp"
#include "policies/engine/engine.hpp"
#include "policies/engine/scenario.hpp"
#include "store/database.hpp"
#include "support/folder.hpp"

using namespace tillgate;

namespace {

constexpr std::int64_t lines_of_sale = 10;
constexpr std::int64_t lines_of_person = 32;
constexpr std::int64_t days_of_past = 400;
constexpr UtcMs bench_now = 1'795'140'900'000;  // 2026-11-20 10:15:00 in China

template <class T>
T must_have(Result<T> result) {
  if (result) return std::move(result).value();
  std::cerr << "benchmark cannot go on: " << result.failure().where << " "
            << result.failure().detail << "\n";
  std::exit(1);
}

policies::Pack shipped_pack() {
  return must_have(policies::Pack::load(std::filesystem::path(TILLGATE_SOURCE_DIR) /
                                        "policies/packs/cn-national"));
}

// A shop's past of 400 days, which is as far as rules look back: four lines a receipt, eight
// receipts a person. A bigger past is one of more customers, not of customers who buy more.
class PastOf {
 public:
  explicit PastOf(std::int64_t lines) {
    database_ = must_have(store::Database::open(folder_ / "till.db"));
    // Written by one statement each: what is measured is reading.
    persons_ = lines / lines_of_person;
    const std::string count = std::to_string(lines), persons = std::to_string(persons_);
    auto transaction = must_have(store::Transaction::begin(*database_, store::Durability::relaxed));
    must_have(database_->execute(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " + count +
        ") INSERT INTO past_line (receipt, line, kind, at_ms, person, buyer, basket, pay, sku, "
        "generic, ephedrine, packs, days, amount_fen) SELECT printf('R%08d', i / 4), 1 + i % 4, "
        "'sale', " +
        std::to_string(bench_now - 60'000) + " - (" + count + " - i) / 4 * (" +
        std::to_string(days_of_past * 86'400'000 * 4) + " / " + count +
        "), printf('person-%06d', i / 4 % " + persons + "), printf('person-%06d', i / 4 % " +
        persons +
        "), 'IBU-A*1', CASE i % 3 WHEN 0 THEN 'self' ELSE 'fund' "
        "END, printf('D%03d', i % 120), NULL, 0, 1 + i % 2, 7, 1714 FROM n"));
    must_have(transaction.commit());
    past_ = std::make_unique<checkout::Past>(*database_, "P32010000001", "T1");
  }
  static PastOf& of(std::int64_t lines) {
    static std::map<std::int64_t, std::unique_ptr<PastOf>> all;
    auto& past = all[lines];
    if (!past) past = std::make_unique<PastOf>(lines);
    return *past;
  }
  checkout::Past& past() { return *past_; }
  std::int64_t persons() const noexcept { return persons_; }

 private:
  std::int64_t persons_ = 0;
  test::TemporaryFolder folder_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<checkout::Past> past_;
};

// The base sale of the pack, with its second line sold ten times over.
Json facts_of_ten_lines(const policies::Pack& pack) {
  Json facts = must_have(policies::scenario_cases(pack)).front().facts;
  const Json line = facts["line"][1], code = facts["code"][1];
  facts["line"].erase(1);
  facts["code"].erase(1);
  for (std::int64_t number = 2; number <= lines_of_sale; ++number) {
    Json another = line, its_code = code;
    another["line"] = its_code["line"] = number;
    another["sku"] = its_code["sku"] = "D" + std::to_string(100 + number);
    its_code["code"] = "8990001000000000" + std::to_string(1000 + number);
    facts["line"].push_back(std::move(another));
    facts["code"].push_back(std::move(its_code));
  }
  return facts;
}

checkout::SaleDocument sale_of_ten_lines(const Json& facts) {
  checkout::SaleDocument sale;
  sale.key = "S1";
  for (const Json& row : facts["line"]) {
    checkout::Line line;
    line.number = row["line"];
    line.product.sku = row["sku"];
    line.quantity_milli = 1000;
    line.codes.push_back({facts["code"][sale.lines.size()]["code"], line.product.sku});
    sale.lines.push_back(std::move(line));
  }
  return sale;
}

void review_on_past(benchmark::State& state, std::int64_t past_lines) {
  PastOf& shop = PastOf::of(past_lines);
  policies::Pack pack = shipped_pack();
  const Json base = facts_of_ten_lines(pack);
  const checkout::SaleDocument sale = sale_of_ten_lines(base);
  const auto engine = must_have(policies::Engine::create(std::move(pack), Json::object()));
  bench::Samples samples(state);
  std::int64_t person = 0;
  for (auto _ : state) {
    const std::string key =
        "person-" + std::to_string(1'000'000 + ++person * 7 % shop.persons()).substr(1);
    samples.time([&] {
      Json facts = base;
      must_have(shop.past().add_slices(facts, sale, {key, key, {}}, bench_now));
      benchmark::DoNotOptimize(must_have(engine->review(facts)));
    });
  }
}

void review_1k(benchmark::State& state) {
  review_on_past(state, 1'000);
}
void review_1m(benchmark::State& state) {
  review_on_past(state, 1'000'000);
}

BENCHMARK(review_1k)->Name("policies/review/ten_lines/past_1000");
BENCHMARK(review_1m)->Name("policies/review/ten_lines/past_1000000");
const bench::Compared review_does_not_grow{"policies/review/ten_lines/past_1000000",
                                           "policies/review/ten_lines/past_1000"};

}  // namespace
