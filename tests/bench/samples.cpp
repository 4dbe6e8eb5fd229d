#include "bench/samples.hpp"

#include <algorithm>
#include <utility>

namespace tillgate::bench {

namespace {

std::vector<Ratio>& ratios() {
  static std::vector<Ratio> all;
  return all;
}

}  // namespace

Samples::~Samples() {
  if (microseconds_.empty()) return;
  std::sort(microseconds_.begin(), microseconds_.end());
  const auto at = [&](double share) {
    return microseconds_[static_cast<std::size_t>(share *
                                                  static_cast<double>(microseconds_.size() - 1))];
  };
  state_.counters["p50_us"] = at(0.5);
  state_.counters["p99_us"] = at(0.99);
}

Compared::Compared(std::string measured, std::string reference) {
  ratios().push_back({std::move(measured), std::move(reference)});
}

const std::vector<Ratio>& Compared::all() {
  return ratios();
}

}  // namespace tillgate::bench
