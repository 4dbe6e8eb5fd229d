#include "ledger/opening.hpp"

#include <catch2/catch.hpp>

#include "ledger/till.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::draft_of;
using test::Till;

namespace {

Result<Done> check_now(const Till& till) {
  const Tables tables(*till.database);
  const auto state = tables.state();
  if (!state) return state.failure();
  return check_opening(tables, state->value(), till.keys->origin(), till.keys->public_keys());
}

struct Tampering {
  const char* name;
  std::string sql;
};

void check_all_are_refused(const Till& till, const std::vector<Tampering>& tamperings) {
  for (const Tampering& tampering : tamperings) {
    auto transaction = store::Transaction::begin(*till.database);  // rolled back after each
    INFO(tampering.name);
    REQUIRE(till.database->execute(tampering.sql).ok());
    const auto checked = check_now(till);
    REQUIRE_FALSE(checked.ok());
    CHECK(checked.failure().status == TILLGATE_E_LEDGER);
  }
  CHECK(check_now(till).ok());
}

}  // namespace

TEST_CASE("a log whose newest part was changed does not open") {
  Till till;
  till.seal_many(300);
  check_all_are_refused(
      till,
      {
          {"a byte of the last record",
           "UPDATE ledger_entry SET entry = CAST(entry || x'20' AS BLOB) WHERE idx = 299"},
          {"a record of the newest tile",
           "UPDATE ledger_entry SET entry = x'7b7d' WHERE idx = 256"},
          {"a leaf of the newest tile",
           "UPDATE ledger_entry SET leaf = zeroblob(32) WHERE idx = 270"},
          {"a leaf of another length",
           "UPDATE ledger_entry SET leaf = zeroblob(31) WHERE idx = 270"},
          {"two records swapped",
           "UPDATE ledger_entry SET idx = -1 WHERE idx = 298; UPDATE ledger_entry SET idx = 298 "
           "WHERE idx = 299;"
           "UPDATE ledger_entry SET idx = 299 WHERE idx = -1"},
          {"the last record gone", "DELETE FROM ledger_entry WHERE idx = 299"},
          {"a record of the newest tile gone", "DELETE FROM ledger_entry WHERE idx = 280"},
          {"a record too many",
           "INSERT INTO ledger_entry SELECT 300, entry, leaf FROM ledger_entry WHERE idx = 299"},
          {"the root of a full tile", "UPDATE ledger_tile_root SET hash = zeroblob(32)"},
          {"the root of a full tile gone", "DELETE FROM ledger_tile_root"},
          {"the size", "UPDATE ledger_state SET size = 299"},
          {"a negative size", "UPDATE ledger_state SET size = -1"},
          {"the root", "UPDATE ledger_state SET root = zeroblob(32)"},
          {"a root of another length", "UPDATE ledger_state SET root = x'00'"},
          {"the edge", "UPDATE ledger_state SET frontier = zeroblob(length(frontier))"},
          {"an edge of another length", "UPDATE ledger_state SET frontier = x''"},
          {"the fund total", "UPDATE ledger_state SET fund_total_fen = fund_total_fen + 1"},
          {"no checkpoint", "UPDATE ledger_state SET checkpoint = ''"},
          {"a checkpoint without signatures",
           "UPDATE ledger_state SET checkpoint = substr(checkpoint, 1, instr(checkpoint, char(10, "
           "10)) + 1)"},
          {"a checkpoint with one line less",
           "UPDATE ledger_state SET checkpoint = substr(checkpoint, 1, length(checkpoint) - 165)"},
          {"a changed checkpoint",
           "UPDATE ledger_state SET checkpoint = replace(checkpoint, '300', '301')"},
      });
}

TEST_CASE("a log that just filled a tile is checked by the level above") {
  Till till;
  till.seal_many(256);
  check_all_are_refused(
      till, {
                {"a leaf and its record",
                 "UPDATE ledger_entry SET entry = x'7b7d', leaf = zeroblob(32) WHERE idx = 7"},
                {"a record", "UPDATE ledger_entry SET entry = x'7b7d' WHERE idx = 0"},
                {"the tile's root", "UPDATE ledger_tile_root SET hash = zeroblob(32)"},
            });
}

TEST_CASE(
    "an older record is not looked at when a log opens: that is what the check of the whole is "
    "for") {
  Till till;
  till.seal_many(300);
  till.execute("UPDATE ledger_entry SET entry = x'7b7d' WHERE idx = 5");
  CHECK(check_now(till).ok());
}

TEST_CASE("an old checkpoint put back over newer records does not open") {
  Till till;
  till.seal_many(5);
  const auto before = Tables(*till.database).state().value().value();
  till.seal_many(2);
  REQUIRE(Tables(*till.database).save_state(before).ok());
  CHECK(till.try_open().failure().status == TILLGATE_E_LEDGER);
}

TEST_CASE("records without the state of the log do not become a new log") {
  Till till;
  till.seal_many(2);
  till.execute("DELETE FROM ledger_state");
  CHECK(till.try_open().failure().status == TILLGATE_E_LEDGER);
}

TEST_CASE("another log's keys are told apart from foreign keys under this log's name") {
  Till till;
  till.seal_many(2);
  till.journal.reset();
  const Till other("pharmacy.example/store-1/till-2/g1");
  CHECK(Journal::open(*till.database, *other.keys, {"till-1"}, till.clock).failure().status ==
        TILLGATE_E_KEY);
  const Till same_name;
  CHECK(Journal::open(*till.database, *same_name.keys, {"till-1"}, till.clock).failure().status ==
        TILLGATE_E_LEDGER);
}
