// A person asks to be forgotten: what the till's files hold afterwards, looked at byte by byte, and
// opened with the till's own keys.
#include <catch2/catch.hpp>
#include <set>

#include "abi/till.hpp"
#include "crypto/aead.hpp"
#include "crypto/key_folder.hpp"
#include "crypto/mac.hpp"
#include "ledger/archive.hpp"
#include "ledger/disclosure.hpp"
#include "ledger/log_source.hpp"
#include "ledger/tables.hpp"
#include "ledger/verify.hpp"
#include "support/data.hpp"
#include "support/program.hpp"

using namespace tillgate;
using test::amlodipine;
using test::Answer;
using test::Till;

namespace {

Answer erase(const Till& till, const std::string& sale) {
  const Json document = {{"sale", sale}, {"operator", {{"id", "M001"}}}};
  return test::ask(tillgate_person_erase, till.gate(), document.dump().c_str(), 10'000);
}

// A prescription medicine for Zhao, which the platform and the rules have a lot to know about.
void sell_on_prescription(const Till& till, const std::string& key) {
  const test::Sale sale = till.begin(key);
  REQUIRE(sale.identify(test::zhao).document["identified"] == true);
  REQUIRE(sale.prescription(test::prescription_for(test::zhao, "RX1", amlodipine, 1)).status == 0);
  REQUIRE(sale.line(1, "D001", 1, "fund", {{"prescription", "RX1"}}).status == TILLGATE_OK);
  REQUIRE(sale.scan("89900010000000000001").status == TILLGATE_OK);
  INFO(sale.review().document.dump());
  REQUIRE(sale.settle().document["settled"] == true);
  sale.close();
}

void sell_to_qian(const Till& till, const std::string& key, const std::string& code) {
  const test::Sale sale = till.begin(key);
  REQUIRE(sale.identify(test::qian).document["identified"] == true);
  REQUIRE(sale.line(1, "D018").status == TILLGATE_OK);
  REQUIRE(sale.scan(code).status == TILLGATE_OK);
  REQUIRE(sale.review().status == TILLGATE_OK);
  REQUIRE(sale.settle().document["settled"] == true);
  sale.close();
}

// The files of a till that is closed, and what its keys open of them.
class Files {
 public:
  explicit Files(const Till& till)
      : keys_(crypto::KeyFolder::load(till.path("keys")).value()),
        rows_key_(keys_.data_key().derive("tillgate rows v1").value()),
        database_(store::Database::open(till.path("till.db")).value()) {}

  // Under which the past of the till knows somebody.
  std::string keyed_hash(const std::string& certificate_number) const {
    const auto key = keys_.data_key().derive("tillgate person v1").value();
    return to_hex(crypto::hmac_sha256(key.bytes(), as_bytes(certificate_number)).value());
  }

  struct Row {
    std::string sale;
    Bytes sealed;
    std::optional<std::string> opened;  // what the keys make of it
    bool goods = false;                 // which an erasure leaves
  };
  std::vector<Row> sealed_rows() {
    std::vector<Row> rows;
    read("SELECT key, key, sealed FROM sale", "tillgate/sale/1\n", rows);
    for (Row& row : rows) row.goods = true;
    read("SELECT key, key, personal FROM sale", "tillgate/sale/personal/1\n", rows);
    read("SELECT sale, document, sealed FROM upload", "tillgate/upload/1\n", rows);
    auto query = database_->query("SELECT subject, idx, name, sealed FROM ledger_disclosure");
    while (query->step().value()) {
      Row row{query->text(0), query->blob(3), std::nullopt, false};
      const std::string name = query->text(2);
      row.opened =
          ledger::open_disclosure(
              keys_.data_key(),
              {keys_.origin(), static_cast<std::uint64_t>(query->integer(1)), name}, row.sealed)
              .value();
      rows.push_back(std::move(row));
    }
    return rows;
  }
  void archive(const std::filesystem::path& file) {
    REQUIRE(ledger::archive(*database_, file, {&keys_.ed25519(), &keys_.sm2()}).ok());
  }
  ledger::Demands demands() const {
    ledger::Demands demands;
    for (const auto& key : keys_.public_keys())
      REQUIRE(ledger::add_trusted(crypto::vkey_text(key.name, key.key), demands.keys).ok());
    return demands;
  }

 private:
  // Columns: sale, what the place ends with, sealed bytes.
  void read(const char* sql, const std::string& place, std::vector<Row>& rows) {
    auto query = database_->query(sql);
    while (query->step().value()) {
      Row row{query->text(0), query->blob(2), std::nullopt, false};
      if (row.sealed.empty()) continue;
      const auto opened =
          crypto::open_sealed(rows_key_, as_bytes(place + query->text(1)), row.sealed);
      if (*opened) row.opened = std::string(as_text(**opened));
      rows.push_back(std::move(row));
    }
  }

  crypto::KeyFolder keys_;
  crypto::SecretKey rows_key_;
  std::unique_ptr<store::Database> database_;
};

// The files below the till's folder that hold these bytes.
std::set<std::string> files_with(const Till& till, std::string_view bytes) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(till.path("")))
    // The simulated platform's own world lies beside the till.
    if (entry.is_regular_file() && entry.path().filename() != "platform.json" &&
        test::read_file(entry.path()).find(bytes) != std::string::npos)
      names.insert(entry.path().filename().string());
  return names;
}

int verify_with_python(const Till& till, const std::string& folder, const std::string& older) {
  test::Program python(
      TILLGATE_PYTHON,
      {std::string(TILLGATE_SOURCE_DIR) + "/sdk/python/verify_log.py", till.path(folder).string(),
       "--key", till.path("keys/log.vkeys").string(), "--older", till.path(older).string()});
  while (python.read_line(60'000)) {
  }
  return python.wait();
}

}  // namespace

