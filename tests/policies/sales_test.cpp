// backtest, explain and shadow on a month of sealed sales.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "pack.hpp"
#include "policies/cli/tool.hpp"
#include "sealed_month.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using test::SealedMonth;

namespace {

struct Ran {
  int status;
  std::string out, err;
};

Ran policy(std::vector<std::string> arguments) {
  std::ostringstream out, err;
  const int status = policies::run_tool(std::move(arguments), out, err);
  return {status, out.str(), err.str()};
}

// Days of sales in order. QT-03 asks for a reason above five packs, so four packs are in order;
// some of them are planted.
const std::vector<std::string> planted{"S03-1", "S11-2", "S28-4"};

void fill(SealedMonth& month) {
  for (int day = 1; day <= 30; ++day) {
    for (int i = 0; i < 5; ++i) {
      const std::string key =
          (day < 10 ? "S0" : "S") + std::to_string(day) + "-" + std::to_string(i);
      const bool four = std::find(planted.begin(), planted.end(), key) != planted.end();
      const bool nine = key == "S05-0";  // found before and after
      month.sell(key, {{"/line/1/packs", nine   ? 9
                                         : four ? 4
                                                : 1 + i % 3},
                       {"/line/1/quantity_milli", nine   ? 9000
                                                  : four ? 4000
                                                         : 1000 * (1 + i % 3)}});
    }
    month.next_day();
  }
  month.close();
}

std::vector<std::string> changed_sales(const Json& told) {
  std::vector<std::string> keys;
  for (const Json& sale : told["sales"]) keys.push_back(sale["sale"]);
  return keys;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("a stricter pack on a month of sales lists exactly those planted for it") {
  SealedMonth month(test::national_pack(), "2026-11-01");
  fill(month);
  const test::TemporaryFolder folder;
  const std::string stricter = test::national_pack_with(
      folder / "pack", {{"version", 2}, {"parameters", {{"otc_max_packs", 3}}}});
  const std::vector<std::string> words{"backtest", month.database(), "--pack",
                                       stricter,   "--keys",         month.keys()};
  const std::string before = bytes_of(month.database());
  auto with_json = words;
  with_json.push_back("--json");
  const Ran told = policy(with_json);
  INFO(told.err);
  REQUIRE(told.status == 0);
  const Json document = Json::parse(told.out);
  CHECK(document["verdicts"] == 150);
  CHECK(document["judged"] == 150);
  CHECK(document["changed"] == planted.size());
  CHECK(changed_sales(document) == planted);
  for (const Json& sale : document["sales"]) {
    CHECK(sale["removed"].empty());
    INFO(sale.dump());
    CHECK(sale["added"] == Json::array({{{"rule", "QT-03"}, {"effect", "confirm"}, {"line", 2}}}));
  }
  Json rule;
  for (const Json& row : document["rules"])
    if (row["rule"] == "QT-03") rule = row;
  CHECK(rule["before"] == 1);
  CHECK(rule["after"] == 4);
  CHECK(rule["added"] == 3);
  CHECK(rule["removed"] == 0);
  CHECK(bytes_of(month.database()) == before);

  const Ran table = policy(words);
  CHECK(table.status == 0);
  CHECK(table.out.find("150 of 150 verdicts judged again, 3 would have changed") !=
        std::string::npos);
  CHECK(table.out.find("| QT-03 | 1 | 4 | 3 | 0 | 非处方药数量多") != std::string::npos);
  CHECK(table.out.find("S03-1: +QT-03 line 2 (confirm)\n") != std::string::npos);

  auto some_days = with_json;
  some_days.insert(some_days.end(), {"--since", "2026-11-04", "--until", "2026-11-20"});
  CHECK(changed_sales(Json::parse(policy(some_days).out)) == std::vector<std::string>{"S11-2"});
}

TEST_CASE("the pack that judged a month changes nothing of it, a milder one takes findings away") {
  SealedMonth month(test::national_pack(), "2026-11-01");
  fill(month);
  const auto told = [&](const std::string& pack) {
    return Json::parse(
        policy({"backtest", month.database(), "--pack", pack, "--keys", month.keys(), "--json"})
            .out);
  };
  CHECK(told(test::national_pack_folder().string())["changed"] == 0);
  const test::TemporaryFolder folder;
  const Json milder = told(test::national_pack_with(
      folder / "pack", {{"version", 2}, {"parameters", {{"otc_max_packs", 10}}}}));
  CHECK(changed_sales(milder) == std::vector<std::string>{"S05-0"});
  CHECK(milder["sales"][0]["removed"][0]["rule"] == "QT-03");
}

TEST_CASE("without the till's keys no facts are at hand, and that is said") {
  SealedMonth month(test::national_pack(), "2026-11-01");
  month.sell("S1");
  month.close();
  const std::string pack = test::national_pack_folder().string();
  const Ran blind = policy({"backtest", month.database(), "--pack", pack});
  CHECK(blind.out.find("0 of 1 verdicts judged again") != std::string::npos);
  CHECK(blind.err.find("1 verdicts without facts") != std::string::npos);
  CHECK(policy({"explain", month.database(), "S1", "--pack", pack}).status == 1);
  CHECK(policy({"backtest", month.database() + ".other", "--pack", pack}).status == 1);
}

TEST_CASE("explain tells each finding with its row, its norm and the facts its rule read") {
  SealedMonth month(test::national_pack(), "2026-11-01");
  month.sell("S1", {{"/line/1/packs", 9}, {"/line/1/quantity_milli", 9000}});
  month.sell("S2");
  month.close();
  const std::string pack = test::national_pack_folder().string();
  const Ran told =
      policy({"explain", month.database(), "S1", "--pack", pack, "--keys", month.keys(), "--json"});
  INFO(told.err);
  REQUIRE(told.status == 0);
  const Json sale = Json::parse(told.out)[0];
  CHECK(sale["sale"] == "S1");
  const Json* quantity = nullptr;
  for (const Json& finding : sale["findings"])
    if (finding["rule"] == "QT-03") quantity = &finding;
  REQUIRE(quantity != nullptr);
  CHECK((*quantity)["sealed"] == true);
  CHECK((*quantity)["data"] == Json{{"name", "布洛芬缓释胶囊"}, {"packs", 9}});
  CHECK_FALSE((*quantity)["basis"].get<std::string>().empty());
  // The line it is about, and the columns of its SELECT.
  const Json read = (*quantity)["read"]["line"];
  REQUIRE(read.size() == 1);
  CHECK(read[0]["line"] == 2);
  CHECK(read[0]["packs"] == 9);
  CHECK(read[0].contains("rx_class"));
  CHECK_FALSE(read[0].contains("lot"));
  const Ran quiet =
      policy({"explain", month.database(), "S2", "--pack", pack, "--keys", month.keys()});
  CHECK(quiet.out.find("no rule had anything to say") != std::string::npos);
  const Ran text =
      policy({"explain", month.database(), "S1", "--pack", pack, "--keys", month.keys()});
  CHECK(text.out.find("  row: {\"name\":\"布洛芬缓释胶囊\",\"packs\":9}\n") != std::string::npos);
  CHECK(policy({"explain", month.database(), "S9", "--pack", pack, "--keys", month.keys()}).err ==
        "S9: no verdict on such a sale is sealed\n");
}

TEST_CASE("what shadow rules found is told day by day, from the log and from a backtest alike") {
  const test::TemporaryFolder folder;
  const std::string quiet =
      test::national_pack_with(folder / "pack", {{"version", 2}, {"shadow", {"QT-03"}}});
  SealedMonth month(policies::Pack::load(quiet).value(), "2026-11-01");
  const Json nine{{"/line/1/packs", 9}, {"/line/1/quantity_milli", 9000}};
  month.sell("S1", nine);
  month.sell("S2", nine);
  month.next_day();
  month.sell("S3");
  month.sell("S4", nine);
  month.close();
  const Ran days = policy({"shadow", month.database()});
  CHECK(days.status == 0);
  CHECK(days.out.find("2026-11-01 QT-03 2\n") != std::string::npos);
  CHECK(days.out.find("2026-11-02 QT-03 1\n") != std::string::npos);
  const Json from_log = Json::parse(policy({"shadow", month.database(), "--json"}).out);
  const Json tested = Json::parse(
      policy({"backtest", month.database(), "--pack", quiet, "--keys", month.keys(), "--json"})
          .out);
  CHECK(tested["changed"] == 0);
  CHECK(tested["shadow"] == from_log);
}

TEST_CASE("a shop's settings that a new pack does not allow are named") {
  SealedMonth month(test::national_pack(), "2026-11-01");
  month.sell("S1");
  month.close();
  const test::TemporaryFolder folder;
  const std::string pack = test::national_pack_with(folder / "pack", {{"version", 2}});
  std::filesystem::remove(std::filesystem::path(pack) / "rules/QT-03.sql");
  const Ran told = policy({"backtest", month.database(), "--pack", pack, "--keys", month.keys()});
  CHECK(told.status == 0);
  std::ofstream(std::filesystem::path(pack) / "rules/QT-03.sql") << "-- id: QT-03\n";
  const Ran broken = policy({"backtest", month.database(), "--pack", pack, "--keys", month.keys()});
  CHECK(broken.status == 1);
  CHECK(broken.err.starts_with("rules/QT-03.sql:1: "));
}
