// Two weeks offline: how fast the queued uploads go out, and what a sale pays for it meanwhile.
//   tillgate-bench-drain [uploads]
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/text.hpp"
#include "checkout/gate.hpp"
#include "checkout/sale.hpp"
#include "checkout/till.hpp"
#include "crypto/key_folder.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"
#include "support/simulator.hpp"

using namespace tillgate;

namespace {

const SystemClock wall;

std::filesystem::path source(const std::string& name) {
  return std::filesystem::path(TILLGATE_SOURCE_DIR) / name;
}

template <class T>
T must(Result<T> result) {
  if (result) return std::move(result).value();
  std::fprintf(stderr, "%s %s\n", result.failure().detail.c_str(), result.failure().where.c_str());
  std::exit(1);
}

checkout::Configuration configuration(const std::filesystem::path& folder, const std::string& url) {
  must(crypto::KeyFolder::create(folder / "keys", "bench.example/P99999900001/T1/1"));
  std::filesystem::copy(source("policies/packs/cn-national"), folder / "rules",
                        std::filesystem::copy_options::recursive);
  std::ofstream(folder / "secret") << "sample-secret-never-used-for-real\n";
  Json config = Json::parse(test::read_file(source("sdk/register/shop/config.json")));
  config["platform"]["url"] = url;
  config["decoder"] = "tillgate-decoder";
  config.erase("publish");
  return checkout::configuration_of(config, folder);
}

platform::SaleUpload upload(int number) {
  platform::SaleUpload sale;
  sale.item_code = "XC08CAA187A001010304658";
  sale.shop_code = "D089";
  sale.product_name = "苯磺酸氨氯地平片";
  sale.batch_number = "B0001";
  sale.lot = "20260101";
  sale.made = "2026-01-01";
  sale.expires = "2028-12-31";
  sale.pharmacist_name = "药师甲";
  sale.pharmacist_licence = "ZY0001";
  sale.price_fen = 1380;
  sale.quantity_milli = 1000;
  sale.codes = {"8990089" + std::to_string(1'000'000'000'000 + number)};
  sale.receipt = "Q" + std::to_string(number / 2);
  sale.sold_at = wall.now();
  sale.sold_by = "收银员甲";
  return sale;
}

void queue_uploads(const checkout::Configuration& config, int count) {
  auto till = must(checkout::assemble(config, std::make_unique<SystemClock>()));
  auto transaction = must(store::Transaction::begin(*till->database));
  for (int number = 0; number < count; ++number) {
    const std::string sale = "Q" + std::to_string(number / 2);
    must(till->uploads->add({sale + "/" + std::to_string(number % 2 + 1), sale, "3505", "C001",
                             "收银员甲", must(till->platform->sale_upload_input(upload(number)))}));
  }
  must(transaction.commit());
}

// A whole private sale, in milliseconds.
double sell(checkout::Gate& gate, int number) {
  const auto begun = std::chrono::steady_clock::now();
  auto sale = must(gate.begin({{"key", "P" + std::to_string(number)},
                               {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}}));
  const std::string code = "8990018" + std::to_string(2'000'000'000'000 + number);
  must(sale->set_line(
      {{"line", 1},
       {"sku", "D018"},
       {"quantity_milli", 1000},
       {"price_fen", 1714},
       {"pay", "self"},
       {"batch",
        {{"number", "R1"}, {"lot", "1"}, {"made", "2026-01-01"}, {"expires", "2028-12-31"}}}}));
  must(sale->scan(as_bytes(code)));
  must(sale->review());
  must(sale->settle(Deadline::in(wall, 5'000)));
  must(sale->close());
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun)
      .count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 10'000;
  const test::TemporaryFolder folder;
  // Without a state file: what is measured is the till.
  test::SimulatorProcess simulator(folder / "tls", test::sample_world(), "", test::Memory::lost);
  const auto config = configuration(folder.path(), simulator.url());
  queue_uploads(config, count);
  auto gate = must(
      checkout::Gate::open(config, std::make_unique<SystemClock>(), checkout::Background::off));
  must(gate->import_products(
      Json::parse(test::read_file(source("sdk/register/shop/products.json")))));

  int number = 0;
  std::vector<double> quiet;
  for (int i = 0; i < 60; ++i) quiet.push_back(sell(*gate, ++number));

  std::vector<double> busy;
  std::atomic<bool> draining{true};
  const auto begun = std::chrono::steady_clock::now();
  double seconds = 0;
  std::int64_t sent = 0;
  std::thread drain([&] {
    while (draining) {
      const Json done = must(gate->sync(Deadline::in(wall, 600'000)));
      sent += done["sent"].get<std::int64_t>();
      if (done["waiting"] == 0) break;
    }
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    draining = false;
  });
  while (draining) {
    busy.push_back(sell(*gate, ++number));
    // A busy counter, not a stress test: some ten sales a second.
    std::this_thread::sleep_for(std::chrono::milliseconds(80));
  }
  drain.join();
  std::printf("%lld uploads in %.1f s: %.0f per second\n", static_cast<long long>(sent), seconds,
              static_cast<double>(sent) / seconds);
  // A sale looks back at the day: what it costs without a drain is measured before and after.
  for (int i = 0; i < 60; ++i) quiet.push_back(sell(*gate, ++number));
  std::printf("a sale: median %.2f ms else, %.2f ms while draining (%zu sales), ratio %.2f\n",
              median(quiet), median(busy), busy.size(), median(busy) / median(quiet));
  return 0;
}
