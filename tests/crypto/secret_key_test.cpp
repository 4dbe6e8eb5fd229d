#include "crypto/secret_key.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "crypto/hex.hpp"
#include "crypto/random.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::bytes_of;

TEST_CASE("derived keys agree with another implementation of HKDF-SHA-256") {
  const Json vectors = test::read_json_data("vectors/crypto/hkdf-sha256.json");
  for (const Json& c : vectors["cases"]) {
    const auto key = crypto::SecretKey::from(bytes_of(c["key"]));
    CHECK(to_hex(key->derive(c["purpose"].get<std::string>()).value().bytes()) == c["derived"]);
  }
}

TEST_CASE("a secret key is exactly 32 bytes") {
  for (const std::size_t size : {0u, 16u, 31u, 33u})
    CHECK(crypto::SecretKey::from(Bytes(size)).failure().status == TILLGATE_E_KEY);
}

TEST_CASE("a moved-from key is wiped") {
  auto key = crypto::SecretKey::from(Bytes(32, 7)).value();
  const crypto::SecretKey moved = std::move(key);
  CHECK(std::ranges::all_of(key.bytes(), [](std::uint8_t byte) {
    return byte == 0;
  }));  // NOLINT(bugprone-use-after-move)
  CHECK(moved.bytes()[31] == 7);
}

TEST_CASE("two generated keys differ, and random bytes fill the whole span") {
  CHECK_FALSE(std::ranges::equal(crypto::SecretKey::generate()->bytes(),
                                 crypto::SecretKey::generate()->bytes()));
  Bytes bytes(64);
  REQUIRE(crypto::fill_random(bytes).ok());
  // 16 zero bytes at either end by chance: once in 2^128.
  CHECK(std::any_of(bytes.begin(), bytes.begin() + 16, [](auto byte) { return byte != 0; }));
  CHECK(std::any_of(bytes.end() - 16, bytes.end(), [](auto byte) { return byte != 0; }));
}
