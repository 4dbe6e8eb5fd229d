// Wrong calls: each gets its own status, nothing changes, and the error says where.
#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "abi/till.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

TEST_CASE(
    "a malformed document is refused with the place that is wrong, and the sale stays as it was") {
  Till till;
  const Sale sale = till.begin("S1");
  REQUIRE(sale.line(1, "D018").status == TILLGATE_OK);
  const Json before = sale.show().document;

  const std::string good =
      R"({"line":2,"sku":"D018","quantity_milli":1000,"price_fen":100,"pay":"fund"})";
  struct Case {
    const char* name;
    std::string text;
    const char* where;
  };
  const Case cases[] = {
      {"cut off", good.substr(0, 20), "byte 21"},
      {"not an object", "[]", ""},
      {"empty", "", "byte 1"},
      {"unknown field",
       R"({"line":2,"sku":"D018","quantity_milli":1000,"price_fen":100,"pay":"fund","colour":1})",
       ""},
      {"missing field", R"({"line":2,"sku":"D018","quantity_milli":1000,"price_fen":100})", ""},
      {"wrong type",
       R"({"line":"2","sku":"D018","quantity_milli":1000,"price_fen":100,"pay":"fund"})", "/line"},
      {"fraction", R"({"line":2,"sku":"D018","quantity_milli":1000,"price_fen":1.5,"pay":"fund"})",
       "/price_fen"},
      {"number out of range",
       R"({"line":2,"sku":"D018","quantity_milli":0,"price_fen":100,"pay":"fund"})",
       "/quantity_milli"},
      {"number beyond 64 bits",
       R"({"line":2,"sku":"D018","quantity_milli":99999999999999999999999,"price_fen":100,"pay":"fund"})",
       "/quantity_milli"},
      {"negative price",
       R"({"line":2,"sku":"D018","quantity_milli":1000,"price_fen":-1,"pay":"fund"})",
       "/price_fen"},
      {"not one of the choices",
       R"({"line":2,"sku":"D018","quantity_milli":1000,"price_fen":100,"pay":"gift"})", "/pay"},
      {"text too long",
       R"({"line":2,"sku":")" + std::string(41, 'x') +
           R"(","quantity_milli":1000,"price_fen":100,"pay":"fund"})",
       "/sku"},
      {"megabyte text",
       R"({"line":2,"sku":")" + std::string(1'000'000, 'x') +
           R"(","quantity_milli":1000,"price_fen":100,"pay":"fund"})",
       "/sku"},
      {"longer than a megabyte", std::string(1'100'000, ' '), ""},
      {"invalid UTF-8",
       "{\"line\":2,\"sku\":\"\xff\",\"quantity_milli\":1000,\"price_fen\":100,\"pay\":\"fund\"}",
       "byte 18"},
      {"field twice",
       R"({"line":2,"line":3,"sku":"D018","quantity_milli":1000,"price_fen":100,"pay":"fund"})",
       ""},
      {"no such day",
       R"({"line":2,"sku":"D018","quantity_milli":1000,"price_fen":100,"pay":"fund","batch":{"number":"1","lot":"1","made":"2026-02-30","expires":"2027-01-01"}})",
       "/batch/made"},
      {"both ways of naming the goods",
       R"({"line":2,"sku":"D018","barcode":"2000000000183","quantity_milli":1000,"price_fen":100,"pay":"fund"})",
       ""},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    const Answer answer = test::ask(tillgate_sale_set_line, sale.handle(), c.text.c_str(), 5'000);
    CHECK(answer.status == TILLGATE_E_DOCUMENT);
    CHECK(answer.document["where"] == c.where);
    CHECK(answer.document["name"] == "E_DOCUMENT");
    CHECK(sale.show().document == before);
  }
  CHECK(test::ask(tillgate_sale_set_line, sale.handle(), good.c_str(), 5'000).status ==
        TILLGATE_OK);
}

