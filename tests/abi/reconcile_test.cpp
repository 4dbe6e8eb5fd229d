// The books of till and platform: equal after a day, and every planted difference found.
#include <catch2/catch.hpp>
#include <fstream>

#include "abi/till.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

Answer reconcile(const Till& till, const std::string& day) {
  const Json document = {{"first_day", day}, {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}};
  return test::ask(tillgate_reconcile, till.gate(), document.dump().c_str(), 20'000);
}

std::string code_number(int number) {
  return "899001800000000000" + std::to_string(10 + number);
}

// One pack, paid from the account of Zhao; which rules it raises does not matter here.
Json sell(const Till& till, int number) {
  const Sale sale = till.begin("S" + std::to_string(number));
  REQUIRE(sale.identify(test::zhao).document["identified"] == true);
  REQUIRE(sale.line(1, "D018", 1, number % 4 == 0 ? "self" : "fund").status == TILLGATE_OK);
  REQUIRE(sale.scan(code_number(number)).status == TILLGATE_OK);
  const Answer verdict = sale.review_with_reasons();
  const Answer settled = sale.settle();
  INFO(verdict.document.dump());
  REQUIRE(settled.document["settled"] == true);
  sale.close();
  return settled.document;
}

// What the platform remembers, changed behind its back.
void change_books(Till& till, const std::function<void(Json&)>& change) {
  till.platform().kill();
  const auto file = till.path("tls") / "platform.json";
  Json books = Json::parse(test::read_file(file));
  change(books);
  std::ofstream(file) << books.dump();
  till.platform().start();
}

Json& row_with(Json& rows, const char* name, const Json& value) {
  for (Json& row : rows)
    if (row[name] == value) return row;
  FAIL("no row with " << name << " " << value);
  return rows[0];
}

void remove_row(Json& rows, const char* name, const Json& value) {
  for (auto row = rows.begin(); row != rows.end(); ++row)
    if ((*row)[name] == value) {
      rows.erase(row);
      return;
    }
  FAIL("no row with " << name << " " << value);
}

std::string name_of(const Json& difference) {
  const auto text = [&](const char* name) {
    return difference[name].is_null() ? "-" : difference[name].get<std::string>();
  };
  return text("kind") + " " + text("sale") + (difference["refund"] == true ? " refund" : "") +
         (difference["code"].is_null() ? "" : " " + text("code"));
}

}  // namespace

TEST_CASE("after a day of sales, a refund and a lost reply the books agree") {
  Till till;
  const std::string day = test::china_time(0).substr(0, 10);
  CHECK(reconcile(till, day).document["balanced"] == true);
  sell(till, 1);
  sell(till, 2);
  sell(till, 4);
  const Sale sale = till.begin("S2");
  REQUIRE(sale.refund("RF2").document["refunded"] == true);
  sale.close();
  REQUIRE(till.sync().status == TILLGATE_OK);
  const Answer answer = reconcile(till, day);
  REQUIRE(answer.status == TILLGATE_OK);
  INFO(answer.document.dump(1));
  CHECK(answer.document["balanced"] == true);
  CHECK(answer.document["packs"] == 2);
  CHECK(answer.document["groups"][0]["settlements"] == 3);
  CHECK(answer.document["groups"][0]["total_fen"] == 1714);
  CHECK(till.verified_records().size() > 5);
}

TEST_CASE("ten planted differences are found, and nothing else") {
  Till till;
  const std::string day = test::china_time(0).substr(0, 10);
  // Somebody else uploaded the pack of S9 before: its upload will be refused.
  sell(till, 1);
  REQUIRE(till.sync().status == TILLGATE_OK);
  change_books(till, [](Json& books) {
    Json other = books["uploads"][0];
    other["codes"] = {code_number(9)};
    other["content"] = "of another shop's mistake";
    books["uploads"].push_back(other);
  });
  std::vector<Json> sold(10);
  for (int number = 2; number <= 9; ++number)
    sold[static_cast<std::size_t>(number)] = sell(till, number);
  {
    const Sale back = till.begin("S7");
    REQUIRE(back.refund("RF7").document["refunded"] == true);
    back.close();
  }
  REQUIRE(till.sync().status == TILLGATE_OK);

  change_books(till, [&](Json& books) {
    Json& settlements = books["settlements"];
    const auto id = [&](int number) {
      return sold[static_cast<std::size_t>(number)]["settlement_id"];
    };
    row_with(settlements, "id", id(2))["total_fen"] = 1715;    // 1 another total
    row_with(settlements, "id", id(3))["account_fen"] = 1700;  // 2 another account
    remove_row(settlements, "id", id(5));                      // 3 not there
    Json stranger = row_with(settlements, "id", id(6));        // 4 theirs alone
    stranger["id"] = "999900202611240000009999999999";
    stranger["message_id"] = "P99999900001202611240000009999";
    settlements.push_back(stranger);
    Json known = stranger;  // 5 theirs alone, from a message of ours
    known["id"] = "999900202611240000009999999998";
    known["message_id"] = row_with(settlements, "id", id(6))["message_id"];
    settlements.push_back(known);
    for (auto row = settlements.begin(); row != settlements.end(); ++row)  // 6 no cancellation
      if ((*row)["cancels"] == id(7)) {
        settlements.erase(row);
        break;
      }
    Json& uploads = books["uploads"];
    remove_row(uploads, "receipt", "S4");  // 7 a pack that is not there
    remove_row(uploads, "receipt", "S6");  // 8 and another
    Json& first = row_with(uploads, "receipt", "S1");
    first["codes"].push_back("89900180000000099999");  // 9 an upload without a sale
  });

  const Answer answer = reconcile(till, day);
  REQUIRE(answer.status == TILLGATE_OK);
  CHECK(answer.document["balanced"] == false);
  std::vector<std::string> found;
  for (const Json& row : answer.document["differences"]) {
    found.push_back(name_of(row));
    CHECK_FALSE(row["next_zh"].get<std::string>().empty());
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> planted = {"settlement_amounts S2",
                                      "settlement_amounts S3",
                                      "settlement_missing_there S5",
                                      "settlement_missing_here -",
                                      "settlement_missing_here S6",
                                      "settlement_missing_there S7 refund",
                                      "pack_not_there S4 " + code_number(4),
                                      "pack_not_there S6 " + code_number(6),
                                      "upload_without_sale - 89900180000000099999",
                                      "pack_not_uploaded S9 " + code_number(9)};
  std::sort(planted.begin(), planted.end());
  CHECK(found == planted);
}
