// Messages whose input and output travel encrypted (enc_type SM4): Base64 of SM4-ECB over the JSON,
// under the first 16 bytes of the application's name; the request is signed SM2 with SM3, Base64,
// in cainfo. Client and simulator share it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "crypto/signature.hpp"

namespace tillgate::platform {

// The member (input or output) of a written envelope in its encrypted form; with a key also the
// signature over that form, and the two fields that say so.
Result<std::string> seal_envelope(std::string_view written, const char* member,
                                  const std::string& application, const crypto::PrivateKey* key);
// The inverse, on an envelope with numbers as tokens. A member that is no text is left as it is:
// refusals come in clear. With a key the signature is demanded.
Result<Done> open_envelope(Json& envelope, const char* member, const std::string& application,
                           const crypto::PublicKey* key);

}  // namespace tillgate::platform
