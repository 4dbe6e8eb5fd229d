#include "crypto/digest.hpp"

#include <catch2/catch.hpp>

#include "crypto/hex.hpp"
#include "crypto/mac.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::bytes_of;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
  const Json vectors = test::read_json_data("vectors/crypto/sha256.json");
  for (const Json& c : vectors["cases"]) {
    INFO(c["name"]);
    CHECK(to_hex(crypto::sha256(bytes_of(c["message"]))) == c["digest"]);
  }
}

TEST_CASE("SHA-256 over parts is SHA-256 over the parts joined") {
  const Bytes whole = bytes_of("0001020304050607");
  const ByteView view(whole);
  CHECK(crypto::sha256({view.first(3), view.subspan(3, 0), view.subspan(3)}) ==
        crypto::sha256(whole));
}

TEST_CASE("SM3 gives the digests of GB/T 32905") {
  const Json vectors = test::read_json_data("vectors/tlog/sm3.json");
  for (const Json& c : vectors["cases"]) {
    INFO(c["name"]);
    CHECK(to_hex(crypto::sm3(bytes_of(c["message_hex"])).value()) == c["digest"]);
  }
  CHECK(to_hex(crypto::sm3(Bytes(1'000'000, 'a')).value()) == vectors["long"]["digest"]);
}

TEST_CASE("HMAC-SHA-256 gives the values of RFC 4231 and refuses an empty key") {
  const Json vectors = test::read_json_data("vectors/crypto/hmac-sha256.json");
  for (const Json& c : vectors["cases"]) {
    INFO(c["name"]);
    CHECK(to_hex(crypto::hmac_sha256(bytes_of(c["key"]), bytes_of(c["message"])).value()) ==
          c["mac"]);
  }
  CHECK(crypto::hmac_sha256({}, bytes_of("00")).failure().status == TILLGATE_E_KEY);
}
