#include "ledger/record_check.hpp"

#include <catch2/catch.hpp>

#include "ledger/record.hpp"

using namespace tillgate;
using namespace tillgate::ledger;

namespace {

constexpr UtcMs start = 1'795'140'900'000;

// A run of four good records: an opening and three sales a second apart.
std::vector<Record> good_run() {
  std::vector<Record> run;
  Fen total = 0;
  for (std::uint64_t i = 0; i < 4; ++i) {
    Record record;
    record.index = i;
    record.kind = i == 0 ? "gate_opened" : "sale_settled";
    record.utc = start + static_cast<UtcMs>(i) * 1000;
    record.monotonic_ms = 500'000 + static_cast<std::int64_t>(i) * 1000;
    record.till = "till-1";
    record.operator_id = "op-7";
    record.fund_fen = i == 0 ? 0 : 100;
    record.fund_total_fen = total += record.fund_fen;
    run.push_back(record);
  }
  return run;
}

Report check(const std::vector<Record>& run) {
  Report report;
  RecordCheck check;
  for (std::uint64_t i = 0; i < run.size(); ++i)
    check.entry(i, as_bytes(record_text(run[i]).value()), report);
  return report;
}

using NamedRecord = std::pair<Fault, std::uint64_t>;
std::vector<NamedRecord> named(const std::vector<Finding>& findings) {
  std::vector<NamedRecord> list;
  for (const Finding& finding : findings) list.emplace_back(finding.fault, finding.record.value());
  return list;
}

}  // namespace

TEST_CASE("a good run of records has no problem and no remark") {
  CHECK(check(good_run()).good());
  CHECK(check(good_run()).remarks().empty());
}

TEST_CASE("a record with another number than its place is named") {
  auto run = good_run();
  std::swap(run[1], run[2]);
  const Report report = check(run);
  const auto problems = named(report.problems());
  CHECK(std::count(problems.begin(), problems.end(), NamedRecord{Fault::index_differs, 1}) == 1);
  CHECK(std::count(problems.begin(), problems.end(), NamedRecord{Fault::index_differs, 2}) == 1);
  CHECK(report.problems()[0].detail == "2 instead of 1");
}

TEST_CASE("a fund total that does not continue is named once, where it breaks") {
  auto run = good_run();
  for (std::size_t i = 2; i < run.size(); ++i) run[i].fund_total_fen -= 100;  // a payment hidden
  CHECK(named(check(run).problems()) == std::vector<NamedRecord>{{Fault::fund_total_differs, 2}});
  CHECK(check(run).problems()[0].detail == "100 instead of 200");
  run = good_run();
  run[0].fund_total_fen = 50;
  CHECK(named(check(run).problems()) ==
        std::vector<NamedRecord>{{Fault::fund_total_differs, 0}, {Fault::fund_total_differs, 1}});
}

TEST_CASE("an entry that is no record is named, and the check goes on behind it") {
  Report report;
  RecordCheck check;
  const auto run = good_run();
  check.entry(0, as_bytes(record_text(run[0]).value()), report);
  check.entry(1, as_bytes("{}"), report);
  check.entry(2, as_bytes(record_text(run[2]).value()), report);
  check.entry(3, as_bytes(record_text(run[3]).value()), report);
  CHECK(named(report.problems()) == std::vector<NamedRecord>{{Fault::record_malformed, 1}});
}

TEST_CASE(
    "a running clock that starts anew is expected with an opening of the gate, elsewhere "
    "remarked") {
  auto run = good_run();
  run[2].monotonic_ms = 5;
  run[3].monotonic_ms = 1005;
  CHECK(check(run).good());
  CHECK(named(check(run).remarks()) == std::vector<NamedRecord>{{Fault::monotonic_back, 2}});
  run[2].kind = "gate_opened";
  CHECK(check(run).remarks().empty());
}

TEST_CASE("a wall clock that goes back or is set while the gate runs is remarked, not condemned") {
  auto run = good_run();
  run[2].utc = start - 3'600'000;
  run[3].utc = run[2].utc + 1000;
  CHECK(check(run).good());
  CHECK(named(check(run).remarks()) == std::vector<NamedRecord>{{Fault::clock_back, 2}});

  run = good_run();
  run[3].utc += 120'000;
  CHECK(named(check(run).remarks()) == std::vector<NamedRecord>{{Fault::clock_jump, 3}});
  run[3].kind = "gate_opened";  // it may have been closed for two minutes
  CHECK(check(run).remarks().empty());

  run = good_run();
  run[3].monotonic_ms += 120'000;  // two minutes passed, the wall clock says one second
  CHECK(named(check(run).remarks()) == std::vector<NamedRecord>{{Fault::clock_jump, 3}});
}

TEST_CASE("a kind from a newer version is remarked") {
  auto run = good_run();
  run[1].kind = "drone_delivered";
  CHECK(check(run).good());
  CHECK(named(check(run).remarks()) == std::vector<NamedRecord>{{Fault::kind_unknown, 1}});
}
