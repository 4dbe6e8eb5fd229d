#include "platform/x_tif.hpp"

#include <array>

#include "base/bytes.hpp"
#include "crypto/digest.hpp"
#include "crypto/random.hpp"

namespace tillgate::platform {

std::string x_tif_signature(std::string_view timestamp, std::string_view secret,
                            std::string_view nonce) {
  return to_hex(crypto::sha256(
      {as_bytes(timestamp), as_bytes(secret), as_bytes(nonce), as_bytes(timestamp)}));
}

Result<std::vector<std::string>> x_tif_headers(std::string_view application,
                                               std::string_view secret, UtcMs now) {
  std::array<std::uint8_t, 16> random{};
  TILLGATE_CHECK(crypto::fill_random(random));
  const std::string nonce = to_hex(random);
  const std::string timestamp = std::to_string(now / 1000);
  return std::vector<std::string>{
      "x-tif-paasid: " + std::string(application),
      "x-tif-timestamp: " + timestamp,
      "x-tif-nonce: " + nonce,
      "x-tif-signature: " + x_tif_signature(timestamp, secret, nonce),
  };
}

}  // namespace tillgate::platform
