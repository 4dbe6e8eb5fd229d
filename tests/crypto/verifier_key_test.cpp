#include "crypto/verifier_key.hpp"

#include <catch2/catch.hpp>

#include "crypto/hex.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::bytes_of;

namespace {
// The cosignature types of the vectors are witnesses' keys, which are not read yet.
bool is_cosignature(const Json& key) {
  return key["type_byte"] == "04" ||
         key.value("identifier", "").find("cosignature") != std::string::npos;
}
}  // namespace

TEST_CASE("verifier keys read and write as the vectors have them") {
  const Json vectors = test::read_json_data("vectors/tlog/keys.json");
  int read = 0;
  for (const Json& c : vectors["keys"]) {
    INFO(c["label"]);
    const auto key = crypto::parse_vkey(c["vkey"].get<std::string>());
    if (is_cosignature(c)) {
      CHECK(key.failure().status == TILLGATE_E_KEY);
      continue;
    }
    REQUIRE(key.ok());
    CHECK(key->name == c["name"]);
    CHECK(to_hex(key->id) == c["key_id"]);
    CHECK(crypto::vkey_text(key->name, key->key) == c["vkey"]);
    ++read;
  }
  CHECK(read == 5);
}

TEST_CASE("a verifier key with a wrong id, name, type or key is refused") {
  const std::string good = test::read_json_data("vectors/tlog/keys.json")["keys"][0]["vkey"];
  const std::string name = "log.example.com/chain-7/store-0042/till-03";
  const std::string rest = good.substr(name.size());
  REQUIRE(crypto::parse_vkey(good).ok());
  const std::string cases[] = {
      "",
      name,
      name + "+0a5a57e3",
      "other" + rest,
      "+0a5a57e3" + rest.substr(9),
      "a b" + rest,
      name + "+0A5A57E3" + rest.substr(9),
      name + "+0a5a57e" + rest.substr(9),
      good + " ",
      good + "\n",
      good.substr(0, good.size() - 1),
      name + "+0a5a57e3+",
      name + "+0a5a57e3+AQ==",
      name + "+00000000+/29pZC85LjkuOQ==",
  };
  for (const std::string& text : cases) {
    INFO(text);
    CHECK(crypto::parse_vkey(text).failure().status == TILLGATE_E_KEY);
  }
}

TEST_CASE("key names hold no white space of any script, no control character and no plus sign") {
  for (const char* name : {"a", "log.example.com/till-1", "药店/1", "\xF0\x9F\x8C\xBF"})
    CHECK(crypto::is_key_name(name));
  for (const char* name : {"", " ", "a b", "a\tb", "a\nb", "a+b",
                           "a\xC2\xA0"
                           "b",
                           "a\xE3\x80\x80", "a\xE2\x80\xA8", "\x01", "\xFF",
                           "a\x7F"
                           "\xC2\x85"})
    CHECK_FALSE(crypto::is_key_name(name));
}

TEST_CASE("a file of verifier keys may hold comments, and a bad line is named") {
  const Json keys = test::read_json_data("vectors/tlog/keys.json")["keys"];
  const std::string first = keys[0]["vkey"];
  const std::string second = keys[5]["vkey"];
  const auto read = crypto::parse_vkeys("# till 3\n" + first + "\n\n" + second);
  REQUIRE(read.ok());
  REQUIRE(read->size() == 2);
  CHECK(read->at(1).key.algorithm() == crypto::Algorithm::sm2_sm3);
  CHECK(crypto::parse_vkeys(first + "\n" + second.substr(1) + "\n").failure().where == "line 2");
  CHECK(crypto::parse_vkeys("")->empty());
}
