// Cosignatures of witnesses: kept beside the log, and shown with its checkpoints.
#include <catch2/catch.hpp>

#include "crypto/note.hpp"
#include "ledger/archive.hpp"
#include "ledger/log_source.hpp"
#include "ledger/publication.hpp"
#include "ledger/till.hpp"
#include "ledger/verify.hpp"
#include "ledger/witness.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::TestWitness;
using test::Till;

namespace {

// What a till keeps of an answer to its newest checkpoint.
std::string keep(Till& till, const TestWitness& witness, std::uint64_t time_s) {
  const std::string note = Tables(*till.database).state().value()->checkpoint;
  const std::string line = witness.cosigned(note, time_s).substr(note.size());
  auto transaction = store::Transaction::begin(*till.database);
  REQUIRE(till.journal
              ->save_cosignature({witness.vkey(), till.journal->size().value(),
                                  crypto::parse_note(note)->text, line, time_s})
              .ok());
  REQUIRE(transaction->commit().ok());
  return line;
}

}  // namespace

TEST_CASE(
    "the newest checkpoint is shown with the witnesses that signed it, also after a restart") {
  Till till;
  till.seal_many(3);
  const TestWitness a("a.example/w"), b("b.example/w");
  const std::string plain = till.journal->checkpoint().value();
  const std::string line_a = keep(till, a, 1'796'000'000);
  const std::string line_b = keep(till, b, 1'796'000'001);
  till.open();
  const std::string cosigned = till.journal->checkpoint().value();
  CHECK(cosigned.size() == plain.size() + line_a.size() + line_b.size());
  CHECK(cosigned.starts_with(plain));
  till.seal_many(1);
  CHECK(till.journal->checkpoint()->find("a.example") == std::string::npos);
}

TEST_CASE("a later line of a witness takes the place of its earlier one, a smaller tree does not") {
  Till till;
  till.seal_many(3);
  const TestWitness witness("a.example/w");
  const std::string first = keep(till, witness, 1'796'000'000);
  const std::string shown = till.journal->checkpoint().value();
  const std::string second = keep(till, witness, 1'796'003'600);
  const std::string again = till.journal->cosigned(shown).value();
  CHECK(again.find(first) == std::string::npos);
  CHECK(again.find(second) != std::string::npos);
  till.seal_many(1);
  keep(till, witness, 1'796'003'700);
  {
    auto transaction = store::Transaction::begin(*till.database);
    REQUIRE(till.journal->save_cosignature({witness.vkey(), 3, "x", "y", 1}).ok());
    REQUIRE(transaction->commit().ok());
  }
  const auto kept = till.journal->cosignatures().value();
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].size == 4);
}

TEST_CASE("folder and archive carry the cosignatures, and satisfy an auditor who asks for them") {
  Till till;
  till.seal_many(300);
  const TestWitness witness("a.example/w");
  keep(till, witness, 1'796'000'000);
  const auto folder = till.published();
  REQUIRE(archive(*till.database, till.folder / "log.tar", {}).ok());
  Demands demands;
  demands.keys = test::trusted_keys_of(till);
  REQUIRE(add_trusted(witness.vkey(), demands.keys).ok());
  for (const auto& place : {folder, till.folder / "log.tar"}) {
    const auto report = verify_log(*open_log_source(place).value(), demands);
    CHECK(report->good());
    REQUIRE(report->cosigned.size() == 1);
    CHECK(report->cosigned[0].time_s == 1'796'000'000);
  }
}

TEST_CASE("a folder is brought up to the checkpoint that was cosigned, though the log went on") {
  Till till;
  till.seal_many(300);
  const TestWitness witness("a.example/w");
  keep(till, witness, 1'796'000'000);
  const std::string cosigned = till.journal->checkpoint().value();
  till.seal_many(250);
  const auto folder = till.folder / "log";
  REQUIRE(till.journal->publish(folder, cosigned).ok());
  CHECK(test::read_file(folder / "checkpoint") == cosigned);
  const auto report = verify_folder(folder, till.keys->public_keys());
  CHECK(report->good());
  CHECK(report->size == 300);

  // Forward again, and never back.
  REQUIRE(till.journal->publish(folder).ok());
  const std::string newest = test::read_file(folder / "checkpoint");
  REQUIRE(till.journal->publish(folder, cosigned).ok());
  CHECK(test::read_file(folder / "checkpoint") == newest);
  CHECK(verify_folder(folder, till.keys->public_keys())->good());
}

TEST_CASE("a checkpoint this log never passed through is not published") {
  Till till;
  till.seal_many(5);
  Till other;
  other.seal_many(9);
  Till elsewhere("elsewhere.example/t/1");
  elsewhere.seal_many(2);
  Till same_name;
  same_name.clock.advance(60'000);
  same_name.seal_many(3);
  for (Till* source : {&other, &elsewhere, &same_name}) {
    const auto published =
        till.journal->publish(till.folder / "log", source->journal->checkpoint().value());
    REQUIRE_FALSE(published.ok());
    CHECK(published.failure().status == TILLGATE_E_LEDGER);
  }
  CHECK_FALSE(std::filesystem::exists(till.folder / "log"));
}
