// Sealing, proving and opening, in a log of a thousand records and of a million.
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>

#include "base/os/file.hpp"
#include "bench/samples.hpp"
#include "crypto/key_folder.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/journal.hpp"
#include "ledger/proof.hpp"
#include "ledger/record.hpp"
#include "ledger/tile.hpp"
#include "store/database.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using namespace tillgate::ledger;

namespace {

template <class T>
T must(Result<T> result) {
  if (result) return std::move(result).value();
  std::cerr << "benchmark cannot go on: " << result.failure().detail << "\n";
  std::exit(1);
}

Draft sale() {
  Draft draft{"sale_settled", "op-7", {{"sale", "R-000123"}, {"total_fen", 1714}}, {}, 1714};
  for (int line = 1; line <= 3; ++line)
    draft.body["lines"].push_back({{"line", line}, {"sku", "D018"}, {"milli", 1000}});
  draft.disclosures = {{"person", {{"name", "沈十七"}, {"id", "11010119900307899X"}}}};
  return draft;
}

// A till with a log of so many records. They are put into the tables as sealing would, but for the
// signatures, which only the last one needs.
class Till {
 public:
  explicit Till(std::uint64_t records) {
    must(crypto::KeyFolder::create(folder_ / "keys", "bench.example/s/t/g1"));
    keys_ = std::make_unique<crypto::KeyFolder>(must(crypto::KeyFolder::load(folder_ / "keys")));
    database_ = must(store::Database::open(folder_ / "till.db"));
    fill(records);
    open_again();
  }
  static Till& of(std::uint64_t records) {
    static std::map<std::uint64_t, std::unique_ptr<Till>> tills;
    auto& till = tills[records];
    if (!till) till = std::make_unique<Till>(records);
    return *till;
  }

  void open_again() {
    journal_.reset();
    database_.reset();
    database_ = must(store::Database::open(folder_ / "till.db"));
    journal_ =
        must(Journal::open(*database_, *keys_, {"t1", folder_ / "keys/signed.state"}, clock_));
  }
  void close() {
    journal_.reset();
    database_.reset();
  }
  void seal(const Draft& draft) {
    auto transaction = must(store::Transaction::begin(*database_));
    must(journal_->seal(draft));
    must(transaction.commit());
  }
  std::uint64_t size() const { return must(journal_->size()); }
  Proof prove(std::uint64_t index) const {
    return must(inclusion_proof(index, size(), Tables(*database_).stored_hash()));
  }

 private:
  void fill(std::uint64_t records) {
    Tables tables(*database_);
    State state;
    state.origin = keys_->origin();
    auto transaction = must(store::Transaction::begin(*database_));
    Record record;
    record.kind = "sale_settled";
    record.till = "t1";
    record.operator_id = "op-7";
    record.body = sale().body;
    for (std::uint64_t i = 0; i < records; ++i) {
      record.index = i;
      record.utc = clock_.now();
      record.fund_fen = 1714;
      record.fund_total_fen = state.fund_total_fen += 1714;
      const std::string entry = must(record_text(record));
      const Hash leaf = leaf_hash(as_bytes(entry));
      must(tables.add_entry(i, as_bytes(entry), leaf));
      state.frontier.append(leaf, [&](unsigned level, std::uint64_t number, const Hash& hash) {
        if (level % tile_height == 0) must(tables.add_tile_root(level / tile_height, number, hash));
      });
    }
    state.root = state.frontier.root();
    state.checkpoint =
        must(crypto::sign_note(checkpoint_text({state.origin, state.size(), state.root, {}}),
                               {&keys_->ed25519(), &keys_->sm2()}));
    must(tables.save_state(state));
    must(transaction.commit());
  }

  test::TemporaryFolder folder_;
  SystemClock clock_;
  std::unique_ptr<crypto::KeyFolder> keys_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<Journal> journal_;
};

constexpr std::uint64_t few = 1'000;
constexpr std::uint64_t many = 1'000'000;

void seal(benchmark::State& state, std::uint64_t records) {
  Till& till = Till::of(records);
  const Draft draft = sale();
  bench::Samples samples(state);
  for ([[maybe_unused]] auto step : state) samples.time([&] { till.seal(draft); });
}

// What one flush of a few pages costs on this disk, now.
void flush(benchmark::State& state) {
  const test::TemporaryFolder folder;
  must(os::write_file_durably(folder / "raw", Bytes(1 << 20), os::FileMode::readable));
  const Bytes pages(16'384, 'x');
  std::uint64_t at = 0;
  bench::Samples samples(state);
  for ([[maybe_unused]] auto step : state)
    samples.time([&] {
      must(os::overwrite_in_place(folder / "raw", at, pages, os::Flush::to_disk));
      at = (at + pages.size()) % (1 << 20);
    });
}

void sign(benchmark::State& state) {
  const test::TemporaryFolder folder;
  must(crypto::KeyFolder::create(folder / "keys", "bench.example/s/t/g1"));
  const auto keys = must(crypto::KeyFolder::load(folder / "keys"));
  const std::string text = checkpoint_text({keys.origin(), many, empty_root(), {}});
  bench::Samples samples(state);
  for ([[maybe_unused]] auto step : state)
    samples.time([&] { must(crypto::sign_note(text, {&keys.ed25519(), &keys.sm2()})); });
}

void prove(benchmark::State& state, std::uint64_t records) {
  const Till& till = Till::of(records);
  std::uint64_t index = 12345;
  bench::Samples samples(state);
  for ([[maybe_unused]] auto step : state) {
    index = (index * 7919 + 1) % records;
    samples.time([&] { benchmark::DoNotOptimize(till.prove(index)); });
  }
}

void open(benchmark::State& state, std::uint64_t records) {
  Till& till = Till::of(records);
  bench::Samples samples(state);
  for ([[maybe_unused]] auto step : state) {
    till.close();
    samples.time([&] { till.open_again(); });
  }
}

BENCHMARK(flush)
    ->Name("ledger/raw flush of 16 KiB")
    ->Iterations(200)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(sign)->Name("ledger/both signatures")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(seal, few, few)
    ->Name("ledger/seal at 1,000")
    ->Iterations(300)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(seal, many, many)
    ->Name("ledger/seal at 1,000,000")
    ->Iterations(300)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(prove, many, many)
    ->Name("ledger/inclusion proof at 1,000,000")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(open, few, few)
    ->Name("ledger/open at 1,000")
    ->Iterations(20)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(open, many, many)
    ->Name("ledger/open at 1,000,000")
    ->Iterations(20)
    ->Unit(benchmark::kMicrosecond);
const bench::Compared sealing_grows{"ledger/seal at 1,000,000", "ledger/seal at 1,000"};
const bench::Compared sealing_flushes{"ledger/seal at 1,000", "ledger/raw flush of 16 KiB"};

}  // namespace
