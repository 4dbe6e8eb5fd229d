// A database put back from a backup, and what the log makes of it.
#include <catch2/catch.hpp>

#include "base/os/file.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/generation.hpp"
#include "ledger/signed_state.hpp"
#include "ledger/till.hpp"
#include "ledger/verify.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::draft_of;
using test::Till;

namespace {

using AfterRestore = Journal::AfterRestore;

Result<bool> any(const SignedState::Found&) {
  return true;
}

// A till with a signed state beside its database.
class Shop {
 public:
  Shop() { REQUIRE(open(AfterRestore::refuse).ok()); }

  Result<Done> open(AfterRestore after_restore) {
    till.journal.reset();
    till.database.reset();
    till.database = store::Database::open(till.folder / "till.db").value();
    auto opened =
        Journal::open(*till.database, *till.keys,
                      {"till-1", till.folder / "signed.state", after_restore}, till.clock);
    if (!opened) return opened.failure();
    till.journal = std::move(opened).value();
    return Done{};
  }
  void back_up() { copy("till.db", "backup.db"); }
  void restore() {
    close();
    copy("backup.db", "till.db");
  }
  void close() {
    till.journal.reset();
    till.database.reset();
  }
  void copy(const std::string& from, const std::string& to) {
    close();
    std::filesystem::copy_file(till.folder / from, till.folder / to,
                               std::filesystem::copy_options::overwrite_existing);
  }
  std::string signed_note() {
    return SignedState(till.folder / "signed.state").newest(any).value().value().note;
  }
  Json record_at(std::uint64_t index) const {
    return Json::parse(as_text(Tables(*till.database).entries(index, 1).value().front()));
  }

  Till till;
};

}  // namespace

TEST_CASE("the signed state follows every committed record, and no other") {
  Shop shop;
  shop.till.seal_many(3);
  CHECK(shop.signed_note() == shop.till.journal->checkpoint().value());
  {
    auto rolled_back = store::Transaction::begin(*shop.till.database);
    REQUIRE(shop.till.journal->seal(draft_of("sale_settled")).ok());
  }
  CHECK(shop.signed_note() == shop.till.journal->checkpoint().value());
  shop.till.seal(draft_of("sale_settled"));
  CHECK(shop.signed_note() == shop.till.journal->checkpoint().value());
  CHECK(shop.open(AfterRestore::refuse).ok());
  CHECK_FALSE(shop.till.journal->opening().next_generation);
  CHECK_FALSE(shop.till.journal->opening().no_signed_state);
}

TEST_CASE("a backup older than what was signed is not signed on") {
  Shop shop;
  shop.till.seal_many(5);
  shop.back_up();
  REQUIRE(shop.open(AfterRestore::refuse).ok());
  shop.till.seal_many(2);
  shop.restore();
  const auto opened = shop.open(AfterRestore::refuse);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.failure().status == TILLGATE_E_LEDGER);
  CHECK(opened.failure().where == "pharmacy.example/store-1/till-1/g1, record 7");
}

TEST_CASE("a backup as new as what was signed goes on") {
  Shop shop;
  shop.till.seal_many(5);
  shop.back_up();
  shop.restore();
  CHECK(shop.open(AfterRestore::refuse).ok());
  CHECK(shop.till.seal(draft_of("sale_settled")).index == 5);
}

