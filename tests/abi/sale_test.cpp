// A whole sale through the C boundary, against the simulated platform as a process of its own over
// TLS.
#include <algorithm>
#include <catch2/catch.hpp>

#include "abi/till.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::amlodipine;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

const std::string metformin_05 = "盐酸二甲双胍片|0.5g";

// A pack that nobody has scanned yet, of the product with this drug id.
std::string new_code(const std::string& drug_id) {
  static std::int64_t serial = 1'000'000'000'000;
  return drug_id + std::to_string(++serial);
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("a fund sale is identified, scanned, reviewed, settled, sealed and uploaded") {
  Till till;
  const std::string code = "89900180000000000001";
  const Answer settled = till.sell("S1", code);
  REQUIRE(settled.status == TILLGATE_OK);
  CHECK(settled.document["settled"] == true);
  CHECK(settled.document["amounts"]["total_fen"] == 1714);
  CHECK(settled.document["amounts"]["account_fen"].get<int>() +
            settled.document["amounts"]["fund_fen"].get<int>() +
            settled.document["amounts"]["cash_fen"].get<int>() ==
        1714);

  const auto active = till.settlements_in_force();
  REQUIRE(active.size() == 1);
  CHECK(active[0]["id"] == settled.document["settlement_id"]);

  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(till.uploaded_codes() == std::vector<std::string>{code});

  const auto records = till.verified_records();
  const auto sealed = Till::about(records, "sale_settled", "S1");
  REQUIRE(sealed.size() == 1);
  CHECK(sealed[0]["index"] == settled.document["record"]);
  CHECK(sealed[0]["body"]["lines"][0]["codes"] == Json::array({code}));
  CHECK(sealed[0]["body"]["settlement"] == settled.document["settlement_id"]);
  CHECK(sealed[0]["digests"].contains("person"));
  CHECK(records.front()["kind"] == "policy_activated");
}

TEST_CASE("what keeps a sale from being settled is said with rule, line and next step") {
  Till till;
  // One pack of D018 that this till has sold already.
  const std::string sold = new_code("8990018");
  REQUIRE(till.sell("EARLIER", sold).document["settled"] == true);

  struct Case {
    const char* name;
    std::vector<std::string> expected;
    void (*prepare)(const Sale&, const std::string& sold);
  };
  const Case cases[] = {
      {"nobody identified",
       {"ID-01"},
       [](const Sale& s, const std::string&) {
         s.line(1, "D018");
         s.scan(new_code("8990018"));
       }},
      {"insurance paused",
       {"ID-07"},
       [](const Sale& s, const std::string&) {
         s.identify(test::zhou_paused);
         s.line(1, "D018");
         s.scan(new_code("8990018"));
       }},
      {"rice on the fund",
       {"EL-01/1"},
       [](const Sale& s, const std::string&) {
         s.identify(test::zhao);
         s.line(1, "F003");
       }},
      {"a medicine that is never paid",
       {"EL-04/1"},
       [](const Sale& s, const std::string&) {
         s.identify(test::zhao);
         s.line(1, "D045");
         s.scan(new_code("8990045"));
       }},
      {"no prescription",
       {"RX-01/1"},
       [](const Sale& s, const std::string&) {
         s.identify(test::zhao);
         s.line(1, "D001");
         s.scan(new_code("8990001"));
       }},
      {"expired prescription",
       {"RX-05"},
       [](const Sale& s, const std::string&) {
         s.identify(test::zhao);
         Json rx = test::prescription_for(test::zhao, "RX1", amlodipine, 1);
         rx["issued"] = test::china_time(-60 * 24 * 5);
         s.prescription(rx);
         s.line(1, "D001", 1, "fund", {{"prescription", "RX1"}});
         s.scan(new_code("8990001"));
       }},
      {"another medicine than prescribed",
       {"RX-07/1"},
       [](const Sale& s, const std::string&) {
         s.identify(test::zhao);
         s.prescription(test::prescription_for(test::zhao, "RX1", metformin_05, 1));
         s.line(1, "D004", 1, "fund", {{"prescription", "RX1"}});
         s.scan(new_code("8990004"));
       }},
      {"another person's prescription",
       {"RX-09"},
       [](const Sale& s, const std::string&) {
         s.identify(test::qian);
         s.prescription(test::prescription_for(test::zhao, "RX1", amlodipine, 1));
         s.line(1, "D001", 1, "fund", {{"prescription", "RX1"}});
         s.scan(new_code("8990001"));
       }},
      {"nothing scanned",
       {"TR-01/1"},
       [](const Sale& s, const std::string&) {
         s.identify(test::zhao);
         s.line(1, "D018");
       }},
      {"one of two packs scanned",
       {"TR-02/1"},
       [](const Sale& s, const std::string&) {
         s.identify(test::zhao);
         s.line(1, "D018", 2);
         s.scan(new_code("8990018"));
       }},
      {"one pack scanned twice",
       {"TR-04/1"},
       [](const Sale& s, const std::string&) {
         s.identify(test::zhao);
         s.line(1, "D018", 2);
         const std::string once = new_code("8990018");
         s.scan(once);
         s.scan(once);
       }},
      {"a pack that was sold before",
       {"TR-05/1"},
       [](const Sale& s, const std::string& earlier) {
         s.identify(test::zhao);
         s.line(1, "D018");
         s.scan(earlier);
       }},
      {"a pack of another product",
       {"TR-06/1"},
       [](const Sale& s, const std::string&) {
         s.identify(test::zhao);
         s.line(1, "D018");
         s.scan(new_code("8990131"));
       }},
  };
  int number = 0;
  for (const Case& c : cases) {
    INFO(c.name);
    const Sale sale = till.begin("CASE" + std::to_string(++number));
    c.prepare(sale, sold);
    const auto findings = sale.findings();
    for (const std::string& expected : c.expected) {
      INFO(Json(findings).dump());
      CHECK(has(findings, expected));
    }
    const Json verdict = sale.review().document;
    for (const Json& finding : verdict["findings"]) {
      CHECK_FALSE(finding["zh"].get<std::string>().empty());
      CHECK_FALSE(finding["next_zh"].get<std::string>().empty());
      CHECK_FALSE(finding["basis"].get<std::string>().empty());
    }
    CHECK(sale.settle().status == TILLGATE_E_STATE);
    CHECK(sale.abandon("测试").document["state"] == "refused");
    sale.close();
  }
  CHECK(till.settlements_in_force().size() == 1);
  const auto records = till.verified_records();
  CHECK(std::count_if(records.begin(), records.end(), [](const Json& r) {
          return r["kind"] == "sale_refused";
        }) == std::ssize(cases));
}

TEST_CASE("a change of the sale throws the verdict away") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.identify(test::zhao);
  sale.line(1, "D018");
  sale.scan("89900180000000000001");
  REQUIRE(sale.review().document["verdict"] == "pass");
  CHECK(sale.state() == "reviewed");
  sale.line(2, "D131");
  CHECK(sale.state() == "open");
  CHECK(sale.settle().status == TILLGATE_E_STATE);
}