TEST_CASE("an unknown field is named in the error") {
  Till till;
  const Sale sale = till.begin("S1");
  const Answer answer =
      test::ask(tillgate_sale_identify, sale.handle(),
                R"({"kind":"id_card","number":"329999195803129913","sex":1})", 5'000);
  CHECK(answer.status == TILLGATE_E_DOCUMENT);
  CHECK(answer.document["detail"].get<std::string>().find("sex") != std::string::npos);
  CHECK(answer.document["detail"].get<std::string>().find("3299") == std::string::npos);
}

TEST_CASE("handles that are closed, made up or of the other kind are told from open ones") {
  Till till;
  const Sale sale = till.begin("S1");
  CHECK(test::ask(tillgate_sale_show, till.gate(), 5'000).status == TILLGATE_E_HANDLE);
  CHECK(test::ask(tillgate_status, sale.handle(), 5'000).status == TILLGATE_E_HANDLE);
  for (const std::int32_t handle : {0, -1, 1, 12345, 2147483647})
    CHECK(tillgate_sale_close(handle, 1'000) == TILLGATE_E_HANDLE);
  CHECK(sale.close() == TILLGATE_OK);
  CHECK(sale.close() == TILLGATE_E_HANDLE);
  CHECK(sale.show().status == TILLGATE_E_HANDLE);
  const Sale open = till.begin("S2");
  const tillgate_gate gate = till.gate();
  CHECK(till.close() == TILLGATE_OK);
  CHECK(tillgate_close(gate, 1'000) == TILLGATE_E_HANDLE);
  CHECK(open.show().status == TILLGATE_E_HANDLE);
}

TEST_CASE("an argument outside its range is refused before anything happens") {
  Till till;
  const Sale sale = till.begin("S1");
  std::uint8_t pixel = 0;
  std::int32_t size = 0;
  std::int32_t negative = -1;
  char buffer[16];
  const tillgate_sale s = sale.handle();
  CHECK(tillgate_sale_show(s, 0, nullptr, nullptr) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_show(s, 600'001, nullptr, nullptr) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_show(s, 1'000, buffer, nullptr) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_show(s, 1'000, buffer, &negative) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_set_line(s, nullptr, 1'000, nullptr, &size) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_scan(s, nullptr, 1, 1'000, nullptr, nullptr) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_scan(s, "1", 0, 1'000, nullptr, nullptr) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_scan(s, "1", 4097, 1'000, nullptr, nullptr) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_scan_image(s, nullptr, 1, 1, 1, 1'000, nullptr, nullptr) ==
        TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_scan_image(s, &pixel, 8193, 1, 8193, 1'000, nullptr, nullptr) ==
        TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_scan_image(s, &pixel, 2, 1, 1, 1'000, nullptr, nullptr) ==
        TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_remove_line(s, 7, 1'000, nullptr, nullptr) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_export(till.gate(), "", 1'000, nullptr, nullptr) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_sale_begin(till.gate(), "{}", 1'000, nullptr, nullptr, nullptr) ==
        TILLGATE_E_ARGUMENT);
}

TEST_CASE("a call in the wrong state says so and changes nothing") {
  Till till;
  const Sale sale = till.begin("S1");
  CHECK(sale.settle().status == TILLGATE_E_STATE);
  CHECK(sale.abandon("不要了").status == TILLGATE_OK);
  CHECK(sale.line(1, "D018").status == TILLGATE_E_STATE);
  CHECK(sale.identify(test::zhao).status == TILLGATE_E_STATE);
  CHECK(sale.scan("89900180000000000001").status == TILLGATE_E_STATE);
  CHECK(sale.review().status == TILLGATE_E_STATE);
  CHECK(sale.settle().status == TILLGATE_E_STATE);
  CHECK(sale.state() == "abandoned");
}

TEST_CASE(
    "an answer that does not fit has taken effect, its size is told, and it can be fetched again") {
  Till till;
  const Json document = {{"key", "S1"}, {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}};
  tillgate_sale sale = 0;
  std::int32_t size = 5;
  char small[5];
  REQUIRE(tillgate_sale_begin(till.gate(), document.dump().c_str(), 1'000, &sale, small, &size) ==
          TILLGATE_E_ROOM);
  REQUIRE(sale > 0);
  CHECK(size > 5);
  std::string text(static_cast<std::size_t>(size), '\0');
  std::int32_t exact = size;
  CHECK(tillgate_answer(sale, text.data(), &exact) == TILLGATE_OK);
  CHECK(exact == size);
  CHECK(Json::parse(text.c_str())["key"] == "S1");
  exact = size - 1;
  CHECK(tillgate_answer(sale, text.data(), &exact) == TILLGATE_E_ROOM);
  // The size alone may be asked for.
  std::int32_t need = 0;
  CHECK(tillgate_sale_show(sale, 1'000, nullptr, &need) == TILLGATE_OK);
  CHECK(need > 100);
}

TEST_CASE("a second handle on the same sale, and a second gate on the same database, are refused") {
  Till till;
  till.begin("S1");
  const Json document = {{"key", "S1"}, {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}};
  tillgate_sale other = 0;
  CHECK(tillgate_sale_begin(till.gate(), document.dump().c_str(), 1'000, &other, nullptr,
                            nullptr) == TILLGATE_E_CONFLICT);
  tillgate_gate second = 0;
  std::string text(4096, '\0');
  auto size = static_cast<std::int32_t>(text.size());
  CHECK(tillgate_open(till.config_path().c_str(), 1'000, &second, text.data(), &size) ==
        TILLGATE_E_LOCKED);
  CHECK(Json::parse(text.c_str())["name"] == "E_LOCKED");
  CHECK(second == 0);
}

TEST_CASE(
    "a call on a sale that is busy with another call is told so, and closing the gate waits for "
    "it") {
  Till till;
  const Sale sale = till.begin("S1");
  till.platform().order_faults({{"1101", {{"kind", "delay"}, {"times", 1}, {"delay_ms", 1'000}}}});
  std::thread slow([&] { CHECK(sale.identify(test::zhao).document["identified"] == true); });
  while (till.platform().faults_left("1101") > 0) std::this_thread::yield();
  CHECK(tillgate_sale_show(sale.handle(), 1'000, nullptr, nullptr) == TILLGATE_E_BUSY);
  CHECK(tillgate_close(till.gate(), 1'000) == TILLGATE_E_BUSY);
  CHECK(till.status().status == TILLGATE_OK);
  slow.join();
  CHECK(sale.show().status == TILLGATE_OK);
}

TEST_CASE("a configuration that cannot be used says what and where") {
  Till till;
  REQUIRE(till.close() == TILLGATE_OK);
  const Json good = Json::parse(test::read_file(till.config_path()));
  struct Case {
    const char* name;
    const char* pointer;
    Json value;
    std::int32_t status;
    const char* where;
  };
  const Case cases[] = {
      {"unknown setting", "/colour", 1, TILLGATE_E_CONFIG, ""},
      {"institution code too short", "/institution/code", "P1", TILLGATE_E_CONFIG,
       "/institution/code"},
      {"plain HTTP", "/platform/url", "http://127.0.0.1:1", TILLGATE_E_CONFIG, "/platform/url"},
      {"no keys", "/keys", "nowhere", TILLGATE_E_KEY, nullptr},
      {"no rules", "/rules", "nowhere", TILLGATE_E_POLICY, nullptr},
      {"no secret", "/platform/secret_file", "nowhere", TILLGATE_E_CONFIG, nullptr},
      {"no certificates", "/platform/ca", "nowhere", TILLGATE_E_CONFIG, nullptr},
      {"database in a folder that is not there", "/database", "nowhere/till.db", TILLGATE_E_STORE,
       nullptr},
      {"threshold loosened beyond what the pack allows",
       "/rule_parameters",
       {{"otc_max_packs", 100}},
       TILLGATE_E_CONFIG,
       nullptr},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    Json config = good;
    config[Json::json_pointer(c.pointer)] = c.value;
    std::ofstream(till.config_path()) << config.dump();
    const Answer answer = till.open();
    INFO(answer.document.dump());
    CHECK(answer.status == c.status);
    if (c.where != nullptr) CHECK(answer.document["where"] == c.where);
    CHECK_FALSE(answer.document["detail"].get<std::string>().empty());
  }
  std::ofstream(till.config_path()) << good.dump();
  CHECK(till.open().status == TILLGATE_OK);
}

TEST_CASE("every status has a name, and texts in both languages with a next step") {
  struct Entry {
    std::int32_t number;
    const char *name, *caller, *en, *zh, *next;
  };
#define TILLGATE_TEST_ENTRY(name, number, caller, en, zh, next) \
  Entry{number, #name, #caller, en, zh, next},
  for (const Entry& entry : {TILLGATE_STATUS_LIST(TILLGATE_TEST_ENTRY)}) {
    INFO(entry.name);
    CHECK(std::string(tillgate_status_name(entry.number)) == entry.name);
    CHECK(std::string(entry.en).size() > 3);
    CHECK(std::string(entry.zh).size() > 3);
    CHECK(std::string(entry.next).size() > 3);
  }
#undef TILLGATE_TEST_ENTRY
}
