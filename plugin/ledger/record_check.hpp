// The record layer of the check: entries one after the other, as records.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "ledger/verify.hpp"

namespace tillgate::ledger {

// Form of each record, its number, the running fund total, and the clocks. After a gap or a bad
// record it goes on from the next good one.
class RecordCheck {
 public:
  void entry(std::uint64_t index, ByteView entry, Report& report);

 private:
  struct Previous {
    std::uint64_t index;
    UtcMs utc;
    std::int64_t monotonic_ms;
    Fen fund_total_fen;
  };
  std::optional<Previous> previous_;
};

}  // namespace tillgate::ledger
