// Documents sealed at rest (aead.hpp), for columns that hold personal data.
#pragma once

#include <string_view>

#include "base/json.hpp"
#include "crypto/secret_key.hpp"

namespace tillgate::crypto {

// `place` names the row the bytes belong to, such as "tillgate/sale/1\n" and its key.
Result<Bytes> seal_json(const SecretKey& key, std::string_view place, const Json& document);

// TILLGATE_E_STORE when the bytes were changed, moved, or sealed under another key.
Result<Json> open_json(const SecretKey& key, std::string_view place, ByteView sealed);

}  // namespace tillgate::crypto
