// Two weeks offline: how fast the queued uploads go out, and what a sale pays for it meanwhile.
//   tillgate-bench-drain [uploads]
// Ends with 1 when one of the bounds is not kept.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stop_token>
#include <thread>

#include "base/text.hpp"
#include "checkout/gate.hpp"
#include "checkout/sale.hpp"
#include "checkout/till.hpp"
#include "crypto/key_folder.hpp"
#include "platform/sample_upload.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"
#include "support/simulator.hpp"

using namespace tillgate;

namespace {

const SystemClock wall;
constexpr double least_rate = 200;
constexpr double most_ratio = 1.2;

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
  platform::SaleUpload sale = test::sample_upload();
  sale.rx_class = platform::RxClass::otc;
  sale.quantity_milli = 1000;
  sale.codes = {"8990089" + std::to_string(1'000'000'000'000 + number)};
  sale.receipt = "Q" + std::to_string(number / 2);
  sale.sold_at = wall.now();
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

// A whole private sale, in milliseconds: each step as the C boundary takes it.
double sell(checkout::Gate& gate, int number) {
  const auto begun = std::chrono::steady_clock::now();
  std::shared_ptr<checkout::Sale> sale;
  {
    const auto call = gate.at_counter();
    sale = must(gate.begin({{"key", "P" + std::to_string(number)},
                            {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}}));
  }
  const std::string code = "8990018" + std::to_string(2'000'000'000'000 + number);
  const auto step = [&](auto work) {
    const auto call = sale->at_counter();
    must(work());
  };
  step([&] {
    return sale->set_line(
        {{"line", 1},
         {"sku", "D018"},
         {"quantity_milli", 1000},
         {"price_fen", 1714},
         {"pay", "self"},
         {"batch",
          {{"number", "R1"}, {"lot", "1"}, {"made", "2026-01-01"}, {"expires", "2028-12-31"}}}});
  });
  step([&] { return sale->scan(as_bytes(code)); });
  step([&] { return sale->review(); });
  step([&] { return sale->settle(Deadline::in(wall, 5'000)); });
  step([&] { return sale->close(); });
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun)
      .count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

// The drain, turned on and off.
class Drain {
 public:
  explicit Drain(checkout::Gate& gate) : gate_(gate) {}

  void on() {
    stop_ = std::stop_source();
    thread_ = std::thread([this] {
      const auto begun = std::chrono::steady_clock::now();
      // Cut off in the middle of a message it says that nobody was reached.
      static_cast<void>(gate_.sync(Deadline::in(wall, 600'000, stop_.get_token())));
      seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    });
  }
  void off() {
    stop_.request_stop();
    thread_.join();
  }
  double seconds() const { return seconds_; }

 private:
  checkout::Gate& gate_;
  std::stop_source stop_;
  std::thread thread_;
  double seconds_ = 0;
};

int waiting(checkout::Gate& gate) {
  return must(gate.status())["uploads"]["waiting"];
}

// Every queued upload is there once, and those of a sale in the order they were queued.
bool all_arrived(const Json& books, int count) {
  std::map<std::string, std::string> last;  // by sale
  int arrived = 0;
  for (const Json& one : books["uploads"]) {
    const std::string receipt = one["receipt"];
    if (!receipt.starts_with("Q")) continue;
    const std::string code = one["codes"][0];
    if (last[receipt] >= code) return false;
    last[receipt] = code;
    ++arrived;
  }
  return arrived == count;
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

  // A sale looks back at the day, and the machine has moods: sales with and without the drain take
  // turns, some at a time.
  constexpr int in_a_row = 8;
  constexpr std::chrono::milliseconds between_customers{40};
  int number = 0;
  std::vector<double> quiet;
  std::vector<double> busy;
  const auto some_sales = [&](std::vector<double>& times) {
    for (int i = 0; i < in_a_row; ++i) {
      std::this_thread::sleep_for(between_customers);
      times.push_back(sell(*gate, ++number));
    }
  };
  Drain drain(*gate);
  while (waiting(*gate) > in_a_row) {
    some_sales(quiet);
    drain.on();
    some_sales(busy);
    drain.off();
  }
  // Each sale queued an upload too.
  const int sent = count + number - waiting(*gate);
  const double rate = sent / drain.seconds();
  const double ratio = median(busy) / median(quiet);
  std::printf("%d uploads in %.1f s of draining: %.0f per second, bound %.0f\n", sent,
              drain.seconds(), rate, least_rate);
  std::printf(
      "a sale: median %.2f ms else, %.2f ms while draining (%zu sales each), ratio %.2f, "
      "bound %.2f\n",
      median(quiet), median(busy), busy.size(), ratio, most_ratio);
  must(gate->sync(Deadline::in(wall, 60'000)));
  const bool arrived = all_arrived(simulator.state(), count);
  std::printf("every upload arrived once, in order per sale: %s\n", arrived ? "yes" : "NO");
  return arrived && rate >= least_rate && ratio <= most_ratio ? 0 : 1;
}
