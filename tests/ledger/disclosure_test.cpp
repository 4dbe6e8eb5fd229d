#include "ledger/disclosure.hpp"

#include <catch2/catch.hpp>

#include "ledger/hex.hpp"

using namespace tillgate;
using namespace tillgate::ledger;

TEST_CASE("the digest of a disclosure is the SHA-256 anybody computes over purpose and text") {
  // printf 'tillgate disclosure v1\n["AAAAAAAAAAAAAAAAAAAAAA==","buyer","Li Si"]' | sha256sum
  CHECK(to_hex(disclosure_digest(R"(["AAAAAAAAAAAAAAAAAAAAAA==","buyer","Li Si"])")) ==
        "82d585639d70fc4f0a2510f8f4c24019aa80fcc97f082753ebf06e5fe3d4c1f3");
}

TEST_CASE("two disclosures of the same value have different salts, and so different digests") {
  const Disclosure buyer{"buyer", {{"name", "李四"}}};
  const std::string first = disclosure_text(buyer).value();
  const std::string second = disclosure_text(buyer).value();
  CHECK(disclosure_digest(first) != disclosure_digest(second));
  const Json parsed = Json::parse(first);
  CHECK(crypto::from_base64(parsed[0].get<std::string>())->size() == 16);
  const auto read = parse_disclosure(first);
  CHECK(read->name == "buyer");
  CHECK(read->value == buyer.value);
}

TEST_CASE("a text that is no disclosure is refused") {
  for (const char* text : {"", "{}", "[]", R"(["a","b"])", R"([1,"b",1])", R"(["a",2,1])",
                           R"(["a","b",1,1])", R"(["a","b c",1])"})
    CHECK(parse_disclosure(text).failure().status == TILLGATE_E_DOCUMENT);
}

TEST_CASE("a sealed disclosure opens at its own place and nowhere else") {
  const auto key = crypto::SecretKey::generate();
  const DisclosurePlace place{"log", 5, "buyer"};
  const Bytes sealed = seal_disclosure(*key, place, "text").value();
  CHECK(open_disclosure(*key, place, sealed).value() == "text");
  for (const DisclosurePlace& other :
       {DisclosurePlace{"log2", 5, "buyer"}, DisclosurePlace{"log", 6, "buyer"},
        DisclosurePlace{"log", 5, "agent"}})
    CHECK_FALSE(open_disclosure(*key, other, sealed)->has_value());
  CHECK_FALSE(open_disclosure(*crypto::SecretKey::generate(), place, sealed)->has_value());
}
