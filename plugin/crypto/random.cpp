#include "crypto/random.hpp"

#include <openssl/rand.h>

#include "crypto/openssl.hpp"

namespace tillgate::crypto {

Result<Done> fill_random(std::span<std::uint8_t> out) {
  TILLGATE_TRY(context, library());
  constexpr unsigned strength_bits = 256;
  if (RAND_bytes_ex(context, out.data(), out.size(), strength_bits) != 1)
    return openssl_failure("no random bytes are to be had");
  return Done{};
}

}  // namespace tillgate::crypto
