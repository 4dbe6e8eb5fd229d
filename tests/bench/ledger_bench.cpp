// Sealing, proving and opening, in a log of a thousand records and of a million.
#include "base/os/file.hpp"
#include "bench/filled_log.hpp"
#include "bench/samples.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/proof.hpp"
#include "ledger/tile.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using bench::must;

namespace {

constexpr std::uint64_t few = 1'000;
constexpr std::uint64_t many = 1'000'000;

void seal(benchmark::State& state, std::uint64_t records) {
  bench::FilledLog& till = bench::FilledLog::of(records);
  const Draft draft = bench::sale_draft();
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
  bench::FilledLog& till = bench::FilledLog::of(records);
  std::uint64_t index = 12345;
  bench::Samples samples(state);
  for ([[maybe_unused]] auto step : state) {
    index = (index * 7919 + 1) % records;
    samples.time([&] {
      const Tables tables(till.database());
      benchmark::DoNotOptimize(must(inclusion_proof(index, till.size(), tables.stored_hash())));
    });
  }
}

void open(benchmark::State& state, std::uint64_t records) {
  bench::FilledLog& till = bench::FilledLog::of(records);
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
