// What a benchmark of TillGate tells: median and 99th percentile of its single runs, and how its
// median stands to another one's of the same run of the program.
#pragma once

#include <benchmark/benchmark.h>

#include <chrono>
#include <string>
#include <vector>

namespace tillgate::bench {

// Times of single iterations. Becomes the counters p50_us and p99_us of the benchmark at its end.
class Samples {
 public:
  explicit Samples(benchmark::State& state) : state_(state) {}
  Samples(const Samples&) = delete;
  Samples& operator=(const Samples&) = delete;
  ~Samples();

  template <class Work>
  void time(Work work) {
    const auto before = std::chrono::steady_clock::now();
    work();
    microseconds_.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - before)
            .count());
  }

 private:
  benchmark::State& state_;
  std::vector<double> microseconds_;
};

// A quotient that is printed after all runs: p50_us of `measured` by that of `reference`, both
// names as registered. On a loaded machine both rise; the quotient stays.
struct Ratio {
  std::string measured;
  std::string reference;
};

// Declare one at namespace scope beside the benchmarks: `const bench::Compared a{"...", "..."};`
class Compared {
 public:
  Compared(std::string measured, std::string reference);
  static const std::vector<Ratio>& all();
};

}  // namespace tillgate::bench
