// The gateway's authentication x-tif: four headers, of which the last proves knowledge of the
// secret. The body is not covered; TLS protects it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::platform {

// Lower-case hex SHA-256 of timestamp, secret, nonce, timestamp; the timestamp is Unix seconds as
// text.
std::string x_tif_signature(std::string_view timestamp, std::string_view secret,
                            std::string_view nonce);

// The header lines of one request, with a fresh nonce.
Result<std::vector<std::string>> x_tif_headers(std::string_view application,
                                               std::string_view secret, UtcMs now);

}  // namespace tillgate::platform
