// A till with a log of its own: fresh keys, a database, a clock that stands still, a journal.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "crypto/key_folder.hpp"
#include "ledger/journal.hpp"
#include "ledger/tables.hpp"
#include "ledger/trust.hpp"
#include "store/database.hpp"
#include "support/clock.hpp"
#include "support/folder.hpp"

namespace tillgate::test {

inline ledger::Draft draft_of(const std::string& kind, Fen fund_fen = 0) {
  return {kind, "op-7", {{"receipt", "R-1"}, {"lines", 3}}, {}, fund_fen};
}

class Till {
 public:
  explicit Till(const std::string& origin = "pharmacy.example/store-1/till-1/g1") {
    REQUIRE(crypto::KeyFolder::create(folder / "keys", origin).ok());
    keys = std::make_unique<crypto::KeyFolder>(crypto::KeyFolder::load(folder / "keys").value());
    open();
  }

  // As after a restart of the program.
  void open() {
    auto opened = try_open();
    REQUIRE(opened.ok());
    journal = std::move(opened).value();
  }
  Result<std::unique_ptr<ledger::Journal>> try_open() {
    journal.reset();
    database.reset();
    database = store::Database::open(folder / "till.db").value();
    return ledger::Journal::open(*database, *keys, {"till-1"}, clock);
  }

  ledger::Sealed seal(const ledger::Draft& draft) {
    auto transaction = store::Transaction::begin(*database);
    REQUIRE(transaction.ok());
    const auto sealed = journal->seal(draft);
    REQUIRE(sealed.ok());
    REQUIRE(transaction->commit().ok());
    return *sealed;
  }
  // `count` records in one transaction, the first of a log a gate_opened; time passes between them.
  void seal_many(std::uint64_t count) {
    auto transaction = store::Transaction::begin(*database);
    REQUIRE(transaction.ok());
    for (std::uint64_t i = 0; i < count; ++i) {
      const bool first = journal->size().value() == 0;
      REQUIRE(
          journal->seal(draft_of(first ? "gate_opened" : "sale_settled", first ? 0 : 100 + Fen(i)))
              .ok());
      clock.advance(1000);
    }
    REQUIRE(transaction->commit().ok());
  }
  std::filesystem::path published() {
    REQUIRE(journal->publish(folder / "log").ok());
    return folder / "log";
  }
  void execute(const std::string& sql) { REQUIRE(database->execute(sql).ok()); }

  TemporaryFolder folder;
  FixedClock clock;
  std::unique_ptr<crypto::KeyFolder> keys;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<ledger::Journal> journal;
};

inline Json record_at(const Till& till, std::uint64_t index) {
  return Json::parse(as_text(ledger::Tables(*till.database).entries(index, 1).value().front()));
}

// What an auditor got at the enrolment of the till.
inline ledger::TrustedKeys trusted_keys_of(const Till& till) {
  ledger::TrustedKeys trusted;
  for (const auto& key : till.keys->public_keys())
    REQUIRE(ledger::add_trusted(crypto::vkey_text(key.name, key.key), trusted).ok());
  return trusted;
}

}  // namespace tillgate::test
