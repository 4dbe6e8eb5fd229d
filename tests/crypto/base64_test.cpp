#include "crypto/base64.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace tillgate;

TEST_CASE("base64 gives the examples of RFC 4648 section 10, both ways") {
  const std::pair<const char*, const char*> examples[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
  };
  for (const auto& [plain, text] : examples) {
    INFO(text);
    CHECK(crypto::to_base64(as_bytes(plain)) == text);
    CHECK(as_text(crypto::from_base64(text).value()) == plain);
  }
}

TEST_CASE("base64 of many bytes survives the way there and back") {
  for (const std::size_t size : {3071u, 3072u, 3073u, 10'000u}) {
    Bytes bytes(size);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    CHECK(crypto::from_base64(crypto::to_base64(bytes)).value() == bytes);
  }
}

TEST_CASE("only the one canonical base64 text of some bytes is accepted") {
  const char* const texts[] = {
      "Zg",        // no padding
      "Zg=",       // half the padding
      "Zg===",     // too much
      "Zh==",      // stray bits
      "Zm9=",      // stray bits
      "====",      // nothing but padding
      "Z===",      //
      "Zg==Zg==",  // padding inside
      "Zm=v",      //
      " Zm9",      // white space that OpenSSL would skip
      "Zm9 ",      //
      "Zm9\n",     //
      "Zm9v\n",    //
      "Zm-_",      // the URL alphabet
      "Zm\xC3\xA9",
  };
  for (const char* text : texts) {
    INFO(text);
    CHECK_FALSE(crypto::from_base64(text).ok());
  }
  CHECK_FALSE(crypto::from_base64(std::string_view("Zg\0=", 4)).ok());
}
