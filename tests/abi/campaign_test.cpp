// A long day under random faults: whatever the network, the platform and the power do, at the end
// the books of till and platform agree to the fen, no pack left twice, each settlement stands alone
// or was undone, and the log verifies.
//
// TILLGATE_SEED replays a run, TILLGATE_SALES makes it longer; `./dev campaign` runs several beside
// each other.
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <set>

#include "abi/campaign.hpp"

using namespace tillgate;
using test::Answer;
using test::Till;

namespace {

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Each pack left at most once more often than it came back.
void check_packs(const Json& books) {
  std::map<std::string, int> packs;
  for (const Json& upload : books["uploads"])
    for (const Json& code : upload["codes"])
      packs[code] += upload["transaction"] == "3505" ? 1 : -1;
  for (const auto& [code, count] : packs) CHECK((count == 0 || count == 1));
}

// What the log says of the fund's money, sale by sale, is what the platform's books say: one row in
// force for each that was sold, none for the others.
void check_money(const std::vector<Json>& records, const Json& books) {
  std::map<std::string, Json> sold;  // by the message that settled
  std::map<std::string, Json> given_back;
  for (const Json& record : records) {
    const Json& body = record["body"];
    if (!body.contains("message")) continue;
    if (record["kind"] == "sale_settled")
      CHECK(sold.emplace(body["message"], body["amounts"]).second);
    if (record["kind"] == "sale_refunded")
      CHECK(given_back.emplace(body["message"], body["amounts"]).second);
  }
  std::set<std::string> messages;
  std::size_t found = 0;
  for (const Json& row : books["settlements"]) {
    const std::string message = row["message_id"];
    CHECK(messages.insert(message).second);
    const bool settlement = row["transaction"] == "2102";
    const auto& ours = settlement ? sold : given_back;
    const auto known = ours.find(message);
    INFO(row["id"] << " " << row["state"]);
    if (row["state"] == "reversed") CHECK(known == ours.end());
    if (row["state"] == "reversed" || known == ours.end()) {
      CHECK(row["state"] == "reversed");
      continue;
    }
    const std::int64_t sign = settlement ? 1 : -1;
    CHECK(row["total_fen"] == sign * known->second["total_fen"].get<std::int64_t>());
    CHECK(row["fund_fen"] == sign * known->second["fund_fen"].get<std::int64_t>());
    ++found;
  }
  CHECK(found == sold.size() + given_back.size());
}

}  // namespace

TEST_CASE(
    "after a long day of random faults the books agree, no pack is sold twice, the log verifies") {
  const std::uint64_t seed = number_from("TILLGATE_SEED", 20'261'125);
  const std::uint64_t sales = number_from("TILLGATE_SALES", 500);
  const auto begun = std::chrono::steady_clock::now();
  UNSCOPED_INFO("replay with TILLGATE_SEED=" << seed << " TILLGATE_SALES=" << sales);
  const std::string day = test::china_time(0).substr(0, 10);
  test::Campaign campaign(seed);
  for (std::uint64_t number = 1; number <= sales; ++number) {
    INFO("sale " << number << ", replay with TILLGATE_SEED=" << seed);
    campaign.sell(number);
  }
  INFO("replay with TILLGATE_SEED=" << seed << " TILLGATE_SALES=" << sales);
  campaign.finish();
  Till& till = campaign.till();

  const Json status = till.status().document;
  INFO(status["uploads"].dump());
  CHECK(status["uploads"]["rejected"] == 0);
  const Json document = {{"first_day", day},
                         {"last_day", test::china_time(0).substr(0, 10)},
                         {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}};
  const Answer compared =
      test::ask(tillgate_reconcile, till.gate(), document.dump().c_str(), 60'000);
  INFO(compared.document.dump().substr(0, 2000));
  REQUIRE(compared.status == TILLGATE_OK);
  CHECK(compared.document["balanced"] == true);

  const Json books = till.platform().state();
  check_packs(books);
  const auto records = till.verified_records();
  CHECK(records.size() > sales);
  check_money(records, books);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::cout << "campaign: seed " << seed << ", " << sales << " sales in " << took.count() << " s; "
            << books["settlements"].size() << " settlements and cancellations at the "
            << "platform; " << campaign.tally() << "\n";
}
