#include "ledger/journal.hpp"

#include <catch2/catch.hpp>

#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/tile.hpp"
#include "ledger/till.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::draft_of;
using test::record_at;
using test::Till;

namespace {

Checkpoint signed_checkpoint(const Till& till, const std::string& text) {
  const auto note = crypto::parse_note(text);
  REQUIRE(note.ok());
  CHECK(crypto::check_note(*note, till.keys->public_keys())->good ==
        std::vector<std::size_t>{0, 1});
  return parse_checkpoint_text(note->text).value();
}

}  // namespace

TEST_CASE("a new log begins empty, with a checkpoint both keys signed") {
  const Till till;
  const Checkpoint checkpoint = signed_checkpoint(till, till.journal->checkpoint().value());
  CHECK(checkpoint.origin == "pharmacy.example/store-1/till-1/g1");
  CHECK(checkpoint.size == 0);
  CHECK(checkpoint.root == empty_root());
  CHECK(till.journal->size().value() == 0);
}

TEST_CASE("each sealed record is under the root of the checkpoint it returns") {
  Till till;
  Frontier expected;
  for (std::uint64_t i = 0; i < 5; ++i) {
    const Sealed sealed = till.seal(draft_of("sale_settled", 100));
    CHECK(sealed.index == i);
    expected.append(leaf_hash(Tables(*till.database).entries(i, 1).value().front()));
    CHECK(sealed.leaf == leaf_hash(Tables(*till.database).entries(i, 1).value().front()));
    const Checkpoint checkpoint = signed_checkpoint(till, sealed.checkpoint);
    CHECK(checkpoint.size == i + 1);
    CHECK(checkpoint.root == expected.root());
    CHECK(till.journal->checkpoint().value() == sealed.checkpoint);
  }
}

TEST_CASE("a record says what, when, who, where, and the running fund total") {
  Till till;
  till.seal(draft_of("gate_opened"));
  till.clock.advance(1500);
  till.seal(draft_of("sale_settled", 2760));
  till.seal(draft_of("sale_reversed", -760));
  const Json record = record_at(till, 1);
  CHECK(record["kind"] == "sale_settled");
  CHECK(record["utc"] == utc_text(till.clock.now()));
  CHECK(record["monotonic_ms"] == till.clock.monotonic_ms());
  CHECK(record["operator"] == "op-7");
  CHECK(record["till"] == "till-1");
  CHECK(record["body"] == Json({{"receipt", "R-1"}, {"lines", 3}}));
  CHECK(record["fund_fen"] == 2760);
  CHECK(record_at(till, 2)["fund_total_fen"] == 2000);
}

TEST_CASE("nothing of a rolled-back record remains, and the next one takes its place") {
  Till till;
  till.seal(draft_of("gate_opened"));
  const std::string before = till.journal->checkpoint().value();
  {
    auto transaction = store::Transaction::begin(*till.database);
    Draft draft = draft_of("sale_settled", 500);
    draft.disclosures = {{"buyer", "张三"}};
    REQUIRE(till.journal->seal(draft).ok());
    REQUIRE(till.journal->seal(draft).ok());
    CHECK(till.journal->size().value() == 3);
  }
  CHECK(till.journal->checkpoint().value() == before);
  CHECK(till.journal->disclosure(1, "buyer").value() == std::nullopt);
  const Sealed sealed = till.seal(draft_of("sale_refused"));
  CHECK(sealed.index == 1);
  CHECK(record_at(till, 1)["fund_total_fen"] == 0);
  CHECK(till.try_open().ok());
}

TEST_CASE(
    "roots of full tiles are kept as they fill, and rolled back with the record that filled them") {
  Till till;
  till.seal_many(255);
  const Tables tables(*till.database);
  {
    auto transaction = store::Transaction::begin(*till.database);
    REQUIRE(till.journal->seal(draft_of("sale_settled")).ok());
    CHECK(tables.hashes(1, 0, 1).ok());
  }
  CHECK(tables.hashes(1, 0, 1).failure().status == TILLGATE_E_LEDGER);
  till.seal(draft_of("sale_refused"));
  CHECK(tables.hashes(1, 0, 1).value().front() == root_of(tables.hashes(0, 0, 256).value()));
}