TEST_CASE("after a restored backup the next generation begins, and says what it follows") {
  Shop shop;
  shop.till.seal_many(5);
  Draft with_person = draft_of("sale_settled");
  with_person.disclosures = {{"person", "郑十一"}};
  shop.till.seal(with_person);
  shop.back_up();
  REQUIRE(shop.open(AfterRestore::refuse).ok());
  shop.till.seal_many(2);
  const std::string last_signed = shop.till.journal->checkpoint().value();
  const std::string published = test::read_data((shop.till.published() / "checkpoint").string());
  shop.restore();

  REQUIRE(shop.open(AfterRestore::next_generation).ok());
  Journal& journal = *shop.till.journal;
  CHECK(journal.opening().next_generation);
  CHECK(journal.origin() == "pharmacy.example/store-1/till-1/g2");
  CHECK(journal.size().value() == 1);
  const Json record = shop.record_at(0);
  CHECK(record["kind"] == "generation_begun");
  CHECK(record["body"]["signed"] == last_signed);
  CHECK(record["body"]["found"]["origin"] == "pharmacy.example/store-1/till-1/g1");
  CHECK(record["body"]["found"]["size"] == 6);
  CHECK(record["fund_total_fen"] == 0);

  SECTION("the old generation's folder is left alone; the new one verifies under its own name") {
    CHECK(journal.publish(shop.till.folder / "log").failure().status == TILLGATE_E_LEDGER);
    CHECK(test::read_data((shop.till.folder / "log/checkpoint").string()) == published);
    REQUIRE(journal.publish(shop.till.folder / "log-g2").ok());
    const auto report = verify_folder(shop.till.folder / "log-g2", journal.verifier_keys().value());
    CHECK(report->good());
    CHECK(record["body"]["keys"][0] ==
          crypto::vkey_text(journal.origin(), shop.till.keys->ed25519().key.public_key()));
  }
  SECTION("what the database held of the old generation is still there") {
    const Tables old(*shop.till.database, 1);
    CHECK(old.state().value()->size() == 6);
    CHECK(old.entries(0, 6).ok());
    CHECK(old.last_entry_plus_one().value() == 6);
    CHECK(old.disclosure(5, "person").value().has_value());
  }
  SECTION("it goes on as any log does, over restarts and over further backups") {
    shop.till.seal_many(300);
    CHECK(shop.open(AfterRestore::refuse).ok());
    CHECK_FALSE(shop.till.journal->opening().next_generation);
    CHECK(shop.till.journal->size().value() == 301);
    shop.restore();  // the backup of the first generation again
    CHECK(shop.open(AfterRestore::refuse).failure().status == TILLGATE_E_LEDGER);
    REQUIRE(shop.open(AfterRestore::next_generation).ok());
    CHECK(shop.till.journal->origin() == "pharmacy.example/store-1/till-1/g3");
  }
}

TEST_CASE("a database that is gone does not make the log begin anew under its old name") {
  Shop shop;
  shop.till.seal_many(3);
  shop.close();
  for (const char* file : {"till.db", "till.db-wal"})
    std::filesystem::remove(shop.till.folder / file);
  CHECK(shop.open(AfterRestore::refuse).failure().status == TILLGATE_E_LEDGER);
  REQUIRE(shop.open(AfterRestore::next_generation).ok());
  CHECK(shop.till.journal->origin() == "pharmacy.example/store-1/till-1/g2");
  CHECK_FALSE(shop.record_at(0)["body"].contains("found"));
}

TEST_CASE("a copy that went on elsewhere, and is longer than what was signed here, is told apart") {
  Shop shop;
  shop.till.seal_many(5);
  shop.back_up();
  // The copy seals three records, the original two other ones.
  REQUIRE(shop.open(AfterRestore::refuse).ok());
  shop.till.clock.advance(1);
  shop.till.seal_many(2);
  shop.close();
  shop.copy("signed.state", "signed.original");
  std::filesystem::remove(shop.till.folder / "signed.state");
  shop.restore();
  REQUIRE(shop.open(AfterRestore::refuse).ok());
  shop.till.clock.advance(500);
  shop.till.seal_many(3);
  shop.copy("signed.original", "signed.state");
  CHECK(shop.open(AfterRestore::refuse).failure().status == TILLGATE_E_LEDGER);
  REQUIRE(shop.open(AfterRestore::next_generation).ok());
  CHECK(shop.record_at(0)["body"]["found"]["size"] == 8);
}

