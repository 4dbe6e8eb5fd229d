// The past of a till as slices: what was remembered is found again, and nothing else, by queries
// that never walk through the whole past.
#include "checkout/past.hpp"

#include <catch2/catch.hpp>

#include "basket.hpp"
#include "support/folder.hpp"

namespace tillgate::test::past_slices {
using checkout::Past;
using checkout::PastKeys;
using checkout::PastKind;

namespace {

constexpr UtcMs now = 1'795'140'900'000;  // 2026-11-20 10:15:00 in China
constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;

struct Books {
  test::TemporaryFolder folder;
  std::unique_ptr<store::Database> database = store::Database::open(folder / "till.db").value();
  Past past{*database, "P1", "T1"};

  void remember(const checkout::SaleDocument& sale, const PastKeys& keys, UtcMs at,
                PastKind kind = PastKind::sale) {
    auto transaction = store::Transaction::begin(*database).value();
    REQUIRE(past.remember(sale, keys, at, kind).ok());
    REQUIRE(transaction.commit().ok());
  }
  Json slices(const checkout::SaleDocument& sale, const PastKeys& keys) {
    Json facts = Json::object();
    REQUIRE(past.add_slices(facts, sale, keys, now).ok());
    return facts;
  }
};

checkout::SaleDocument sale(const std::string& key, const std::string& code = "") {
  checkout::SaleDocument document = test::basket({test::line_of(1, test::medicine("D1"))});
  document.key = key;
  if (!code.empty()) document.lines[0].codes.push_back({code, std::nullopt});
  return document;
}

PastKeys person(const std::string& key) {
  return {key, key, {}};
}
std::vector<std::string> receipts(const Json& rows) {
  std::vector<std::string> found;
  for (const Json& row : rows) found.push_back(row.at("receipt"));
  return found;
}

}  // namespace

TEST_CASE("a refund names the receipt it gives back, and its pack is known to have come back") {
  Books books;
  books.remember(sale("S1", "89900010000000000001"), person("a"), now - 2 * hour);
  books.remember(sale("S1", "89900010000000000001"), person("a"), now - hour, PastKind::refund);
  const Json facts = books.slices(sale("S2", "89900010000000000001"), person("a"));
  REQUIRE(facts["past_person"].size() == 2);
  CHECK(facts["past_person"][0]["returns"].is_null());
  CHECK(facts["past_person"][1]["returns"] == "S1");
  REQUIRE(facts["past_code"].size() == 1);
  CHECK(facts["past_code"][0]["kind"] == "refund");
  CHECK(facts["past_code"][0]["returns"] == "S1");
  CHECK(facts["past_code"][0]["person"] == "a");
  CHECK(books.slices(sale("S3", "89900010000000000002"), person("a"))["past_code"].empty());
}

TEST_CASE("a prescription is known by number and picture, and its doctor's others of that day") {
  Books books;
  PastKeys keys = person("a");
  keys.prescriptions = {{"RX1", "doctor", now - hour, "a", "picture", "content"}};
  books.remember(sale("S1"), keys, now);
  // What the number held first stays what it held.
  keys.prescriptions[0].content = "other";
  books.remember(sale("S2"), keys, now);
  CHECK(books.past.content_of("RX1").value() == "content");
  CHECK_FALSE(books.past.content_of("RX2").value().has_value());

  const auto seen = [&](checkout::PastPrescription now_shown) {
    PastKeys shown = person("b");
    shown.prescriptions = {std::move(now_shown)};
    return books.slices(sale("S9"), shown);
  };
  const Json same_number = seen({"RX1", "x", now, "b", std::nullopt, ""});
  CHECK(same_number["rx_seen"] ==
        Json::array({{{"prescription", "RX1"}, {"same", "number"}, {"patient", "a"}}}));
  const Json same_picture = seen({"RX2", "x", now, "b", "picture", ""});
  CHECK(same_picture["rx_seen"] ==
        Json::array({{{"prescription", "RX2"}, {"same", "picture"}, {"patient", "a"}}}));
  CHECK(seen({"RX2", "x", now, "b", std::nullopt, ""})["rx_seen"].empty());
  const Json same_doctor = seen({"RX2", "doctor", now, "b", std::nullopt, ""});
  REQUIRE(same_doctor["past_doctor"].size() == 1);
  CHECK(same_doctor["past_doctor"][0]["number"] == "RX1");
  CHECK(seen({"RX1", "doctor", now, "b", std::nullopt, ""})["past_doctor"].empty());
  CHECK(seen({"RX2", "doctor", now + day, "b", std::nullopt, ""})["past_doctor"].empty());
}

TEST_CASE("the till's slice holds the last quarter of an hour, and what was given back today") {
  Books books;
  books.remember(sale("S1"), person("a"), now - 15 * 60'000);
  books.remember(sale("S2"), person("b"), now - 15 * 60'000 - 1);
  books.remember(sale("S2"), person("b"), now - 10 * hour, PastKind::refund);
  books.remember(sale("S3"), person("c"), now - 11 * hour, PastKind::refund);  // yesterday
  books.remember(sale("S4"), person("d"), now - 60'000, PastKind::refund);
  CHECK(receipts(books.slices(sale("S9"), person("z"))["past_till"]) ==
        std::vector<std::string>{"S2/refund", "S1", "S4/refund"});
}

TEST_CASE("the newest sale and the oldest waiting upload are told, or that there is none") {
  Books books;
  CHECK_FALSE(books.past.newest().value().has_value());
  CHECK_FALSE(books.past.oldest_upload().value().has_value());
  books.remember(sale("S1"), person("a"), now);
  books.remember(sale("S2"), person("a"), now - hour);
  CHECK(books.past.newest().value() == now);
}

TEST_CASE("every slice is cut with an index, however long the past is") {
  Books books;
  const char* const cuts[] = {
      "EXPLAIN QUERY PLAN SELECT 1 FROM past_line WHERE person = 'a' AND at_ms >= 1",
      "EXPLAIN QUERY PLAN SELECT 1 FROM past_line WHERE buyer = 'a' AND at_ms >= 1",
      "EXPLAIN QUERY PLAN SELECT 1 FROM past_line WHERE at_ms >= 1 AND basket = 'x'",
      "EXPLAIN QUERY PLAN SELECT 1 FROM past_line WHERE kind <> 'sale' AND at_ms >= 2 AND at_ms < "
      "3",
      "EXPLAIN QUERY PLAN SELECT 1 FROM prescription_seen WHERE picture = 'p' AND number <> 'n'",
      "EXPLAIN QUERY PLAN SELECT 1 FROM prescription_seen"
      " WHERE doctor = 'd' AND issued_ms >= 1 AND issued_ms < 2",
      "EXPLAIN QUERY PLAN SELECT 1 FROM returned_pack r"
      " JOIN past_line l ON l.receipt = r.receipt AND l.line = r.line WHERE r.code = 'c'",
      "EXPLAIN QUERY PLAN SELECT min(received_ms) FROM received_pack WHERE sku = 's' AND lot = 'l'",
      "EXPLAIN QUERY PLAN SELECT max(at_ms) FROM past_line"};
  for (const char* sql : cuts) {
    INFO(sql);
    auto plan = books.database->query(sql).value();
    while (plan.step().value()) {
      INFO(plan.text(3));
      CHECK(plan.text(3).find("SCAN") == std::string::npos);
    }
  }
}

}  // namespace tillgate::test::past_slices
