#include "ledger/canonical_scan.hpp"

#include <catch2/catch.hpp>

#include <random>

#include "base/json.hpp"

using namespace tillgate;
using ledger::scan_canonical_object;

namespace {

// What the scan must agree with: read strictly, write canonically, compare.
bool is_canonical_object(const std::string& text) {
  const auto parsed = parse_json(text);
  if (!parsed || !parsed->is_object()) return false;
  const auto written = canonical_json(*parsed);
  return written && *written == text;
}

const std::string samples[] = {
    "{}",
    R"({"a":1})",
    R"({"a":-1,"b":0,"c":9007199254740992,"d":-9007199254740992})",
    R"({"a":[1,[],{},[{"x":null}],"y"],"b":true,"c":false})",
    R"({"":"","a":"","aa":"","b":""})",
    "{\"k\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f/\x7f\"}",
    "{\"\\n\":1,\"1\":1,\"\xC2\x80\":1,\"\xC3\xB6\":1,\"\xE2\x82\xAC\":1,\"\xF0\x9F\x98\x80\":1,"
    "\"\xEF\xAC\xB3\":1}",
    R"({"药名":"阿莫西林胶囊"})",
};

const std::string bad_samples[] = {
    "",
    "[]",
    "1",
    "{",
    "{}{}",
    "{} ",
    R"({"a":1,})",
    R"({"a" :1})",
    R"({"a":1,"a":1})",
    R"({"b":1,"a":1})",
    R"({"a":01})",
    R"({"a":-0})",
    R"({"a":+1})",
    R"({"a":1.0})",
    R"({"a":1e2})",
    R"({"a":9007199254740993})",
    R"({"a":-9007199254740993})",
    R"({"a":123456789012345678901})",
    R"({"a":"\/"})",
    R"({"a":"\u0041"})",
    R"({"a":"\u000a"})",
    R"({"a":"\u001F"})",
    R"({"a":"\u00e9"})",
    R"({"a":"\u12"})",
    R"({"a":"\x"})",
    R"({"a":tru})",
    R"({"a":nul})",
    R"({"a":})",
    R"({"a"})",
    R"({1:1})",
    R"({"a":[1,]})",
    R"({"a":[1 ,2]})",
    R"({"a":")",
    R"({"a":"\)",
    "{\"a\":\"\n\"}",
    "{\"a\":\"\xFF\"}",
    "{\"\xEF\xAC\xB3\":1,\"\xF0\x9F\x98\x80\":1}",  // by bytes in order, by UTF-16 not
};

}  // namespace

TEST_CASE("the scan accepts canonical objects and shows their members") {
  for (const std::string& text : samples) {
    INFO(text);
    REQUIRE(is_canonical_object(text));
    const auto members = scan_canonical_object(text);
    REQUIRE(members);
    const Json parsed = Json::parse(text);
    REQUIRE(members->size() == parsed.size());
    for (const auto& [name, value] : *members) {
      const std::string key = Json::parse("\"" + std::string(name) + "\"");
      CHECK(Json::parse(value) == parsed.at(key));
    }
  }
}

TEST_CASE("the scan refuses what is not one canonical object") {
  for (const std::string& text : bad_samples) {
    INFO(text);
    CHECK_FALSE(is_canonical_object(text));
    CHECK_FALSE(scan_canonical_object(text));
  }
  const std::string deep = std::string(32, '[') + std::string(32, ']');
  CHECK_FALSE(scan_canonical_object("{\"a\":" + deep + "}"));
  CHECK(scan_canonical_object("{\"a\":" + deep.substr(1, 62) + "}"));
  CHECK_FALSE(scan_canonical_object("{\"a\":" + std::string(200'000, '[')));
}

TEST_CASE("the scan agrees with the strict reader on samples with random changes") {
  std::mt19937 random(20261124);
  const std::string alphabet = "{}[]:,\"\\0123456789-+.eE truefalsnu\x01\x1f\x7f\xc3\xb6/b";
  int disagreements = 0;
  int accepted = 0;
  for (int round = 0; round < 60'000; ++round) {
    std::string text = samples[random() % std::size(samples)];
    for (std::uint32_t changes = 1 + random() % 2; changes != 0; --changes) {
      const std::size_t at = random() % text.size();
      const char c = alphabet[random() % alphabet.size()];
      switch (random() % 3) {
        case 0:
          text[at] = c;
          break;
        case 1:
          text.insert(at, 1, c);
          break;
        default:
          text.erase(at, 1);
      }
      if (text.empty()) text = "x";
    }
    const bool canonical = is_canonical_object(text);
    accepted += canonical ? 1 : 0;
    if (scan_canonical_object(text).has_value() != canonical) {
      ++disagreements;
      UNSCOPED_INFO(text);
    }
  }
  CHECK(disagreements == 0);
  CHECK(accepted > 1000);
}
