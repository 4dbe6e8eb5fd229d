#include "crypto/sm2_digest.hpp"

namespace tillgate::crypto {

namespace {

constexpr std::size_t number_size = 32;

// u16be(128), the usual user id, then a, b, Gx and Gy of the curve.
constexpr std::string_view before_the_key =
    "0080"
    "31323334353637383132333435363738"
    "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
    "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
    "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
    "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0";

// INTEGER of DER: no superfluous zeros, one when it would look negative.
void append_integer(Bytes& der, ByteView number) {
  while (number.size() > 1 && number[0] == 0) number = number.subspan(1);
  const bool looks_negative = (number[0] & 0x80) != 0;
  der.push_back(0x02);
  der.push_back(static_cast<std::uint8_t>(number.size() + (looks_negative ? 1 : 0)));
  if (looks_negative) der.push_back(0);
  der.insert(der.end(), number.begin(), number.end());
}

}  // namespace

Result<Hash> sm2_digest(ByteView point, ByteView message) {
  if (point.size() != sm2_point_size)
    return Failure{TILLGATE_E_KEY, "a public SM2 key is 65 bytes and begins with 04", ""};
  TILLGATE_TRY(identity, from_hex(before_the_key));
  identity.insert(identity.end(), point.begin() + 1, point.end());
  TILLGATE_TRY(z, sm3(identity));
  Bytes all(z.begin(), z.end());
  all.insert(all.end(), message.begin(), message.end());
  return sm3(all);
}

Result<Bytes> sm2_signature_der(ByteView r_and_s) {
  if (r_and_s.size() != 2 * number_size)
    return Failure{TILLGATE_E_KEY, "not an SM2 signature of two numbers", ""};
  Bytes der{0x30, 0};
  append_integer(der, r_and_s.first(number_size));
  append_integer(der, r_and_s.subspan(number_size));
  der[1] = static_cast<std::uint8_t>(der.size() - 2);
  return der;
}

}  // namespace tillgate::crypto
