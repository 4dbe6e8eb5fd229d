// A bar for work that takes long, on a terminal only: files and pipes get none.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "ledger/verify.hpp"

namespace tillgate::auditor {

class ProgressBar {
 public:
  // `out` may be null: then nothing is shown. It must outlive this object.
  ProgressBar(std::ostream* out, std::string label) : out_(out), label_(std::move(label)) {}
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  // Wipes the bar.
  ~ProgressBar();

  // Redraws when another hundredth is done. Refers to this object.
  ledger::Progress reporter();

 private:
  void show(std::uint64_t done, std::uint64_t all);

  std::ostream* out_;
  std::string label_;
  std::uint64_t shown_ = 0;  // hundredths
  bool drawn_ = false;
};

}  // namespace tillgate::auditor
