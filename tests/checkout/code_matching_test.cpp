#include "checkout/code_matching.hpp"

#include <catch2/catch.hpp>

#include "checkout/basket.hpp"

using namespace tillgate;
using namespace tillgate::checkout;
using test::basket;
using test::line_of;
using test::medicine;

namespace {

// Scans the pack with this code, which belongs to `product`.
Placement scan(SaleDocument& sale, const std::string& code, const std::optional<Product>& product) {
  ScannedCode scanned;
  scanned.code = code;
  if (product) scanned.sku = product->sku;
  return place_code(sale, scanned, product);
}

std::string note_of(const Placement& placement) {
  return placement.note ? placement.note->reason : "none";
}

std::vector<std::string> codes_of(const Line& line) {
  std::vector<std::string> codes;
  for (const ScannedCode& c : line.codes) codes.push_back(c.code);
  return codes;
}

const Product a = medicine("A");
const Product b = medicine("B");
const Product rice = medicine("R", false);

}  // namespace

TEST_CASE("codes fill the lines of their product one after the other") {
  auto sale = basket({line_of(1, b), line_of(2, a, 2), line_of(3, a)});
  CHECK(scan(sale, "a1", a).line == 2);
  CHECK(scan(sale, "a2", a).line == 2);
  CHECK(scan(sale, "a3", a).line == 3);
  CHECK(scan(sale, "b1", b).line == 1);
  const Placement more = scan(sale, "a4", a);
  CHECK_FALSE(more.line.has_value());
  CHECK(note_of(more) == "line_complete");
}

TEST_CASE("a pack scanned twice is said, and counts only where the line still wants one") {
  auto sale = basket({line_of(1, a, 2)});
  scan(sale, "a1", a);
  const Placement again = scan(sale, "a1", a);
  CHECK(again.line == 1);
  CHECK(note_of(again) == "already_scanned");
  const Placement third = scan(sale, "a1", a);
  CHECK_FALSE(third.line.has_value());
  CHECK(note_of(third) == "already_scanned");
  // The next pack takes the place of the repeated one.
  CHECK(scan(sale, "a2", a).line == 1);
  CHECK(codes_of(sale.lines[0]) == std::vector<std::string>{"a1", "a2"});
}

TEST_CASE("a swapped pack leaves its trace until the right one takes its place") {
  auto sale = basket({line_of(1, rice), line_of(2, a)});
  const Placement wrong = scan(sale, "b1", b);
  CHECK(wrong.line == 2);
  CHECK(note_of(wrong) == "other_product");
  CHECK(wrong.note->zh.find(b.name) != std::string::npos);
  CHECK(scan(sale, "a1", a).line == 2);
  CHECK(codes_of(sale.lines[1]) == std::vector<std::string>{"a1"});
}

TEST_CASE("a code of an unknown product goes where one is wanted, or nowhere") {
  auto sale = basket({line_of(1, a)});
  CHECK(note_of(scan(sale, "x1", std::nullopt)) == "unknown_code");
  CHECK(codes_of(sale.lines[0]) == std::vector<std::string>{"x1"});
  auto untraced = basket({line_of(1, rice)});
  const Placement placement = scan(untraced, "x1", std::nullopt);
  CHECK_FALSE(placement.line.has_value());
  CHECK(note_of(placement) == "unknown_code");
  auto empty = basket({});
  CHECK_FALSE(scan(empty, "a1", a).line.has_value());
}

TEST_CASE("opened packs count whole, and things without codes want none") {
  auto half = line_of(1, a);
  half.quantity_milli = 1'001;
  CHECK(half.packs() == 2);
  CHECK(half.codes_wanted() == 2);
  CHECK(line_of(1, rice, 3).codes_wanted() == 0);
}
