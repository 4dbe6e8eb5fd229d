#include "auditor/progress.hpp"

namespace tillgate::auditor {

namespace {

constexpr std::uint64_t width = 30;
// Shorter work is over before anybody reads the bar.
constexpr std::uint64_t worth_showing = 20'000;

}  // namespace

ProgressBar::~ProgressBar() {
  if (drawn_) *out_ << "\r\x1b[K" << std::flush;
}

ledger::Progress ProgressBar::reporter() {
  if (out_ == nullptr) return {};
  return [this](std::uint64_t done, std::uint64_t all) { show(done, all); };
}

void ProgressBar::show(std::uint64_t done, std::uint64_t all) {
  if (all < worth_showing) return;
  const std::uint64_t hundredths = done >= all ? 100 : done / (all / 100);
  if (drawn_ && hundredths == shown_) return;
  shown_ = hundredths;
  drawn_ = true;
  const std::uint64_t filled = width * hundredths / 100;
  *out_ << "\r" << label_ << " [" << std::string(filled, '#') << std::string(width - filled, ' ')
        << "] " << hundredths << "%" << std::flush;
}

}  // namespace tillgate::auditor
