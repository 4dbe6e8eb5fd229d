#include "checkout/sale_rows.hpp"

#include <catch2/catch.hpp>

#include "checkout/basket.hpp"
#include "crypto/sealed_json.hpp"
#include "store/erasure.hpp"
#include "support/clock.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using namespace tillgate::checkout;

namespace {

struct Rows {
  test::TemporaryFolder folder;
  test::FixedClock clock;
  crypto::SecretKey key = crypto::SecretKey::generate().value();
  std::unique_ptr<store::Database> database = store::Database::open(folder / "till.db").value();
  SaleRows rows{*database, key, clock};

  Result<Done> in_transaction(const std::function<Result<Done>()>& work) {
    TILLGATE_TRY(transaction, store::Transaction::begin(*database));
    TILLGATE_CHECK(work());
    return transaction.commit();
  }
};

SaleDocument sale_of_a_person() {
  SaleDocument sale = test::basket({test::line_of(1, test::medicine("A"), 2)});
  sale.person.emplace();
  sale.person->name = "魏十八";
  sale.person->certificate_number = "329999199001019999";
  sale.prescriptions = {{{"number", "RX1"}, {"patient", {{"name", "魏十八"}}}}};
  sale.overrides = {{"RX-01", std::nullopt, "魏十八急用", "C001", "cashier"}};
  return sale;
}

}  // namespace

TEST_CASE("a sale is read as it was saved, and after an erasure without its person") {
  Rows till;
  const SaleDocument sale = sale_of_a_person();
  REQUIRE(till.in_transaction([&] { return till.rows.save_open(sale); }).ok());
  CHECK(to_json(till.rows.find("S1").value()->document) == to_json(sale));

  REQUIRE(till.in_transaction([&]() -> Result<Done> {
                TILLGATE_CHECK(till.rows.save_outcome("S1", State::settled, Json{{"a", 1}}, 7));
                return store::erase_person(*till.database, "S1");
              })
              .ok());
  const SaleRow row = till.rows.find("S1").value().value();
  CHECK(row.state == State::settled);
  CHECK(row.answer == Json{{"a", 1}});
  SaleDocument expected = sale;
  expected.person.reset();
  expected.prescriptions.clear();
  expected.overrides.clear();
  CHECK(to_json(row.document) == to_json(expected));
}

TEST_CASE("a row of an earlier version is read, and loses its goods too when it is erased") {
  Rows till;
  const SaleDocument sale = sale_of_a_person();
  const Bytes sealed = crypto::seal_json(till.key, "tillgate/sale/1\nS1", to_json(sale)).value();
  REQUIRE(till.database
              ->execute("INSERT INTO sale (key, state, operator, begun_ms, changed_ms, sealed)"
                        " VALUES ('S1', 'settled', 'C001', 1, 1, x'" +
                        to_hex(sealed) + "')")
              .ok());
  CHECK(to_json(till.rows.find("S1").value()->document) == to_json(sale));

  REQUIRE(till.in_transaction([&] { return store::erase_person(*till.database, "S1"); }).ok());
  const SaleRow row = till.rows.find("S1").value().value();
  CHECK(row.state == State::settled);
  CHECK(row.document.key == "S1");
  CHECK_FALSE(row.document.person);
  CHECK(row.document.lines.empty());
}

TEST_CASE("what two sales hold of their persons cannot be swapped") {
  Rows till;
  SaleDocument other = sale_of_a_person();
  other.key = "S2";
  REQUIRE(till.in_transaction([&]() -> Result<Done> {
                TILLGATE_CHECK(till.rows.save_open(sale_of_a_person()));
                return till.rows.save_open(other);
              })
              .ok());
  REQUIRE(till.database
              ->execute("UPDATE sale SET personal = (SELECT personal FROM sale WHERE key = 'S2')"
                        " WHERE key = 'S1'")
              .ok());
  CHECK(till.rows.find("S1").failure().status == TILLGATE_E_STORE);
  CHECK(till.rows.find("S2").ok());
}
