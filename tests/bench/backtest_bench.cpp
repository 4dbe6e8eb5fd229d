// How long it takes to try a pack on the sales of a year: tillgate-bench-backtest [sales]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <sstream>

#include "base/bytes.hpp"
#include "crypto/key_folder.hpp"
#include "ledger/journal.hpp"
#include "policies/cli/tool.hpp"
#include "policies/engine/engine.hpp"
#include "policies/engine/scenario.hpp"
#include "store/database.hpp"
#include "support/clock.hpp"
#include "support/folder.hpp"

using namespace tillgate;

namespace {

constexpr int sealed_together = 2000;

template <class T>
T must(Result<T> result) {
  if (result) return std::move(result).value();
  std::fprintf(stderr, "%s %s\n", result.failure().where.c_str(), result.failure().detail.c_str());
  std::exit(1);
}

const std::filesystem::path national =
    std::filesystem::path(TILLGATE_SOURCE_DIR) / "policies/packs/cn-national";

// Sealed sales in order, every hundredth of more packs than the shipped threshold allows.
void seal_sales(const test::TemporaryFolder& folder, int count) {
  must(crypto::KeyFolder::create(folder / "keys", "bench.example/s/t/g1"));
  const auto keys = must(crypto::KeyFolder::load(folder / "keys"));
  const auto database = must(store::Database::open(folder / "till.db"));
  test::FixedClock clock;
  const auto journal = must(ledger::Journal::open(*database, keys, {"till-1"}, clock));
  const auto pack = must(policies::Pack::load(national));
  Json facts = must(policies::scenario_cases(pack)).front().facts;
  for (int done = 0; done < count;) {
    std::vector<ledger::Draft> drafts;
    for (int i = 0; i < sealed_together && done < count; ++i, ++done) {
      ledger::Draft draft;
      draft.kind = "sale_settled";
      draft.body = {{"sale", "S" + std::to_string(done)},
                    {"verdict",
                     {{"standing", "pass"},
                      {"pack", pack.top().id},
                      {"version", pack.top().version},
                      {"pack_digest", to_hex(pack.digest)},
                      {"findings", Json::array()}}}};
      facts["line"][1]["packs"] = done % 100 == 0 ? 9 : 1;
      draft.disclosures = {{"facts", facts}};
      drafts.push_back(std::move(draft));
    }
    auto transaction = must(store::Transaction::begin(*database, store::Durability::relaxed));
    must(journal->seal_all(drafts));
    must(transaction.commit());
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 100'000;
  const test::TemporaryFolder folder;
  seal_sales(folder, count);
  std::ostringstream out;
  const auto begun = std::chrono::steady_clock::now();
  const std::clock_t worked = std::clock();
  const int status =
      policies::run_tool({"backtest", (folder / "till.db").string(), "--pack", national.string(),
                          "--keys", (folder / "keys").string(), "--json"},
                         out, out);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  // What the processors did for it, which a busy machine does not change.
  const double processor =
      static_cast<double>(std::clock() - worked) / static_cast<double>(CLOCKS_PER_SEC);
  if (status != 0) {
    std::fputs(out.str().c_str(), stderr);
    return status;
  }
  const Json told = Json::parse(out.str());
  std::printf(
      "%lld sales judged again in %.1f s, %.1f s of processor: %.0f per second, %lld would have "
      "changed\n",
      told["judged"].get<long long>(), seconds, processor, told["judged"].get<double>() / seconds,
      told["changed"].get<long long>());
  return 0;
}
