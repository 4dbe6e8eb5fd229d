#include "checkout/sale_document.hpp"

#include <catch2/catch.hpp>

#include "checkout/basket.hpp"

using namespace tillgate;
using namespace tillgate::checkout;
using test::basket;
using test::line_of;
using test::medicine;

namespace {

SaleDocument full_sale() {
  Line line = line_of(1, medicine("A"), 2);
  line.prescription = "RX1";
  line.days = 7;
  line.printed_name = "示例药";
  line.batch = Batch{"B1", "L1", "2026-01-01", "2028-12-31"};
  line.codes = {{"89900010000000000001", "A", CodeSource::scan, false},
                {"89900010000000000002", std::nullopt, CodeSource::image, true}};
  SaleDocument sale = basket({line, line_of(2, medicine("R", false), 1, Pay::self)});
  sale.prescriptions = {{{"number", "RX1"}}};
  sale.overrides = {{"QT-03", 1, "全家备用", "C001", "cashier"}};
  sale.person = identity::Person{};
  sale.agent = identity::Agent{"id_card", "329999197901199957", "周示例", "", "", true};
  sale.lines[1].moved = "offline";
  return sale;
}

}  // namespace

TEST_CASE("a sale comes back from storage as it was") {
  const SaleDocument sale = full_sale();
  CHECK(to_json(sale_document_of(to_json(sale))) == to_json(sale));
  const SaleDocument empty = basket({});
  CHECK(to_json(sale_document_of(to_json(empty))) == to_json(empty));
}

TEST_CASE("a row of a version before agents and moved lines is read") {
  Json old = to_json(full_sale());
  old.erase("agent");
  for (Json& line : old["lines"]) line.erase("moved");
  const SaleDocument sale = sale_document_of(old);
  CHECK_FALSE(sale.agent.has_value());
  CHECK_FALSE(sale.lines[1].moved.has_value());
}

TEST_CASE("money is summed by who pays") {
  SaleDocument sale = full_sale();
  CHECK(sale.total(Pay::fund) == 2000);
  CHECK(sale.total(Pay::self) == 1000);
  CHECK(sale.has_line_paid_by(Pay::self));
  sale.lines.pop_back();
  CHECK_FALSE(sale.has_line_paid_by(Pay::self));
}

TEST_CASE("every change of the basket changes its digest, a word at the counter does not") {
  const std::string digest = basket_digest(full_sale());
  CHECK(digest.size() == 64);
  CHECK(basket_digest(full_sale()) == digest);
  const std::vector<void (*)(SaleDocument&)> changes = {
      [](SaleDocument& s) { s.key = "S2"; },
      [](SaleDocument& s) { s.settlement = "pooled"; },
      [](SaleDocument& s) { s.person.reset(); },
      [](SaleDocument& s) { s.agent.reset(); },
      [](SaleDocument& s) { s.lines[1].moved.reset(); },
      [](SaleDocument& s) { s.person->number = "1"; },
      [](SaleDocument& s) { s.lines.pop_back(); },
      [](SaleDocument& s) { s.lines[0].price_fen = 999; },
      [](SaleDocument& s) { s.lines[0].quantity_milli = 1; },
      [](SaleDocument& s) { s.lines[0].pay = Pay::self; },
      [](SaleDocument& s) { s.lines[0].codes.pop_back(); },
      [](SaleDocument& s) { s.lines[0].codes[0].code.back() = '9'; },
      [](SaleDocument& s) { s.lines[0].batch.reset(); },
      [](SaleDocument& s) { s.lines[0].prescription.reset(); },
      [](SaleDocument& s) { s.prescriptions[0]["number"] = "RX2"; },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    INFO("change " << i);
    SaleDocument sale = full_sale();
    changes[i](sale);
    CHECK(basket_digest(sale) != digest);
  }
  SaleDocument lifted = full_sale();
  lifted.overrides.clear();
  CHECK(basket_digest(lifted) == digest);
}
