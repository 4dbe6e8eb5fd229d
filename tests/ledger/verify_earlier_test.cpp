// The log against checkpoints that others kept: the answer to an owner who holds the keys.
#include <catch2/catch.hpp>

#include "base/os/file.hpp"
#include "ledger/till.hpp"
#include "ledger/verify.hpp"
#include "ledger/witness.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::TestWitness;
using test::Till;

namespace {

Demands demands_of(const Till& till, const std::vector<std::string>& earlier,
                   const std::vector<const TestWitness*>& witnesses = {}) {
  Demands demands;
  demands.keys = test::trusted_keys_of(till);
  for (const TestWitness* witness : witnesses)
    REQUIRE(add_trusted(witness->vkey(), demands.keys).ok());
  for (const std::string& note : earlier) demands.earlier.push_back({"held", note});
  return demands;
}

Report report_of(const std::filesystem::path& folder, const Demands& demands) {
  const auto source = open_log_source(folder);
  return verify_log(**source, demands).value();
}

// The same log under the same keys, but with another history from record `from` on.
std::filesystem::path rewritten(Till& till, std::uint64_t from, std::uint64_t size) {
  auto database = store::Database::open(till.folder / "other.db").value();
  test::FixedClock clock;
  auto journal = Journal::open(*database, *till.keys, {"till-1"}, clock).value();
  {
    auto transaction = store::Transaction::begin(*database);
    for (std::uint64_t i = 0; i < size; ++i) {
      ledger::Draft draft =
          test::draft_of(i == 0 ? "gate_opened" : "sale_settled", i == 0 ? 0 : 100 + Fen(i));
      if (i >= from) draft.body["lines"] = 2;
      REQUIRE(journal->seal(draft).ok());
      clock.advance(1000);
    }
    REQUIRE(transaction->commit().ok());
  }
  REQUIRE(journal->publish(till.folder / "other").ok());
  return till.folder / "other";
}

}  // namespace

TEST_CASE("a log continues every checkpoint it ever signed, of any size") {
  Till till;
  std::vector<std::string> earlier{till.journal->checkpoint().value()};
  for (const std::uint64_t more : {1u, 2u, 252u, 1u, 1u, 255u, 88u}) {
    till.seal_many(more);
    earlier.push_back(till.journal->checkpoint().value());
  }
  const Report report = report_of(till.published(), demands_of(till, earlier));
  CHECK(report.good());
  CHECK(report.continued == earlier.size());
}

TEST_CASE("a rewritten log is told from any earlier checkpoint, and between which records") {
  Till till;
  std::vector<std::string> earlier;
  for (const std::uint64_t more : {100u, 200u, 300u}) {  // 100, 300, 600
    till.seal_many(more);
    earlier.push_back(till.journal->checkpoint().value());
  }
  const auto folder = rewritten(till, 250, 700);
  CHECK(report_of(folder, demands_of(till, {})).good());  // which is why others keep checkpoints
  const Report report = report_of(folder, demands_of(till, earlier));
  REQUIRE(report.problems().size() == 2);
  CHECK(report.continued == 1);
  CHECK(report.problems()[0].fault == Fault::history_rewritten);
  CHECK(report.problems()[0].record == 100);
  CHECK(report.problems()[0].detail.starts_with("among records 100 to 299, signed by log key"));
}

TEST_CASE("a rewrite that is signed anew is told from what a witness cosigned, with its time") {
  Till till;
  till.seal_many(400);
  const TestWitness witness("office.example/w");
  const std::string held = witness.cosigned(till.journal->checkpoint().value(), 1'796'000'000);
  // The witness' word is enough: the log's own line may even be gone.
  const std::string without_log_lines =
      held.substr(0, held.find("\n\n") + 2) + held.substr(held.rfind("\xE2\x80\x94"));
  const auto folder = rewritten(till, 10, 400);
  for (const std::string& note : {held, without_log_lines}) {
    Demands demands = demands_of(till, {note}, {&witness});
    const Report report = report_of(folder, demands);
    const auto& problems = report.problems();
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].fault == Fault::quorum_missing);
    CHECK(problems[1].fault == Fault::history_rewritten);
    CHECK(problems[1].record == 0);
    CHECK(problems[1].detail.find("cosigned by office.example/w at 2026-11-30T00:53:20.000Z") !=
          std::string::npos);
  }
}

TEST_CASE("a dropped tail is told with the first record that is gone") {
  Till till;
  till.seal_many(150);
  const auto folder = till.published();
  till.seal_many(50);
  const Report report = report_of(folder, demands_of(till, {till.journal->checkpoint().value()}));
  REQUIRE(report.problems().size() == 1);
  CHECK(report.problems()[0].fault == Fault::tail_dropped);
  CHECK(report.problems()[0].record == 150);
  CHECK(report.problems()[0].detail.starts_with("among records 150 to 199"));
}

TEST_CASE("an earlier checkpoint that proves nothing is named, not passed over") {
  Till till;
  till.seal_many(5);
  const auto folder = till.published();
  const Till stranger("pharmacy.example/store-2/till-1/g1");
  std::string broken = till.journal->checkpoint().value();
  broken[broken.find('\n') + 1] = '4';
  for (const std::string& note :
       {std::string(), std::string("no note"), stranger.journal->checkpoint().value(), broken}) {
    INFO(note);
    const Report report = report_of(folder, demands_of(till, {note}));
    REQUIRE(report.problems().size() == 1);
    CHECK(report.problems()[0].fault == Fault::earlier_unusable);
  }
}

TEST_CASE("a witness that is trusted must have cosigned the newest checkpoint") {
  Till till;
  till.seal_many(5);
  const auto folder = till.published();
  const TestWitness witness("office.example/w");
  const Demands demands = demands_of(till, {}, {&witness});
  CHECK(report_of(folder, demands).problems()[0].fault == Fault::quorum_missing);
  const std::string note = till.journal->checkpoint().value();
  const auto put = [&](const std::string& content) {
    REQUIRE(os::write_file_durably(folder / "checkpoint", as_bytes(content), os::FileMode::readable)
                .ok());
  };
  put(witness.cosigned(note, 7));
  const Report report = report_of(folder, demands);
  CHECK(report.good());
  REQUIRE(report.cosigned.size() == 1);
  CHECK(report.cosigned[0].time_s == 7);
  std::string spoiled = witness.cosigned(note, 7);
  const std::size_t last_line = spoiled.rfind("\xE2\x80\x94");
  const std::string other = witness.cosigned(note, 8);
  // The time of one line, the signature of another.
  spoiled = spoiled.substr(0, spoiled.size() - 60) + other.substr(other.size() - 60);
  REQUIRE(spoiled.rfind("\xE2\x80\x94") == last_line);
  put(spoiled);
  CHECK(report_of(folder, demands).problems()[0].fault == Fault::cosignature_bad);
}
