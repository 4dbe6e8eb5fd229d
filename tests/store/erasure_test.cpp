// What was erased is nowhere in the files, not even where SQLite leaves copies of rows it moved.
#include "store/erasure.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "support/data.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using store::Database;
using store::Transaction;

namespace {

using Blob = std::string;

class Noise {
 public:
  Blob of(std::size_t shortest, std::size_t longest) {
    Blob blob(shortest + generator_() % (longest - shortest), '\0');
    for (char& c : blob) c = static_cast<char>(generator_());
    return blob;
  }

 private:
  std::mt19937 generator_{20261124};  // NOLINT(cert-msc51-cpp): the same bytes in every run
};

std::string hex(const Blob& blob) {
  return "x'" + to_hex(as_bytes(blob)) + "'";
}

// Everything that the till's files hold, in one text.
std::string files_of(const test::TemporaryFolder& folder) {
  std::string all;
  for (const auto& file : std::filesystem::directory_iterator(folder.path()))
    all += test::read_file(file.path());
  return all;
}

// Is a piece of the blob there? Shorter pieces could be there by chance.
bool is_in(const std::string& bytes, const Blob& blob) {
  constexpr std::size_t piece = 12;
  for (std::size_t at = 0; at + piece <= blob.size(); at += 4)
    if (bytes.find(blob.substr(at, piece)) != std::string::npos) return true;
  return false;
}

struct SoldTo {
  std::string key;
  std::vector<Blob> personal;
};

SoldTo sell(Database& database, int number, Noise& noise) {
  SoldTo sale{"S" + std::to_string(1'000 + number),
              {noise.of(150, 900), noise.of(200, 1'500), noise.of(64, 65)}};
  const std::string& key = sale.key;
  REQUIRE(
      database
          .execute(
              "INSERT INTO sale (key, state, operator, begun_ms, changed_ms, sealed, personal)"
              " VALUES ('" +
              key + "', 'settled', 'C1', 1, 1, x'00', " + hex(sale.personal[0]) +
              ");"
              "INSERT INTO upload (document, sale, kind, state, attempts, next_ms, queued_ms, "
              "sealed)"
              " VALUES ('U" +
              key + "', '" + key + "', '3505', 'accepted', 0, 0, 1, " + hex(sale.personal[1]) +
              ");"
              "INSERT INTO past_line (receipt, line, kind, at_ms, person, buyer, basket, pay, sku,"
              " ephedrine, packs, amount_fen) VALUES ('" +
              key + "', 1, 'sale', 1, '" + to_hex(as_bytes(sale.personal[2])) + "', '" +
              to_hex(as_bytes(sale.personal[2])) +
              "', 'D018*1', 'fund', 'D018', 0, 1, 100);"
              "INSERT INTO agent_receipt (receipt, kind, at_ms, agent, phone, person, fund) VALUES"
              " ('" +
              key + "', 'sale', 1, '" + to_hex(as_bytes(sale.personal[2])) + "', '" +
              to_hex(as_bytes(sale.personal[2])) + "', '" + to_hex(as_bytes(sale.personal[2])) +
              "', 1)")
          .ok());
  sale.personal[2] = to_hex(as_bytes(sale.personal[2]));
  return sale;
}

Result<Done> erase(Database& database, const std::string& sale) {
  TILLGATE_TRY(transaction, Transaction::begin(database));
  TILLGATE_CHECK(store::erase_person(database, sale));
  return transaction.commit();
}

std::int64_t count(Database& database, const char* sql) {
  auto query = database.query(sql);
  REQUIRE(query->step().value());
  return query->integer(0);
}

}  // namespace

TEST_CASE("among many sales the erased ones leave no byte, the others every byte") {
  const test::TemporaryFolder folder;
  auto database = Database::open(folder / "till.db").value();
  Noise noise;
  std::vector<SoldTo> sales;
  for (int i = 0; i < 400; ++i) sales.push_back(sell(*database, (i * 173) % 400, noise));
  const auto is_erased = [](std::size_t i) { return i % 3 == 1; };
  for (std::size_t i = 0; i < sales.size(); ++i)
    if (is_erased(i)) REQUIRE(erase(*database, sales[i].key).ok());

  const auto remains = [&] {
    std::set<std::string> found;
    const std::string bytes = files_of(folder);
    for (std::size_t i = 0; i < sales.size(); ++i)
      for (const Blob& blob : sales[i].personal)
        if (is_erased(i) && is_in(bytes, blob)) found.insert(sales[i].key);
    return found;
  };
  // In the write-ahead log, and in the main file where rows have moved.
  REQUIRE_FALSE(remains().empty());
  REQUIRE(database->execute("PRAGMA wal_checkpoint(TRUNCATE)").ok());
  REQUIRE_FALSE(remains().empty());

  REQUIRE(database->wipe_deleted().ok());
  CHECK(remains() == std::set<std::string>{});
  CHECK(count(*database,
              "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") == 0);
  CHECK(count(*database, "SELECT count(*) FROM sale WHERE length(personal) > 0") == 267);
  CHECK(count(*database, "SELECT count(*) FROM upload WHERE length(sealed) > 0") == 267);
  CHECK(count(*database, "SELECT count(*) FROM past_line WHERE person IS NOT NULL") == 267);
  CHECK(count(*database, "SELECT count(*) FROM past_line") == 400);
  const std::string bytes = files_of(folder);
  CHECK(is_in(bytes, sales[0].personal[0]));
  REQUIRE(sell(*database, 1'000, noise).personal.size() == 3);
}

TEST_CASE("an erasure that a power cut kept from being made final is so after the next opening") {
  const test::TemporaryFolder folder;
  Noise noise;
  auto database = Database::open(folder / "till.db").value();
  const SoldTo sale = sell(*database, 1, noise);
  REQUIRE(erase(*database, sale.key).ok());
  for (const char* name : {"till.db", "till.db-wal"})
    std::filesystem::copy_file(folder / name, folder / (std::string("cut-") + name));
  database.reset();
  const test::TemporaryFolder after;
  for (const char* name : {"till.db", "till.db-wal"})
    std::filesystem::rename(folder / (std::string("cut-") + name), after / name);
  REQUIRE(is_in(files_of(after), sale.personal[0]));

  database = Database::open(after / "till.db").value();
  for (const Blob& blob : sale.personal) CHECK_FALSE(is_in(files_of(after), blob));
  CHECK(count(*database, "SELECT count(*) FROM meta WHERE name = 'wipe_due'") == 0);
}

TEST_CASE("no column that holds something of a person is forgotten by an erasure") {
  const test::TemporaryFolder folder;
  auto database = Database::open(folder / "till.db").value();
  Noise noise;
  sell(*database, 1, noise);
  REQUIRE(
      database
          ->execute("INSERT INTO refund (sale, state, begun_ms, sealed)"
                    " VALUES ('S1001', 'refunded', 1, x'01');"
                    "INSERT INTO past_line (receipt, line, kind, at_ms, person, buyer, basket, pay,"
                    " sku, ephedrine, packs, amount_fen, returns)"
                    " SELECT 'S1001/refund', line, 'refund', at_ms, person, buyer, basket, pay,"
                    " sku, ephedrine, packs, amount_fen, receipt FROM past_line;"
                    "INSERT INTO prescription_seen (number, sale, doctor, issued_ms, patient,"
                    " content) VALUES ('RX1', 'S1001', 'd1', 1, 'p1', 'c1')")
          .ok());
  REQUIRE(erase(*database, "S1001").ok());
  // Whoever adds a column of this sort decides here what an erasure does with it.
  std::set<std::string> personal;
  auto columns = database->query(
      "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
      " WHERE t.type = 'table' AND c.name IN ('sealed', 'personal', 'person', 'buyer', 'agent',"
      " 'phone', 'patient', 'reason')");
  while (columns->step().value()) personal.insert(columns->text(0));
  CHECK(personal ==
        std::set<std::string>{"agent_receipt.agent", "agent_receipt.person", "agent_receipt.phone",
                              "ledger_disclosure.sealed", "past_line.buyer", "past_line.person",
                              "prescription_seen.patient", "refund.sealed", "sale.personal",
                              "sale.sealed", "upload.reason", "upload.sealed",
                              "witness_failure.reason"});  // no person is in that one
  CHECK(count(*database, "SELECT count(*) FROM refund WHERE sealed <> x''") == 0);
  CHECK(count(*database,
              "SELECT count(*) FROM agent_receipt"
              " WHERE coalesce(agent, phone, person) IS NOT NULL") == 0);
  CHECK(count(*database, "SELECT count(*) FROM prescription_seen WHERE patient IS NOT NULL") == 0);
  CHECK(count(*database, "SELECT count(*) FROM sale WHERE personal <> x'' OR sealed = x''") == 0);
  CHECK(count(*database, "SELECT count(*) FROM upload WHERE sealed <> x'' OR reason IS NOT NULL") ==
        0);
  CHECK(count(*database,
              "SELECT count(*) FROM past_line WHERE coalesce(person, buyer) IS NOT NULL") == 0);
}

TEST_CASE("a sale that is not over, waits for the platform or does not exist is not erased") {
  const test::TemporaryFolder folder;
  auto database = Database::open(folder / "till.db").value();
  Noise noise;
  CHECK(erase(*database, "S1001").failure().status == TILLGATE_E_DOCUMENT);
  sell(*database, 1, noise);
  for (const char* state : {"open", "settling", "uncertain"}) {
    REQUIRE(database->execute("UPDATE sale SET state = '" + std::string(state) + "'").ok());
    CHECK(erase(*database, "S1001").failure().status == TILLGATE_E_STATE);
  }
  REQUIRE(database
              ->execute("UPDATE sale SET state = 'settled';"
                        "INSERT INTO refund (sale, state, begun_ms, sealed)"
                        " VALUES ('S1001', 'refunding', 1, x'01')")
              .ok());
  CHECK(erase(*database, "S1001").failure().status == TILLGATE_E_STATE);
  REQUIRE(database->execute("DELETE FROM refund").ok());
  REQUIRE(database->execute("UPDATE sale SET state = 'settled'; UPDATE upload SET state = 'queued'")
              .ok());
  CHECK(erase(*database, "S1001").failure().status == TILLGATE_E_STATE);
  CHECK(count(*database, "SELECT count(*) FROM sale WHERE length(personal) > 0") == 1);
  CHECK(count(*database, "SELECT count(*) FROM meta WHERE name = 'wipe_due'") == 0);
}
