// What SM2 signs (GB/T 32918.2 section 5.5), for tokens that are given this and not the message:
//
//   e := SM3(Z ‖ message)
//   Z := SM3(u16be(bits of the user id) ‖ user id ‖ a ‖ b ‖ Gx ‖ Gy ‖ X ‖ Y)
//
// The curve is that of GB/T 32918.5, the user id 1234567812345678.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"

namespace tillgate::crypto {

inline constexpr std::size_t sm2_point_size = 65;  // 04 X Y

// `point` is 04 X Y, 65 bytes.
Result<Hash> sm2_digest(ByteView point, ByteView message);

// r ‖ s, 64 bytes, as the DER SEQUENCE{r, s} that signatures are kept as. TILLGATE_E_KEY for
// another length.
Result<Bytes> sm2_signature_der(ByteView r_and_s);

}  // namespace tillgate::crypto