TEST_CASE("a draft that cannot be sealed leaves the transaction as it was") {
  Till till;
  till.seal(draft_of("gate_opened"));
  auto transaction = store::Transaction::begin(*till.database);
  Draft draft = draft_of("sale_settled");
  draft.body["long"] = std::string(max_entry_size, 'x');
  CHECK(till.journal->seal(draft).failure().status == TILLGATE_E_LIMIT);
  draft = draft_of("Not A Kind");
  CHECK(till.journal->seal(draft).failure().status == TILLGATE_E_ARGUMENT);
  draft = draft_of("sale_settled", 100'000'000'001);
  CHECK(till.journal->seal(draft).failure().status == TILLGATE_E_ARGUMENT);
  draft = draft_of("sale_settled");
  draft.disclosures = {{"buyer", 1}, {"buyer", 2}};
  CHECK(till.journal->seal(draft).failure().status == TILLGATE_E_ARGUMENT);
  draft.disclosures = {{"Buyer", 1}};
  CHECK(till.journal->seal(draft).failure().status == TILLGATE_E_ARGUMENT);
  REQUIRE(transaction->commit().ok());
  CHECK(till.journal->size().value() == 1);
  CHECK(till.try_open().ok());
}

TEST_CASE("a seal that fails at any of its writes leaves nothing once it is rolled back") {
  Till till;
  till.seal_many(255);  // the next record completes a tile, so all four tables are written
  const std::string before = till.journal->checkpoint().value();
  Draft draft = draft_of("sale_settled", 100);
  draft.disclosures = {{"buyer", "钱八"}};
  for (const char* table :
       {"ledger_entry", "ledger_tile_root", "ledger_disclosure", "ledger_state"}) {
    INFO(table);
    const std::string event = table == std::string("ledger_state") ? "UPDATE" : "INSERT";
    till.execute("CREATE TRIGGER broken BEFORE " + event + " ON " + table +
                 " BEGIN SELECT RAISE(ABORT, 'disk'); END");
    {
      auto transaction = store::Transaction::begin(*till.database);
      CHECK(till.journal->seal(draft).failure().status == TILLGATE_E_STORE);
    }
    till.execute("DROP TRIGGER broken");
    CHECK(till.journal->checkpoint().value() == before);
    CHECK(till.journal->size().value() == 255);
  }
  CHECK(till.seal(draft).index == 255);
  CHECK(till.try_open().ok());
}

TEST_CASE("outside a transaction nothing is sealed") {
  Till till;
  CHECK(till.journal->seal(draft_of("gate_opened")).failure().status == TILLGATE_E_INTERNAL);
  CHECK(till.journal->size().value() == 0);
}

TEST_CASE("personal data is in no record, can be shown again, and its loss breaks nothing") {
  Till till;
  Draft draft = draft_of("sale_settled", 100);
  draft.disclosures = {{"buyer", {{"name", "王五"}, {"id", "11010119900307899X"}}},
                       {"agent", "赵六"}};
  till.seal(draft);
  const Bytes entry = Tables(*till.database).entries(0, 1).value().front();
  CHECK(as_text(entry).find("王五") == std::string_view::npos);
  CHECK(as_text(entry).find("899X") == std::string_view::npos);
  const Bytes sealed = Tables(*till.database).disclosure(0, "buyer").value().value();
  CHECK(as_text(sealed).find("王五") == std::string_view::npos);
  CHECK(till.journal->disclosure(0, "buyer").value() == draft.disclosures[0].value);
  CHECK(till.journal->disclosure(0, "agent").value() == "赵六");
  CHECK(till.journal->disclosure(0, "other").value() == std::nullopt);

  till.execute("DELETE FROM ledger_disclosure WHERE name = 'agent'");
  CHECK(till.journal->disclosure(0, "agent").value() == std::nullopt);
  CHECK(till.try_open().ok());
}

TEST_CASE("a disclosure that was swapped or changed is not shown") {
  Till till;
  for (const char* name : {"李四", "王五"}) {
    Draft draft = draft_of("sale_settled");
    draft.disclosures = {{"buyer", name}};
    till.seal(draft);
  }
  till.execute(
      "UPDATE ledger_disclosure SET sealed = (SELECT sealed FROM ledger_disclosure WHERE idx = 1) "
      "WHERE idx = 0");
  CHECK(till.journal->disclosure(0, "buyer").failure().status == TILLGATE_E_LEDGER);
  CHECK(till.journal->disclosure(1, "buyer").value() == "王五");
}

TEST_CASE("a log goes on after a restart") {
  Till till;
  till.seal_many(3);
  const std::string before = till.journal->checkpoint().value();
  till.open();
  CHECK(till.journal->checkpoint().value() == before);
  CHECK(till.seal(draft_of("gate_opened")).index == 3);
}
