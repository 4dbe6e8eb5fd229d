// Message numbers from a counter in memory.
#pragma once

#include <algorithm>
#include <mutex>

#include "platform/message_id.hpp"

namespace tillgate::test {

class CountingIds final : public platform::MessageIds {
 public:
  explicit CountingIds(std::int64_t last = 0) : last_(last) {}
  Result<std::int64_t> next(std::int64_t at_least) override {
    const std::lock_guard lock(mutex_);
    last_ = std::max(last_ + 1, at_least);
    return last_;
  }
  std::int64_t last() const { return last_; }

 private:
  std::mutex mutex_;
  std::int64_t last_;
};

}  // namespace tillgate::test
