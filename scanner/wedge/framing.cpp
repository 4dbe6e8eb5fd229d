#include "scanner/wedge/framing.hpp"

#include <utility>

namespace tillgate::scanner {

namespace {

bool is_suffix(char c) {
  return c == '\r' || c == '\n' || c == '\t';
}

}  // namespace

void Framing::spoil(Reason why, std::vector<Frame>& out) {
  out.push_back({std::exchange(waiting_, {}), why, last_ms_});
  spoilt_ms_ = last_ms_;
}

std::vector<Frame> Framing::wait(std::int64_t at_ms) {
  std::vector<Frame> out;
  if (at_ms - last_ms_ <= settings_.idle_ms) return out;
  if (!waiting_.empty()) spoil(Reason::no_terminator, out);
  overflowed_ = false;
  return out;
}

std::vector<Frame> Framing::feed(std::int64_t at_ms, std::string_view bytes) {
  std::vector<Frame> out = wait(at_ms);
  last_ms_ = at_ms;
  for (const char c : bytes) {
    if (is_suffix(c)) {
      if (!waiting_.empty() && is_other_half_) {
        spoil(Reason::no_terminator, out);
      } else if (!waiting_.empty()) {
        out.push_back({std::exchange(waiting_, {}), {}, at_ms});
      }
      overflowed_ = false;
    } else if (!overflowed_) {
      if (waiting_.empty())
        is_other_half_ = spoilt_ms_ && at_ms - *spoilt_ms_ <= settings_.settle_ms;
      waiting_.push_back(c);
      overflowed_ = waiting_.size() > settings_.max_length;
      if (overflowed_) spoil(Reason::too_long, out);
    }
  }
  return out;
}

}  // namespace tillgate::scanner
