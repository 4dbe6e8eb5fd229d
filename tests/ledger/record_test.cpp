#include "ledger/record.hpp"

#include <catch2/catch.hpp>

#include <functional>

#include "ledger/kind.hpp"
#include "ledger/tile.hpp"

using namespace tillgate;
using namespace tillgate::ledger;

namespace {

Record sample() {
  Record record;
  record.index = 41;
  record.kind = "sale_settled";
  record.utc = 1'795'140'900'123;
  record.monotonic_ms = 77'000;
  record.till = "till-1";
  record.operator_id = "收银员 7";
  record.fund_fen = 2760;
  record.fund_total_fen = 102'760;
  record.body = {{"receipt", "R-1"}, {"total_fen", 3000}};
  record.digests["buyer"] = Hash{0xAB};
  return record;
}

}  // namespace

TEST_CASE("a record is canonical JSON with exactly the members of the format") {
  const std::string digest = "ab" + std::string(62, '0');
  CHECK(
      record_text(sample()).value() ==
      R"({"body":{"receipt":"R-1","total_fen":3000},"digests":{"buyer":")" + digest +
          R"("},"fund_fen":2760,"fund_total_fen":102760,"index":41,"kind":"sale_settled","monotonic_ms":77000,)"
          R"("operator":"收银员 7","till":"till-1","utc":"2026-11-20T02:15:00.123Z","version":1})");
}

TEST_CASE("a record reads back as it was written") {
  const std::string text = record_text(sample()).value();
  const auto record = read_record(text);
  REQUIRE(record.ok());
  CHECK(record->index == 41);
  CHECK(record->kind == "sale_settled");
  CHECK(record->utc == 1'795'140'900'123);
  CHECK(record->monotonic_ms == 77'000);
  CHECK(record->till == "\"till-1\"");
  CHECK(record->operator_id == "\"收银员 7\"");
  CHECK(record->fund_fen == 2760);
  CHECK(record->fund_total_fen == 102'760);
  CHECK(record->body == R"({"receipt":"R-1","total_fen":3000})");
}

TEST_CASE("times at the edges of the calendar survive") {
  for (const UtcMs utc : {UtcMs{0}, UtcMs{951'827'696'789}, UtcMs{-1}, UtcMs{4'102'444'799'999}}) {
    Record record = sample();
    record.utc = utc;
    const std::string text = record_text(record).value();
    CHECK(read_record(text)->utc == utc);
  }
}

TEST_CASE("a draft that cannot be a record is refused with the member") {
  struct Case {
    const char* where;
    Status status;
    std::function<void(Record&)> change;
  };
  const Case cases[] = {
      {"kind", TILLGATE_E_ARGUMENT, [](Record& r) { r.kind = ""; }},
      {"kind", TILLGATE_E_ARGUMENT, [](Record& r) { r.kind = "Sale"; }},
      {"kind", TILLGATE_E_ARGUMENT, [](Record& r) { r.kind = "9lives"; }},
      {"kind", TILLGATE_E_ARGUMENT, [](Record& r) { r.kind = std::string(41, 'a'); }},
      {"body", TILLGATE_E_ARGUMENT, [](Record& r) { r.body = Json::array(); }},
      {"disclosures", TILLGATE_E_ARGUMENT, [](Record& r) { r.digests["Buyer"] = Hash{}; }},
      {"utc", TILLGATE_E_ARGUMENT, [](Record& r) { r.utc = 253'402'300'800'000; }},
      {"body", TILLGATE_E_LIMIT,
       [](Record& r) { r.body["long"] = std::string(max_entry_size, 'x'); }},
  };
  for (const Case& c : cases) {
    Record record = sample();
    c.change(record);
    const auto text = record_text(record);
    INFO(c.where);
    REQUIRE_FALSE(text.ok());
    CHECK(text.failure().status == c.status);
    CHECK(text.failure().where == c.where);
  }
  Record record = sample();
  record.body["price"] = 0.5;
  CHECK_FALSE(record_text(record).ok());
}

TEST_CASE("a record of exactly the longest length is sealed, one byte more is not") {
  Record record = sample();
  record.body = {{"x", ""}};
  const std::size_t room = max_entry_size - record_text(record)->size();
  record.body["x"] = std::string(room, 'x');
  CHECK(record_text(record)->size() == max_entry_size);
  record.body["x"] = std::string(room + 1, 'x');
  CHECK(record_text(record).failure().status == TILLGATE_E_LIMIT);
}

TEST_CASE("an entry that is no record is refused with the member that is wrong") {
  const std::string good = record_text(sample()).value();
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  const std::pair<std::string, std::string> cases[] = {
      {"{}", ""},
      {"not JSON", ""},
      {good + " ", ""},
      {with(R"("version":1)", R"("version":1,"x":1)"), ""},
      {with(R"("till":"till-1",)", ""), ""},
      {with(R"("version":1)", R"("version":2)"), "version"},
      {with(R"("index":41)", R"("index":-1)"), "index"},
      {with(R"("index":41)", R"("index":"41")"), "index"},
      {with("sale_settled", "Sale"), "kind"},
      {with("\"sale_settled\"", "7"), "kind"},
      {with("2026-11-20T02:15:00.123Z", "2026-11-20T02:15:00Z"), "utc"},
      {with("2026-11-20T02", "2026-02-30T02"), "utc"},
      {with("T02:15", "T24:15"), "utc"},
      {with(":15:", ":60:"), "utc"},
      {with(":00.123", ":61.123"), "utc"},
      {with(".123Z", ".1 3Z"), "utc"},
      {with(R"("fund_fen":2760)", R"("fund_fen":null)"), "fund_fen"},
      {with(R"("fund_total_fen":102760)", R"("fund_total_fen":"1")"), "fund_total_fen"},
      {with(R"("monotonic_ms":77000)", R"("monotonic_ms":true)"), "monotonic_ms"},
      {with("\"收银员 7\"", "7"), "operator"},
      {with("\"till-1\"", "[]"), "till"},
      {with(R"({"receipt":"R-1","total_fen":3000})", "[]"), "body"},
      {with("\"ab00", "\"AB00"), "digests"},
      {with("\"ab00", "\"ab0"), "digests"},
      {with("\"buyer\"", "\"Buyer\""), "digests"},
  };
  for (const auto& [text, where] : cases) {
    INFO(text);
    const auto record = read_record(text);
    REQUIRE_FALSE(record.ok());
    CHECK(record.failure().status == TILLGATE_E_LEDGER);
    CHECK(record.failure().where == where);
  }
}

TEST_CASE("every kind in use is a record word and has a Chinese name") {
  for (const Kind& kind : kinds) {
    CHECK(is_record_word(kind.name));
    CHECK_FALSE(kind_zh(kind.name).empty());
  }
  CHECK(kind_zh("from_the_future").empty());
}
