// Erasing what a person's digests stand for: the log stands, the person is nowhere.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "ledger/till.hpp"
#include "ledger/verify.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::draft_of;
using test::Till;

namespace {

Draft sale_of(const std::string& key, const std::string& person) {
  Draft draft = draft_of("sale_settled", 100);
  draft.subject = key;
  draft.disclosures = {{"person", {{"name", person}, {"id", "11010119900307899X"}}},
                       {"overrides", "因处方笔误" + person}};
  return draft;
}

// Is it anywhere below the folder?
bool is_on_disk(const std::filesystem::path& folder, std::string_view bytes) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() &&
        test::read_data(entry.path().string()).find(bytes) != std::string::npos)
      return true;
  return false;
}

}  // namespace

TEST_CASE("an erased person is in no file, and the log still verifies") {
  Till till;
  till.seal_many(40);
  const auto erased = till.seal(sale_of("A001", "冯十二")).index;
  const auto kept = till.seal(sale_of("A002", "陈十三")).index;
  Draft later = draft_of("sale_reversed", -100);
  later.subject = "A001";
  later.disclosures = {{"reason", "冯十二要求退货"}};
  till.seal(later);
  const auto log = till.published();
  const Tables tables(*till.database);
  std::vector<Bytes> sealed;
  const auto of_sale = tables.disclosures_of("A001").value();
  for (const auto& [index, name] : of_sale)
    sealed.push_back(tables.disclosure(index, name).value().value());
  REQUIRE(sealed.size() == 3);
  for (const Bytes& bytes : sealed) CHECK(is_on_disk(till.folder.path(), as_text(bytes)));

  {
    auto transaction = store::Transaction::begin(*till.database);
    REQUIRE(till.journal->erase("A001", "op-9").ok());
    REQUIRE(transaction->commit().ok());
  }
  REQUIRE(till.database->wipe_deleted().ok());

  // Neither the person nor the bytes it was sealed in, whole or in part.
  for (const Bytes& bytes : sealed) {
    CHECK_FALSE(is_on_disk(till.folder.path(), as_text(bytes)));
    CHECK_FALSE(is_on_disk(till.folder.path(), as_text(ByteView(bytes).first(16))));
    CHECK_FALSE(is_on_disk(till.folder.path(), as_text(ByteView(bytes).last(16))));
  }
  CHECK_FALSE(is_on_disk(till.folder.path(), "冯十二"));
  CHECK(till.journal->disclosure(erased, "person").value() == std::nullopt);
  CHECK(till.journal->disclosure(kept, "person").value().value()["name"] == "陈十三");

  const Json record =
      Json::parse(as_text(tables.entries(till.journal->size().value() - 1, 1).value().front()));
  CHECK(record["kind"] == "disclosure_erased");
  CHECK(record["operator"] == "op-9");
  CHECK(record["body"]["records"] == Json::parse(R"([{"names":["overrides","person"],"record":40},
                        {"names":["reason"],"record":42}])"));
  CHECK(till.published() == log);
  CHECK(verify_folder(log, till.keys->public_keys())->good());
  CHECK(till.try_open().ok());
}

TEST_CASE("erasing twice, or what never was, changes nothing") {
  Till till;
  till.seal(sale_of("A001", "褚十四"));
  auto transaction = store::Transaction::begin(*till.database);
  CHECK(till.journal->erase("A001", "op-9").value().has_value());
  CHECK_FALSE(till.journal->erase("A001", "op-9").value().has_value());
  CHECK_FALSE(till.journal->erase("A777", "op-9").value().has_value());
  CHECK(till.journal->size().value() == 2);
}

TEST_CASE("an erasure that is rolled back has not happened") {
  Till till;
  till.seal(sale_of("A001", "卫十五"));
  {
    auto transaction = store::Transaction::begin(*till.database);
    REQUIRE(till.journal->erase("A001", "op-9").ok());
  }
  CHECK(till.journal->disclosure(0, "person").value().has_value());
}

TEST_CASE("a person is erased from the records of earlier generations of the log, too") {
  Till till;
  const auto open = [&] {
    till.journal.reset();
    till.database.reset();
    till.database = store::Database::open(till.folder / "till.db").value();
    till.journal = Journal::open(*till.database, *till.keys,
                                 {.till = "till-1",
                                  .signed_state = till.folder / "signed.state",
                                  .after_restore = Journal::AfterRestore::next_generation},
                                 till.clock)
                       .value();
  };
  open();
  till.seal(sale_of("A001", "蒋十六"));
  till.journal.reset();
  till.database.reset();
  std::filesystem::copy_file(till.folder / "till.db", till.folder / "backup.db");
  open();
  till.seal(draft_of("sale_settled"));
  till.journal.reset();
  till.database.reset();
  std::filesystem::rename(till.folder / "backup.db", till.folder / "till.db");
  open();
  REQUIRE(till.journal->opening().next_generation);

  auto transaction = store::Transaction::begin(*till.database);
  REQUIRE(till.journal->erase("A001", "op-9").value().has_value());
  REQUIRE(transaction->commit().ok());
  CHECK_FALSE(Tables(*till.database, 1).disclosure(0, "person").value().has_value());
  const Tables tables(*till.database);
  const Json record =
      Json::parse(as_text(tables.entries(till.journal->size().value() - 1, 1).value().front()));
  CHECK(record["body"]["records"] == Json::parse(R"([{"names":["overrides","person"],"record":0,
                         "origin":"pharmacy.example/store-1/till-1/g1"}])"));
}
