// An auditor's work on a log of a million records, by the tool as it is shipped: time and memory.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "bench/filled_log.hpp"
#include "support/program.hpp"

using namespace tillgate;

namespace {

constexpr std::uint64_t audited = 1'000'000;

class Export {
 public:
  static const Export& of_many() {
    static const Export made;
    return made;
  }
  const std::filesystem::path& folder() const { return log_; }
  const std::filesystem::path& trusted() const { return trusted_; }

 private:
  Export() {
    bench::FilledLog& log = bench::FilledLog::of(audited);
    log.close();
    trusted_ = log.key_folder() / "log.vkeys";
    log_ = folder_ / "log";
    run({"export", log.database_file().string(), log_.string()});
    log.open_again();
  }

 public:
  static void run(const std::vector<std::string>& arguments) {
    test::Program audit(TILLGATE_AUDIT, arguments);
    std::string last;
    while (const auto line = audit.read_line(600'000)) last = *line;
    if (audit.wait() != 0) {
      std::cerr << "tillgate-audit " << arguments[0] << " failed: " << last << "\n";
      std::exit(1);
    }
  }

 private:
  test::TemporaryFolder folder_;
  std::filesystem::path log_;
  std::filesystem::path trusted_;
};

void verify(benchmark::State& state) {
  const Export& log = Export::of_many();
  for ([[maybe_unused]] auto step : state)
    Export::run({"verify", log.folder().string(), "--key", log.trusted().string()});
  std::uintmax_t bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(log.folder()))
    if (file.is_regular_file()) bytes += file.file_size();
  state.counters["bytes_per_record"] = static_cast<double>(bytes / audited);
  // The largest child so far; the export before it is one too, and held to the same bound.
  rusage children{};
  getrusage(RUSAGE_CHILDREN, &children);
  state.counters["peak_MiB"] = static_cast<double>(children.ru_maxrss) / 1024;
}

BENCHMARK(verify)
    ->Name("audit/verify 1,000,000 records")
    ->Iterations(3)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
