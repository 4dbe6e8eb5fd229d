// The wall clock, watched: it should go as the machine's running clock goes. Also remembers the
// last time the platform told.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "base/time.hpp"
#include "ledger/record.hpp"

namespace tillgate::ledger {

class ClockWatch {
 public:
  struct Reading {
    UtcMs utc = 0;
    std::int64_t monotonic_ms = 0;
  };
  // The wall clock was set (时钟被调整).
  struct Anomaly {
    UtcMs before = 0;  // in the record before
    UtcMs now = 0;
    std::int64_t change_ms = 0;  // by how much; negative: back
    bool while_closed = false;   // the till was closed in between, so only going back is noticed
  };

  explicit ClockWatch(const Clock& clock) : clock_(&clock) {}

  // The last record of an earlier run, whose running clock says nothing any more.
  void begin_after(UtcMs last_record) { earlier_run_ = last_record; }

  // Compares now with the last record of this run, or of the earlier one.
  std::optional<Anomaly> look();
  // What look() saw last counts as recorded, or does not.
  void recorded();
  void not_recorded() { seen_.reset(); }

  void note_platform_time(UtcMs told);
  std::optional<PlatformTime> platform_time() const;

 private:
  const Clock* clock_;
  std::optional<UtcMs> earlier_run_;
  std::optional<Reading> last_;
  std::optional<Reading> seen_;
  mutable std::mutex platform_turn_;
  std::optional<Reading> platform_;  // the time told, and the running clock then
};

}  // namespace tillgate::ledger