TEST_CASE("a lost signed state is said, and begun again") {
  Shop shop;
  shop.till.seal_many(3);
  shop.close();
  SECTION("the file is gone") {
    std::filesystem::remove(shop.till.folder / "signed.state");
  }
  SECTION("both slots were torn") {
    REQUIRE(os::overwrite_in_place(shop.till.folder / "signed.state", 0, Bytes(8192, 'x'),
                                   os::Flush::to_disk)
                .ok());
  }
  REQUIRE(shop.open(AfterRestore::refuse).ok());
  CHECK(shop.till.journal->opening().no_signed_state);
  CHECK(shop.signed_note() == shop.till.journal->checkpoint().value());
}

TEST_CASE("one torn slot leaves the other") {
  Shop shop;
  shop.till.seal_many(1);
  shop.till.seal_many(1);
  const std::string newest = shop.signed_note();
  const std::string file = (shop.till.folder / "signed.state").string();
  const std::string content = test::read_data(file);
  const std::size_t slot = content.starts_with(newest) ? 0 : 4096;
  REQUIRE(os::overwrite_in_place(file, slot + 60, as_bytes("torn"), os::Flush::to_disk).ok());
  CHECK(shop.signed_note() != newest);
  CHECK(shop.open(AfterRestore::refuse).ok());
  CHECK(shop.signed_note() == newest);
}

TEST_CASE("another log's signed state, or one that other keys signed, is refused") {
  Shop shop;
  shop.till.seal_many(2);
  Till other("pharmacy.example/store-2/till-1/g1");
  Till same_name;
  for (Till* stranger : {&other, &same_name}) {
    std::filesystem::remove(shop.till.folder / "signed.state");
    SignedState state(shop.till.folder / "signed.state");
    REQUIRE(state.newest(any).ok());
    stranger->seal_many(9);
    REQUIRE(state.write(stranger->journal->checkpoint().value(), os::Flush::to_disk).ok());
    CHECK(shop.open(AfterRestore::next_generation).failure().status == TILLGATE_E_LEDGER);
  }
}

TEST_CASE("a checkpoint is not handed out, nor published, out of a transaction that may fail") {
  Shop shop;
  auto transaction = store::Transaction::begin(*shop.till.database);
  REQUIRE(shop.till.journal->seal(draft_of("gate_opened")).ok());
  CHECK(shop.till.journal->checkpoint().failure().status == TILLGATE_E_INTERNAL);
  CHECK(shop.till.journal->publish(shop.till.folder / "log").failure().status ==
        TILLGATE_E_INTERNAL);
}

TEST_CASE("while the signed state cannot be written, records are sealed but no checkpoint leaves") {
  Shop shop;
  shop.till.seal_many(1);
  std::filesystem::remove(shop.till.folder / "signed.state");
  std::filesystem::create_directory(shop.till.folder / "signed.state");
  CHECK(shop.till.seal(draft_of("sale_settled")).index == 1);
  CHECK_FALSE(shop.till.journal->checkpoint().ok());
  CHECK_FALSE(shop.till.journal->publish(shop.till.folder / "log").ok());
  CHECK_FALSE(std::filesystem::exists(shop.till.folder / "log/checkpoint"));
}

TEST_CASE("the next generation's name follows the one before") {
  struct Case {
    const char* origin;
    std::int64_t generation;
    const char* next;
  };
  for (const Case& c : {Case{"a.example/s/t/g1", 1, "a.example/s/t/g2"},
                        {"a.example/s/t/g9", 9, "a.example/s/t/g10"},
                        {"a.example/s/t/1", 1, "a.example/s/t/2"},
                        {"a.example/till-7", 1, "a.example/till-7/g2"},
                        {"a.example/s/t/g0", 1, "a.example/s/t/g0/g2"},
                        {"a.example/s/t/g", 1, "a.example/s/t/g/g2"},
                        {"till", 1, "till/g2"}}) {
    INFO(c.origin);
    CHECK(generation_of(c.origin).number == c.generation);
    const std::string next = origin_of_generation(c.origin, c.generation + 1);
    CHECK(next == c.next);
    CHECK(same_log(c.origin, next));
    CHECK(generation_of(next).number == c.generation + 1);
  }
  CHECK_FALSE(same_log("a.example/s/t1/g1", "a.example/s/t2/g1"));
}
