#include <catch2/catch.hpp>

#include "platform/reply_node.hpp"
#include "platform/wire_json.hpp"
#include "platform/wire_time.hpp"

using namespace tillgate;
using namespace tillgate::platform;

namespace {

Json reply(const std::string& text) {
  return parse_wire(text).value();
}

}  // namespace

TEST_CASE("a number keeps the characters it was written with") {
  for (const char* number : {"27.60", "0.1", "-3", "13.800000", "90071992547409.93",
                             "123456789012345678901234567890", "1e2", "0.30000000000000004"}) {
    const Json document = reply("[" + std::string(number) + "]");
    CHECK(is_number_token(document[0]));
    CHECK(scalar_text(document[0]) == number);
  }
  CHECK_FALSE(is_number_token(reply(R"(["27.60"])")[0]));
}

TEST_CASE("a document two readers could understand differently is refused") {
  for (const char* bad :
       {"", "{", "[1,]", "{} {}", R"({"a":1,"a":2})", R"({"a":{"b":1,"b":1}})", "[01]", "[NaN]",
        "{\"a\":\"\xFF\"}", "{'a':1}", "<html>", "\xEF\xBB\xBF\xEF\xBB\xBF{}"}) {
    INFO(bad);
    CHECK_FALSE(parse_wire(bad).ok());
  }
  CHECK_FALSE(parse_wire(std::string("{}\0", 3)).ok());
  const std::string deep = std::string(33, '[') + std::string(33, ']');
  CHECK_FALSE(parse_wire(deep).ok());
  CHECK(parse_wire(deep.substr(1, 64)).ok());
  CHECK_FALSE(parse_wire("[1,2]", {4, 32}).ok());
}

TEST_CASE("a failure to parse tells the place and nothing of the text") {
  const auto failed = parse_wire(R"({"psn_name":"赵示例" "x"})");
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.failure().where.starts_with("byte "));
  CHECK(failed.failure().detail.find("赵") == std::string::npos);
}

TEST_CASE("objects, lists and literals come through as they are") {
  const Json document = reply(R"({"a":[{"b":null},true,"x",[]],"c":{}})");
  CHECK(document["a"][0]["b"].is_null());
  CHECK(document["a"][1] == true);
  CHECK(document["a"][2] == "x");
  CHECK(document["a"][3] == Json::array());
  CHECK(document["c"] == Json::object());
}

TEST_CASE("an amount is read exactly from a number or from text") {
  const struct {
    const char* value;
    Fen expected;
  } cases[] = {{"27.60", 2760},
               {"27.6", 2760},
               {"\"27.60\"", 2760},
               {"\" 27.6 \"", 2760},
               {"0", 0},
               {"-27.60", -2760},
               {"27.600000", 2760},
               {"0.29", 29},
               {"90071992547409.93", 9007199254740993},
               {"\"90071992547409.93\"", 9007199254740993}};
  for (const auto& c : cases) {
    INFO(c.value);
    const Json document = reply(R"({"amount":)" + std::string(c.value) + "}");
    CHECK(ReplyNode(document).required_fen("amount").value() == c.expected);
  }
}

TEST_CASE("an amount that is missing or would have to be guessed is a failure naming the field") {
  for (const char* value : {"null", "\"\"", "\"  \"", "{}", "[]", "true", "\"27,60\"", "27.605",
                            "1e2", "\"1e2\"", "\"¥27.60\"", "99999999999999999999"}) {
    INFO(value);
    const Json document = reply(R"({"info":{"amount":)" + std::string(value) + "}}");
    const auto fen = ReplyNode(document).child("info").required_fen("amount");
    REQUIRE_FALSE(fen.ok());
    CHECK(fen.failure().status == TILLGATE_E_PLATFORM);
    CHECK(fen.failure().where == "info.amount");
  }
  CHECK_FALSE(ReplyNode(reply("{}")).required_fen("amount").ok());
}

TEST_CASE("an optional amount is zero when missing, null or empty, and a failure when unreadable") {
  for (const char* document : {"{}", R"({"amount":null})", R"({"amount":""})"}) {
    const Json parsed = reply(document);
    CHECK(ReplyNode(parsed).fen_or_zero("amount").value() == 0);
  }
  for (const char* document : {R"({"amount":"x"})", R"({"amount":[]})", R"({"amount":{}})"}) {
    INFO(document);
    const Json parsed = reply(document);
    CHECK_FALSE(ReplyNode(parsed).fen_or_zero("amount").ok());
  }
}

TEST_CASE("text is read from text, numbers and booleans, and is empty for everything else") {
  const Json document = reply(R"({"a":" x ","b":310,"c":true,"d":null,"e":{},"f":[1]})");
  const ReplyNode node(document);
  CHECK(node.text("a") == "x");
  CHECK(node.text("b") == "310");
  CHECK(node.text("c") == "true");
  for (const char* name : {"d", "e", "f", "g"}) CHECK(node.text(name).empty());
  CHECK(ReplyNode(document["f"]).text("a").empty());
}

TEST_CASE("a list may come as a list, as its only row, as null or not at all") {
  const Json document = reply(R"({"list":[{"a":1},{"a":2}],"row":{"a":1},"nothing":null})");
  const ReplyNode node(document);
  REQUIRE(node.rows("list").size() == 2);
  CHECK(node.rows("list")[1].path_of("a") == "list[1].a");
  CHECK(node.rows("row").size() == 1);
  CHECK(node.rows("nothing").empty());
  CHECK(node.rows("missing").empty());
}

TEST_CASE("times are read in every form that was seen") {
  constexpr UtcMs moment = 1'795'140'900'000;
  for (const char* text : {"2026-11-20 10:15:00", "2026-11-2010:15:00", "2026-11-20T10:15:00",
                           "20261120101500", "20261120101500000", "1795140900000"}) {
    INFO(text);
    CHECK(read_time(text) == moment);
  }
  CHECK(read_time("20261120101500123") == moment + 123);
  for (const char* text : {"", "2026-11-20", "2026-11-20 10:15", "2026-02-30 10:15:00",
                           "2026-11-20 25:15:00", "now", "2026/11/20 10:15:00", "20261120101560"}) {
    INFO(text);
    CHECK_FALSE(read_time(text).has_value());
  }
}

TEST_CASE("dates are read from a date, a time or milliseconds") {
  for (const char* text : {"1958-03-12", "1958-03-12 00:00:00", "19580312000000", "2026-11-20"}) {
    INFO(text);
    CHECK(read_date(text) == std::string(text[0] == '2' ? "2026-11-20" : "1958-03-12"));
  }
  CHECK(read_date("1795140900000") == std::string("2026-11-20"));
  for (const char* text : {"", "1958-02-30", "12.03.1958"})
    CHECK_FALSE(read_date(text).has_value());
}

TEST_CASE("a stamp and its moment are each other's inverse") {
  CHECK(local_stamp(1'795'140'900'000) == "20261120101500");
  CHECK(read_stamp("20261120101500") == 1'795'140'900'000);
  CHECK(local_stamp(0) == "19700101080000");
}
