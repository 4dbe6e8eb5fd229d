#include "base/bytes.hpp"

#include <catch2/catch.hpp>

using namespace tillgate;

TEST_CASE("hexadecimal text and bytes convert both ways") {
  const Bytes bytes{0x00, 0x0f, 0xa5, 0xff};
  CHECK(to_hex(bytes) == "000fa5ff");
  CHECK(from_hex("000FA5ff").value() == bytes);
  CHECK(from_hex("").value().empty());
}

TEST_CASE("hexadecimal text with an odd length or another character is refused") {
  CHECK_FALSE(from_hex("abc").ok());
  CHECK(from_hex("0g").failure().where == "offset 0");
}
