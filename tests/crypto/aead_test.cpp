#include "crypto/aead.hpp"

#include <catch2/catch.hpp>

#include "crypto/hex.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::bytes_of;

namespace {
Bytes sealed_of(const Json& c) {
  Bytes sealed = bytes_of(c["nonce"]);
  for (const char* part : {"cipher", "tag"}) {
    const Bytes bytes = bytes_of(c[part]);
    sealed.insert(sealed.end(), bytes.begin(), bytes.end());
  }
  return sealed;
}
}  // namespace

TEST_CASE("AES-256-GCM opens what the NIST examples sealed") {
  const Json vectors = test::read_json_data("vectors/crypto/aes-256-gcm.json");
  for (const Json& c : vectors["cases"]) {
    INFO(c["name"]);
    const auto key = crypto::SecretKey::from(bytes_of(c["key"]));
    const auto opened = crypto::open_sealed(*key, bytes_of(c["place"]), sealed_of(c));
    REQUIRE(opened.ok());
    REQUIRE(opened->has_value());
    CHECK(to_hex(**opened) == c["plain"]);
  }
}

TEST_CASE("a change of any byte, of the key or of the place does not open") {
  const Json c = test::read_json_data("vectors/crypto/aes-256-gcm.json")["cases"][3];
  const auto key = crypto::SecretKey::from(bytes_of(c["key"]));
  const Bytes place = bytes_of(c["place"]);
  const Bytes sealed = sealed_of(c);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 0x01;
    INFO("byte " << i);
    CHECK_FALSE(crypto::open_sealed(*key, place, changed)->has_value());
  }
  CHECK_FALSE(crypto::open_sealed(*key, {}, sealed)->has_value());
  CHECK_FALSE(
      crypto::open_sealed(*crypto::SecretKey::from(Bytes(32, 1)), place, sealed)->has_value());
  CHECK_FALSE(
      crypto::open_sealed(*key, place, ByteView(sealed).first(sealed.size() - 1))->has_value());
}

TEST_CASE("too few bytes are malformed, which is not the same as changed") {
  const auto key = crypto::SecretKey::from(Bytes(32, 1));
  CHECK(crypto::open_sealed(*key, {}, Bytes(27)).failure().status == TILLGATE_E_DOCUMENT);
  CHECK(crypto::open_sealed(*key, {}, Bytes(28)).ok());
}

TEST_CASE("what is sealed opens again, and never looks the same twice") {
  const auto key = crypto::SecretKey::generate();
  for (const std::size_t size : {0u, 1u, 16u, 5000u}) {
    const Bytes plain(size, 'x');
    const Bytes place = bytes_of("0102");
    const Bytes first = crypto::seal(*key, place, plain).value();
    const Bytes second = crypto::seal(*key, place, plain).value();
    CHECK(first.size() == size + 28);
    CHECK(first != second);
    CHECK(crypto::open_sealed(*key, place, first).value() == plain);
  }
}
