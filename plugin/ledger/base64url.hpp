// Base64 for codes and addresses (RFC 4648 section 5), without padding.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::ledger {

std::string to_base64url(ByteView bytes);
// Accepts exactly what to_base64url writes. TILLGATE_E_DOCUMENT otherwise.
Result<Bytes> from_base64url(std::string_view text);

}  // namespace tillgate::ledger
