#include "identity/token_book.hpp"

#include <catch2/catch.hpp>

#include "support/clock.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using identity::TokenBook;

namespace {

struct Shop {
  test::FixedClock clock;
  test::TemporaryFolder folder;
  std::unique_ptr<store::Database> database = store::Database::open(folder / "till.db").value();
  crypto::SecretKey key = crypto::SecretKey::generate().value();
  TokenBook book{*database, key, clock};

  void note(const std::string& token, const std::string& sale) {
    auto transaction = store::Transaction::begin(*database).value();
    REQUIRE(book.note(token, sale).ok());
    REQUIRE(transaction.commit().ok());
  }
};

const std::string token = "999900SAMPLETOKEN0001";

}  // namespace

TEST_CASE("a token that served a sale serves that one again and no other") {
  Shop shop;
  CHECK_FALSE(shop.book.used_elsewhere(token, "S1").value());
  shop.note(token, "S1");
  CHECK_FALSE(shop.book.used_elsewhere(token, "S1").value());
  CHECK(shop.book.used_elsewhere(token, "S2").value());
  CHECK_FALSE(shop.book.used_elsewhere(token + "2", "S2").value());
}

TEST_CASE("what was noted in a transaction that did not commit was not noted") {
  Shop shop;
  {
    auto transaction = store::Transaction::begin(*shop.database).value();
    REQUIRE(shop.book.note(token, "S1").ok());
  }
  CHECK_FALSE(shop.book.used_elsewhere(token, "S2").value());
}

TEST_CASE("a used token is known after a restart, by its keyed hash alone") {
  Shop shop;
  shop.note(token, "S1");
  shop.database.reset();
  const std::string file = test::read_file(shop.folder / "till.db");
  CHECK(file.find(token) == std::string::npos);
  shop.database = store::Database::open(shop.folder / "till.db").value();
  TokenBook again(*shop.database, shop.key, shop.clock);
  CHECK(again.used_elsewhere(token, "S2").value());
}

TEST_CASE("a token is forgotten after 400 days, and not before") {
  Shop shop;
  shop.note(token, "S1");
  shop.clock.advance(std::int64_t{400} * 86'400'000);
  shop.note("other", "S2");
  CHECK(shop.book.used_elsewhere(token, "S3").value());
  shop.clock.advance(1);
  shop.note("another", "S4");
  CHECK_FALSE(shop.book.used_elsewhere(token, "S5").value());
}
