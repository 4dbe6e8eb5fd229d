// The universal call: every call by its name, with the same statuses, documents and effects.
#include <catch2/catch.hpp>
#include <fstream>

#include "abi/till.hpp"
#include "crypto/base64.hpp"
#include "support/data.hpp"
#include "tillgate/tillgate_draft.h"

using namespace tillgate;
using test::Answer;
using test::Till;

namespace {

// As a host that only passes texts does it: the error document comes in the same buffer.
Answer call(tillgate_gate gate, const char* method, const char* request) {
  std::string text(1 << 16, '\0');
  auto size = static_cast<std::int32_t>(text.size());
  Answer answer;
  answer.status = tillgate_call(gate, method, request, 20'000, text.data(), &size);
  answer.document = Json::parse(text.c_str(), nullptr, false);
  return answer;
}

Answer call(tillgate_gate gate, const char* method, const Json& request = Json::object()) {
  return call(gate, method, request.dump().c_str());
}

Json begin_request(const std::string& key) {
  return {{"document", {{"key", key}, {"operator", {{"id", "C001"}, {"name", "收银员甲"}}}}}};
}

const Json line_1 = {
    {"line", 1}, {"sku", "D018"}, {"quantity_milli", 1000}, {"price_fen", 1714}, {"pay", "self"}};

}  // namespace

TEST_CASE("a whole sale goes by names and the sale's key alone, and is sealed like any other") {
  Till till;
  const tillgate_gate gate = till.gate();
  const Json sale = {{"sale", "S1"}};
  const auto with = [&](const char* name, Json value) {
    return Json{{"sale", "S1"}, {name, std::move(value)}};
  };
  CHECK(call(gate, "sale_begin", begin_request("S1")).document["key"] == "S1");
  CHECK(call(gate, "sale_identify",
             with("document", {{"kind", "e_credential"}, {"token", test::zhao.token}}))
            .document["identified"] == true);
  Json line = line_1;
  line["pay"] = "fund";
  line["batch"] = {{"number", "B1"},
                   {"lot", "L1"},
                   {"made", test::china_time(-60 * 24 * 200).substr(0, 10)},
                   {"expires", test::china_time(60 * 24 * 400).substr(0, 10)}};
  CHECK(call(gate, "sale_set_line", with("document", line)).status == TILLGATE_OK);
  CHECK(call(gate, "sale_scan", with("bytes", "89900180000000000001\r")).document["read"] == true);
  CHECK(call(gate, "sale_review", sale).document["verdict"] == "pass");
  CHECK(call(gate, "sale_settle", sale).document["settled"] == true);
  CHECK(call(gate, "receipt", sale).document.contains("payload"));
  CHECK(call(gate, "sale_show", sale).document["state"] == "settled");
  CHECK(call(gate, "sale_close", sale).status == TILLGATE_OK);
  CHECK(Till::about(till.verified_records(), "sale_settled", "S1").size() == 1);
}

TEST_CASE("lines are removed by number, scans come as base64 too, a sale goes by its handle too") {
  Till till;
  const tillgate_gate gate = till.gate();
  const test::Sale sale = till.begin("S1");
  const Json by_handle = {{"sale", sale.handle()}};
  REQUIRE(call(gate, "sale_set_line", {{"sale", "S1"}, {"document", line_1}}).status ==
          TILLGATE_OK);
  const std::string code = "\x1d\x30\x31\x30";  // separators and bytes as they come
  const Json scan = {{"sale", "S1"}, {"base64", crypto::to_base64(as_bytes(code))}};
  CHECK(call(gate, "sale_scan", scan).document == sale.scan(code).document);
  CHECK(call(gate, "sale_show", by_handle).document == sale.show().document);
  CHECK(call(gate, "sale_remove_line", {{"sale", "S1"}, {"line", 1}}).document["lines"].empty());
  CHECK(call(gate, "sale_abandon", by_handle).document["state"] == "abandoned");
}

TEST_CASE("calls on the gate answer what their own functions answer") {
  Till till;
  const tillgate_gate gate = till.gate();
  Json status = call(gate, "status").document;
  CHECK(status["till"] == till.status().document["till"]);
  CHECK(call(gate, "status", nullptr).status == TILLGATE_OK);  // no request is an empty one
  std::string note(4096, '\0');
  auto size = static_cast<std::int32_t>(note.size());
  CHECK(tillgate_call(gate, "checkpoint", nullptr, 1'000, note.data(), &size) == TILLGATE_OK);
  CHECK(note.starts_with("test.example/"));
  const std::string folder = till.path("taken").string();
  CHECK(call(gate, "export", {{"folder", folder}}).document["folder"] == folder);
  CHECK(std::filesystem::exists(till.path("taken") / "checkpoint"));
  CHECK(call(gate, "sync").document["waiting"] == 0);
}

TEST_CASE("a wrong request is refused with its place, in the answer, and nothing changes") {
  Till till;
  const tillgate_gate gate = till.gate();
  const test::Sale sale = till.begin("S1");
  const Json before = sale.show().document;
  Json wrong_line = line_1;
  wrong_line["price_fen"] = "17.14";
  struct Case {
    const char* name;
    const char* method;
    std::string request;
    std::int32_t status;
    const char* where;
  };
  const Case cases[] = {
      {"no such method", "sale_give_away", "{}", TILLGATE_E_ARGUMENT, "method"},
      {"no method", nullptr, "{}", TILLGATE_E_ARGUMENT, "method"},
      {"not by this way", "open", "{}", TILLGATE_E_ARGUMENT, "method"},
      {"a picture", "sale_scan_image", "{}", TILLGATE_E_ARGUMENT, "method"},
      {"itself", "call", "{}", TILLGATE_E_ARGUMENT, "method"},
      {"cut off", "sale_show", R"({"sale":)", TILLGATE_E_DOCUMENT, "byte 9"},
      {"unknown argument", "sale_show", R"({"sale":"S1","colour":1})", TILLGATE_E_DOCUMENT, ""},
      {"an argument of other calls", "sale_show", R"({"sale":"S1","line":1})", TILLGATE_E_DOCUMENT,
       "/line"},
      {"no sale", "sale_show", "{}", TILLGATE_E_HANDLE, ""},
      {"no such sale", "sale_show", R"({"sale":"S2"})", TILLGATE_E_HANDLE, ""},
      {"a made-up handle", "sale_show", R"({"sale":12345})", TILLGATE_E_HANDLE, ""},
      {"a gate for a sale", "sale_show", R"({"sale":)" + std::to_string(gate) + "}",
       TILLGATE_E_HANDLE, ""},
      {"no document", "sale_set_line", R"({"sale":"S1"})", TILLGATE_E_ARGUMENT, "document"},
      {"a document that breaks its schema", "sale_set_line",
       Json{{"sale", "S1"}, {"document", wrong_line}}.dump(), TILLGATE_E_DOCUMENT,
       "/document/price_fen"},
      {"no base64", "sale_scan", R"({"sale":"S1","base64":"****"})", TILLGATE_E_DOCUMENT,
       "/base64"},
      {"bytes twice", "sale_scan", R"({"sale":"S1","bytes":"1","base64":"MTIz"})",
       TILLGATE_E_DOCUMENT, "/base64"},
      {"out of turn", "sale_settle", R"({"sale":"S1"})", TILLGATE_E_STATE, nullptr},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    const Answer answer = call(gate, c.method, c.request.c_str());
    INFO(answer.document.dump());
    CHECK(answer.status == c.status);
    CHECK(answer.document["status"] == c.status);
    if (c.where != nullptr) CHECK(answer.document["where"] == c.where);
    CHECK(sale.show().document == before);
  }
}

TEST_CASE("a sale of another gate is not to be had through this one") {
  Till till, other;
  const test::Sale sale = other.begin("S1");
  CHECK(call(till.gate(), "sale_show", {{"sale", "S1"}}).status == TILLGATE_E_HANDLE);
  CHECK(call(till.gate(), "sale_show", {{"sale", sale.handle()}}).status == TILLGATE_E_HANDLE);
  CHECK(call(other.gate(), "sale_show", {{"sale", "S1"}}).status == TILLGATE_OK);
}

TEST_CASE("an answer that does not fit can be asked for again by name") {
  Till till;
  const tillgate_gate gate = till.gate();
  char small[10];
  std::int32_t size = sizeof small;
  REQUIRE(tillgate_call(gate, "sale_begin", begin_request("S1").dump().c_str(), 5'000, small,
                        &size) == TILLGATE_E_ROOM);
  CHECK(size > 100);
  CHECK(call(gate, "answer", {{"sale", "S1"}}).document["key"] == "S1");
  REQUIRE(call(gate, "sale_settle", {{"sale", "S1"}}).status == TILLGATE_E_STATE);
  CHECK(call(gate, "last_error", {{"sale", "S1"}}).document["name"] == "E_STATE");
  REQUIRE(call(gate, "nothing").status == TILLGATE_E_ARGUMENT);
  CHECK(call(gate, "last_error").document["where"] == "method");
}

TEST_CASE("buffers, handles and deadlines of the universal call are held to the same rules") {
  Till till;
  std::int32_t size = -1;
  char room[1];
  CHECK(tillgate_call(till.gate(), "status", nullptr, 1'000, room, nullptr) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_call(till.gate(), "status", nullptr, 1'000, room, &size) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_call(till.gate(), "status", nullptr, 1'000, nullptr, nullptr) == TILLGATE_OK);
  CHECK(tillgate_call(till.gate(), "status", nullptr, 0, nullptr, nullptr) == TILLGATE_E_ARGUMENT);
  CHECK(tillgate_call(12345, "status", nullptr, 1'000, nullptr, nullptr) == TILLGATE_E_HANDLE);
  CHECK(call(12345, "nothing").status == TILLGATE_E_HANDLE);
}