TEST_CASE("a private sale needs no person and no platform, and is sealed and queued all the same") {
  Till till;
  till.platform().kill();
  const Sale sale = till.begin("S1");
  sale.line(1, "D018", 1, "self");
  sale.scan("89900180000000000001");
  REQUIRE(sale.review().document["verdict"] == "pass");
  const Answer settled = sale.settle();
  REQUIRE(settled.status == TILLGATE_OK);
  CHECK(settled.document["amounts"]["cash_fen"] == 1714);
  CHECK(settled.document["settlement_id"].is_null());
  CHECK(till.status().document["uploads"]["waiting"] == 1);
  CHECK(Till::about(till.verified_records(), "sale_settled", "S1").size() == 1);
}

TEST_CASE("a private sale to a known person is uploaded, and the platform takes it") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.identify(test::zhao);
  sale.line(1, "D018", 1, "self");
  sale.scan("89900180000000000001");
  REQUIRE(sale.review().document["verdict"] == "pass");
  REQUIRE(sale.settle().status == TILLGATE_OK);
  till.sync();
  CHECK(till.status().document["uploads"]["rejected"] == 0);
  CHECK(till.uploaded_codes() == std::vector<std::string>{"89900180000000000001"});
}

TEST_CASE("the right pack takes the place of a wrong or repeated one") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.identify(test::zhao);
  sale.line(1, "D018", 2);
  sale.scan("89901310000000000001");
  CHECK(has(sale.findings(), "TR-06/1"));
  sale.scan("89900180000000000001");
  sale.scan("89900180000000000002");
  CHECK(sale.findings().empty());
  const Answer complete = sale.scan("89900180000000000003");
  CHECK(complete.document["codes"][0]["line"].is_null());
  CHECK(complete.document["codes"][0]["note"]["reason"] == "line_complete");
}

