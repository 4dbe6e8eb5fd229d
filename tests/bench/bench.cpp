// tillgate-bench [--benchmark_filter=REGEX ...]: runs the benchmarks of all rooms, then tells the
// quotients they declare.
#include <benchmark/benchmark.h>

#include <iomanip>
#include <iostream>
#include <map>

#include "bench/samples.hpp"

namespace {

class Reporter final : public benchmark::ConsoleReporter {
 public:
  Reporter() : ConsoleReporter(OO_Tabular) {}

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      const auto median = run.counters.find("p50_us");
      if (median != run.counters.end()) medians_[run.run_name.function_name] = median->second;
    }
    ConsoleReporter::ReportRuns(runs);
  }

  void print_ratios(std::ostream& out) const {
    out << "\nmedian by median\n" << std::fixed << std::setprecision(2);
    for (const auto& [measured, reference] : tillgate::bench::Compared::all()) {
      const auto one = medians_.find(measured);
      const auto other = medians_.find(reference);
      if (one != medians_.end() && other != medians_.end() && other->second > 0)
        out << std::setw(8) << one->second / other->second << "  " << measured << " by "
            << reference << "\n";
    }
  }

 private:
  std::map<std::string, double> medians_;
};

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  Reporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  reporter.print_ratios(std::cout);
  return 0;
}
