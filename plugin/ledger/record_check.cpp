#include "ledger/record_check.hpp"

#include <cstdlib>
#include <string>

#include "ledger/kind.hpp"
#include "ledger/record.hpp"

namespace tillgate::ledger {

namespace {

std::string found_expected(std::int64_t found, std::int64_t expected) {
  return std::to_string(found) + " instead of " + std::to_string(expected);
}

}  // namespace

void RecordCheck::entry(std::uint64_t index, ByteView entry, Report& report) {
  const auto record = read_record(as_text(entry));
  if (!record) {
    report.problem({Fault::record_malformed, index, record.failure().where, ""});
    return;
  }
  if (record->index != index)
    report.problem({Fault::index_differs, index, "index",
                    found_expected(static_cast<std::int64_t>(record->index),
                                   static_cast<std::int64_t>(index))});
  if (kind_zh(record->kind).empty())
    report.remark({Fault::kind_unknown, index, "kind", std::string(record->kind)});

  const bool follows = previous_ && previous_->index + 1 == index;
  if (follows || index == 0) {
    const Fen before = follows ? previous_->fund_total_fen : 0;
    if (record->fund_total_fen - record->fund_fen != before)
      report.problem({Fault::fund_total_differs, index, "fund_total_fen",
                      found_expected(record->fund_total_fen, before + record->fund_fen)});
  }
  if (follows) {
    const std::int64_t walled = record->utc - previous_->utc;
    const std::int64_t ran = record->monotonic_ms - previous_->monotonic_ms;
    const bool same_run = record->kind != "gate_opened";
    const auto times = [&] { return utc_text(record->utc) + " after " + utc_text(previous_->utc); };
    if (same_run && ran < 0)
      report.remark({Fault::monotonic_back, index, "monotonic_ms",
                     std::to_string(record->monotonic_ms) + " after " +
                         std::to_string(previous_->monotonic_ms)});
    if (walled < 0) {
      report.remark({Fault::clock_back, index, "utc", times()});
    } else if (same_run && ran >= 0 && std::abs(walled - ran) > clock_tolerance_ms) {
      report.remark({Fault::clock_jump, index, "utc", times()});
    }
  }
  previous_ = Previous{index, record->utc, record->monotonic_ms, record->fund_total_fen};
}

}  // namespace tillgate::ledger