TEST_CASE("a pharmacist teaches the till a code that no register knows, once and on the record") {
  Till till;
  const std::string unknown = "89909990000000000001";
  const Sale sale = till.begin("S1");
  sale.identify(test::zhao);
  sale.line(1, "D018", 2);
  sale.scan(unknown);
  sale.scan("89909990000000000002");
  CHECK(sale.findings() == std::vector<std::string>{"TR-07/1", "TR-07/1"});
  CHECK(sale.settle().status == TILLGATE_E_STATE);

  const auto teach = [](const Sale& s, const Json& changes) {
    Json document = {{"line", 1},
                     {"code", "89909990000000000001"},
                     {"pharmacist", "PH1"},
                     {"reason", "药盒和入库单一致"}};
    document.update(changes);
    return test::ask(tillgate_sale_learn, s.handle(), document.dump().c_str(), 5'000);
  };
  const struct {
    Json changes;
    const char* where;
  } mistakes[] = {
      {{{"line", 2}}, "/line"},
      {{{"code", "89909990000000000009"}}, "/code"},
      {{{"pharmacist", "PH2"}}, "/pharmacist"},
      {{{"reason", "一致"}}, "/reason"},
  };
  for (const auto& m : mistakes) {
    const Answer refused = teach(sale, m.changes);
    CHECK(refused.status == TILLGATE_E_DOCUMENT);
    CHECK(refused.document["where"] == m.where);
  }
  REQUIRE(teach(sale, Json::object()).status == TILLGATE_OK);
  CHECK(sale.findings().empty());
  CHECK(teach(sale, Json::object()).status == TILLGATE_E_STATE);
  CHECK(sale.settle().document["settled"] == true);
  sale.close();

  // It is known from now on, also after the till was closed, and only for this product.
  till.close();
  REQUIRE(till.open().status == TILLGATE_OK);
  const Sale next = till.begin("S2");
  next.identify(test::zhao);
  next.line(1, "D131");
  next.scan("89909990000000000003");
  CHECK(has(next.findings(), "TR-06/1"));
  const auto learned = Till::about(till.verified_records(), "relation_learned", "S1");
  REQUIRE(learned.size() == 1);
  CHECK(learned[0]["body"]["relation"] == "8990999");
  CHECK(learned[0]["body"]["sku"] == "D018");
  CHECK(learned[0]["body"]["pharmacist"] == "PH1");
  CHECK(learned[0]["digests"].contains("reason"));
}

TEST_CASE("a reason lifts a finding that asks for one, a pharmacist an approval, nobody a block") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.identify(test::zhao);
  sale.line(1, "D030", 6, "fund", {{"price_fen", 1580}});
  for (int pack = 1; pack <= 6; ++pack) sale.scan("899003000000000000" + std::to_string(10 + pack));
  REQUIRE(sale.review().document["verdict"] == "confirm");
  CHECK(sale.settle().status == TILLGATE_E_STATE);

  const auto lift = [&](const Json& document) {
    return test::ask(tillgate_sale_override, sale.handle(), document.dump().c_str(), 5'000);
  };
  const Json cashier = {{"id", "C001"}, {"role", "cashier"}};
  CHECK(lift({{"rule", "TR-05"}, {"line", 1}, {"reason", "没有这条"}, {"by", cashier}}).status ==
        TILLGATE_E_STATE);
  CHECK(lift({{"rule", "QT-03"},
              {"line", 1},
              {"reason", "x"},
              {"by", {{"id", "PH2"}, {"role", "pharmacist"}}}})
            .document["where"] == "/by/id");
  const Answer lifted =
      lift({{"rule", "QT-03"}, {"line", 1}, {"reason", "全家出行备用"}, {"by", cashier}});
  CHECK(lifted.document["verdict"] == "pass");
  CHECK(lifted.document["findings"][0]["lifted_by"] == "C001");
  CHECK(sale.settle().document["settled"] == true);

  const auto sealed = Till::about(till.verified_records(), "sale_settled", "S1");
  REQUIRE(sealed.size() == 1);
  CHECK(sealed[0]["body"]["verdict"]["findings"][0]["lifted_by"] == "C001");
  CHECK(sealed[0]["digests"].contains("overrides"));
  CHECK(sealed[0]["digests"].contains("facts"));
}

TEST_CASE("a prescription gives what it orders and no more, over several sales") {
  Till till;
  for (int round = 1; round <= 2; ++round) {
    const Sale sale = till.begin("S" + std::to_string(round));
    sale.identify(test::zhao);
    sale.prescription(test::prescription_for(test::zhao, "RX1", amlodipine, 1));
    sale.line(1, "D001", 1, "fund", {{"prescription", "RX1"}});
    sale.scan("8990001000000000000" + std::to_string(round));
    if (round == 1) {
      REQUIRE(sale.findings().empty());
      CHECK(sale.settle().document["settled"] == true);
    } else {
      CHECK(has(sale.findings(), "RX-06/1"));
    }
    sale.close();
  }
}

TEST_CASE("a sale that is left open is sealed as abandoned when its handle or the gate is closed") {
  Till till;
  const Sale first = till.begin("S1");
  first.line(1, "D018", 1, "self");
  CHECK(first.close() == TILLGATE_OK);
  till.begin("S2").line(1, "D018", 1, "self");
  REQUIRE(till.close() == TILLGATE_OK);
  REQUIRE(till.open().status == TILLGATE_OK);
  const auto records = till.verified_records();
  CHECK(Till::about(records, "sale_abandoned", "S1").size() == 1);
  CHECK(Till::about(records, "sale_abandoned", "S2").size() == 1);
}

TEST_CASE("the log names no person, and neither does the database") {
  Till till;
  REQUIRE(till.sell("S1", "89900180000000000001").document["settled"] == true);
  const Sale refused = till.begin("S2");
  refused.identify(test::qian);
  refused.prescription(test::prescription_for(test::qian, "RX1", amlodipine, 1));
  refused.line(1, "D001");
  refused.review();
  refused.abandon("顾客走了");
  till.verified_records();
  REQUIRE(till.close() == TILLGATE_OK);

  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(till.path(""))) {
    if (!entry.is_regular_file() || entry.path().parent_path().filename() == "tls") continue;
    ++files;
    const std::string content = test::read_file(entry.path());
    for (const auto& person : {test::zhao, test::qian})
      for (const std::string& secret :
           {std::string(person.id_number), std::string(person.name), std::string(person.token)}) {
        INFO(entry.path());
        CHECK(content.find(secret) == std::string::npos);
      }
  }
  CHECK(files > 10);
}
