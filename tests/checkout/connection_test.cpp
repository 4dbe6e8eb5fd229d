// The connection to the platform, as the log tells it.
#include "checkout/connection.hpp"

#include <catch2/catch.hpp>

#include "crypto/key_folder.hpp"
#include "ledger/tables.hpp"
#include "support/clock.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using checkout::Connection;

namespace {

class Log {
 public:
  Log() {
    REQUIRE(crypto::KeyFolder::create(folder_ / "keys", "pharmacy.example/s1/t1/g1").ok());
    keys_ = std::make_unique<crypto::KeyFolder>(crypto::KeyFolder::load(folder_ / "keys").value());
    open();
  }
  void open() {
    connection.reset();
    journal.reset();
    database.reset();
    database = store::Database::open(folder_ / "till.db").value();
    journal = ledger::Journal::open(*database, *keys_, {.till = "t1"}, clock).value();
    connection = std::make_unique<Connection>(*database, *journal, clock);
  }
  std::vector<Json> records() const {
    std::vector<Json> found;
    const auto entries = ledger::Tables(*database).entries(0, journal->size().value()).value();
    for (const Bytes& entry : entries) found.push_back(Json::parse(as_text(entry)));
    return found;
  }
  std::vector<std::string> kinds() const {
    std::vector<std::string> found;
    const auto all = records();
    for (const Json& record : all) found.push_back(record["kind"]);
    return found;
  }

  test::FixedClock clock;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<ledger::Journal> journal;
  std::unique_ptr<Connection> connection;

 private:
  test::TemporaryFolder folder_;
  std::unique_ptr<crypto::KeyFolder> keys_;
};

using Kinds = std::vector<std::string>;

}  // namespace

TEST_CASE("an outage is sealed once when it begins and once when it ends, with its length") {
  Log log;
  log.connection->note({true, std::nullopt});
  CHECK(log.kinds().empty());
  log.connection->note({false, std::nullopt});
  log.clock.advance(60'000);
  log.connection->note({false, std::nullopt});
  CHECK(log.kinds() == Kinds{"outage_begun"});
  log.clock.advance(30'000);
  log.connection->note({true, std::nullopt});
  log.connection->note({true, std::nullopt});
  CHECK(log.kinds() == Kinds{"outage_begun", "outage_ended"});
  const Json ended = log.records()[1];
  CHECK(ended["body"]["lasted_ms"] == 90'000);
  CHECK(ended["body"]["since"] == log.records()[0]["utc"]);
}

TEST_CASE("an outage goes on over a restart") {
  Log log;
  log.connection->note({false, std::nullopt});
  log.open();
  log.connection->note({false, std::nullopt});
  CHECK(log.kinds() == Kinds{"outage_begun"});
  log.open();
  log.clock.advance(3'600'000);
  log.connection->note({true, std::nullopt});
  CHECK(log.records().back()["body"]["lasted_ms"] == 3'600'000);
}

TEST_CASE("inside a transaction nothing is sealed; the next contact tells it") {
  Log log;
  {
    auto transaction = store::Transaction::begin(*log.database);
    log.connection->note({false, std::nullopt});
  }
  CHECK(log.kinds().empty());
  log.connection->note({false, std::nullopt});
  CHECK(log.kinds() == Kinds{"outage_begun"});
}

TEST_CASE("the time the platform told goes into the records after it") {
  Log log;
  log.connection->note({true, log.clock.now() + 40});
  log.clock.advance(2'000);
  log.connection->note({false, std::nullopt});
  CHECK(log.records()[0]["platform"] ==
        Json({{"age_ms", 2'000}, {"utc", utc_text(log.clock.now() - 1'960)}}));
}
