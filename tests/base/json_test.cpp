#include "base/json.hpp"

#include <catch2/catch.hpp>

using namespace tillgate;

TEST_CASE(
    "canonical JSON sorts names by UTF-16 code units, as the example of RFC 8785 section 3.2.3 "
    "does") {
  const Json value = Json::parse(
      R"({"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",)"
      R"("1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"})");
  const std::string text = canonical_json(value).value();
  std::size_t last = 0;
  for (const char* expected : {"Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"}) {
    const std::size_t at = text.find(expected);
    INFO(expected);
    REQUIRE(at != std::string::npos);
    CHECK(at >= last);
    last = at;
  }
}

TEST_CASE("canonical JSON writes no blanks and escapes only what RFC 8785 section 3.2.2.2 names") {
  const Json value = {{"b", Json::array({1, -2, nullptr, true})},
                      {"a", "\u20ac$\x0f\nA'B\"\\\\\"/"}};
  CHECK(canonical_json(value).value() ==
        "{\"a\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\",\"b\":[1,-2,null,true]}");
}

TEST_CASE("canonical JSON refuses what readers could round") {
  CHECK_FALSE(canonical_json(Json(0.5)).ok());
  CHECK_FALSE(canonical_json(Json(std::int64_t{9007199254740993})).ok());
  CHECK(canonical_json(Json(std::int64_t{9007199254740992})).ok());
  CHECK_FALSE(canonical_json(Json(std::int64_t{-9007199254740993})).ok());
  CHECK_FALSE(canonical_json(Json(std::string("\xff"))).ok());
}

TEST_CASE("a document that two readers could understand differently is refused with its place") {
  struct Case {
    const char* name;
    std::string text;
    const char* detail;
  };
  const Case cases[] = {
      {"a name given twice", R"({"a":1,"a":2})", "given twice"},
      {"a name given twice deeper down", R"({"x":[{"a":1,"a":2}]})", "given twice"},
      {"trailing text", "{} {}", "not well-formed"},
      {"text behind a NUL byte", std::string("{}\0{}", 5), "not well-formed"},
      {"half a document", R"({"a":)", "not well-formed"},
      {"invalid UTF-8", "{\"a\":\"\xff\"}", "not well-formed"},
      {"too deep", std::string(40, '[') + std::string(40, ']'), "deeper than 32"},
      {"very deep and never closed", std::string(100'000, '['), "deeper than 32"},
      {"a number beyond every range", R"({"a":1e999})", "out of range"},
      {"too long", "\"" + std::string(1 << 20, 'x') + "\"", "longer than"},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    const auto result = parse_json(c.text);
    REQUIRE_FALSE(result.ok());
    CHECK(result.failure().status == TILLGATE_E_DOCUMENT);
    CHECK(result.failure().detail.find(c.detail) != std::string::npos);
  }
  CHECK(parse_json(R"({"a":)").failure().where == "byte 6");
  CHECK(parse_json(std::string("{}\0", 3)).failure().where == "byte 3");
}

TEST_CASE("the same name in neighbouring objects is fine, and so is depth up to the limit") {
  CHECK(parse_json(R"([{"a":1},{"a":2}])").ok());
  CHECK(parse_json(std::string(32, '[') + std::string(32, ']')).ok());
}