TEST_CASE("an erased person is in no file, opened or not, and every proof still holds") {
  Till till;
  sell_on_prescription(till, "A1");
  sell_to_qian(till, "B1", "89900180000000000002");  // whose facts tell of the sale before
  {
    const test::Sale given_up = till.begin("A2");
    REQUIRE(given_up.identify(test::zhao).document["identified"] == true);
    REQUIRE(given_up.abandon("赵示例改天再来").status == TILLGATE_OK);
    given_up.close();
  }
  REQUIRE(till.sync().status == TILLGATE_OK);
  REQUIRE(test::ask(tillgate_export, till.gate(), till.path("before").c_str(), 5'000).status == 0);
  till.close();

  std::vector<std::string> traces{test::zhao.name, test::zhao.id_number, test::zhao.token};
  std::vector<Bytes> sealed;
  {
    Files files(till);
    traces.push_back(files.keyed_hash(test::zhao.id_number));
    std::size_t tell = 0;
    for (const Files::Row& row : files.sealed_rows()) {
      REQUIRE(row.opened);
      const bool of_zhao = row.sale == "A1" || row.sale == "A2";
      if (of_zhao && !row.goods) sealed.push_back(row.sealed);
      for (const std::string& trace : traces) {
        if (row.opened->find(trace) == std::string::npos) continue;
        ++tell;
        CHECK((of_zhao && !row.goods));
      }
    }
    CHECK(tell > 5);
    CHECK(sealed.size() >= 6);
    CHECK_FALSE(files_with(till, traces.back()).empty());
    for (const Bytes& bytes : sealed)
      CHECK_FALSE(files_with(till, as_text(bytes).substr(0, 24)).empty());
  }

  REQUIRE(till.open().status == TILLGATE_OK);
  for (const char* sale : {"A1", "A2"}) {
    const Answer erased = erase(till, sale);
    REQUIRE(erased.status == TILLGATE_OK);
    CHECK(erased.document["erased"] == true);
    CHECK(erased.document["sale"] == sale);
    const Answer again = erase(till, sale);
    CHECK(again.status == TILLGATE_OK);
    CHECK(again.document == Json{{"erased", false}, {"sale", sale}, {"record", nullptr}});
  }
  const auto records = till.verified_records();  // also exports
  CHECK(records[records.size() - 3]["kind"] == "disclosure_erased");
  CHECK(records[records.size() - 3]["operator"] == "M001");

  // While the till is open: not even in its write-ahead log.
  for (const std::string& trace : traces) CHECK(files_with(till, trace) == std::set<std::string>{});
  for (const Bytes& bytes : sealed) {
    // In pieces, because a file may hold a part of it.
    for (std::size_t at = 0; at + 12 <= bytes.size(); at += 12)
      REQUIRE(files_with(till, as_text(bytes).substr(at, 12)) == std::set<std::string>{});
  }

  // The goods are still known, and cannot be sold again.
  const test::Sale shown = till.begin("A1");
  CHECK(shown.show().document["state"] == "settled");
  CHECK(shown.show().document["lines"].size() == 1);
  shown.close();
  till.close();

  Files files(till);
  std::size_t of_qian = 0;
  for (const Files::Row& row : files.sealed_rows()) {
    REQUIRE(row.opened);
    for (const std::string& trace : traces) CHECK(row.opened->find(trace) == std::string::npos);
    if (row.opened->find(test::qian.name) != std::string::npos) ++of_qian;
  }
  CHECK(of_qian > 0);
  files.archive(till.path("log.tar"));
  for (const std::string& trace : traces) CHECK(files_with(till, trace).empty());

  ledger::Demands demands = files.demands();
  demands.earlier.push_back({"before", test::read_file(till.path("before/checkpoint"))});
  for (const char* place : {"published", "log.tar"}) {
    const auto source = ledger::open_log_source(till.path(place));
    const auto report = ledger::verify_log(**source, demands);
    CHECK(report->good());
    CHECK(report->continued == 1);
  }
  CHECK(verify_with_python(till, "published", "before/checkpoint") == 0);
}

TEST_CASE("who is not to be erased, or not there, is told apart") {
  Till till;
  const test::Sale open = till.begin("S1");
  REQUIRE(open.identify(test::zhao).document["identified"] == true);
  CHECK(erase(till, "S1").status == TILLGATE_E_STATE);
  const Answer unknown = erase(till, "S2");
  CHECK(unknown.status == TILLGATE_E_DOCUMENT);
  CHECK(unknown.document["where"] == "/sale");
  CHECK(test::ask(tillgate_person_erase, till.gate(), R"({"sale":"S1"})", 1'000).status ==
        TILLGATE_E_DOCUMENT);
  CHECK(test::ask(tillgate_person_erase, till.gate(), static_cast<const char*>(nullptr), 1'000)
            .status == TILLGATE_E_ARGUMENT);

  // Paid privately while the platform is down: a message waits for it.
  till.platform().kill();
  const test::Sale waits = till.begin("S3");
  waits.line(1, "D018", 1, "self");
  waits.scan("89900180000000000003");
  REQUIRE(waits.review().document["verdict"] == "pass");
  REQUIRE(waits.settle().document["settled"] == true);
  waits.close();
  CHECK(erase(till, "S3").status == TILLGATE_E_STATE);
  for (const Json& record : till.verified_records()) CHECK(record["kind"] != "disclosure_erased");
}
