#include "platform/csb.hpp"

#include "crypto/base64.hpp"
#include "crypto/mac.hpp"

namespace tillgate::platform {

Result<std::string> csb_signature(const CsbCall& call, std::string_view secret) {
  const std::string text = "_api_access_key=" + call.access_key + "&_api_name=" + call.api +
                           "&_api_timestamp=" + call.timestamp + "&_api_version=" + call.version;
  TILLGATE_TRY(hash, crypto::hmac_sha1(as_bytes(secret), as_bytes(text)));
  return crypto::to_base64(hash);
}

Result<std::vector<std::string>> csb_headers(const CsbCall& call, std::string_view secret) {
  TILLGATE_TRY(signature, csb_signature(call, secret));
  return std::vector<std::string>{"_api_name: " + call.api, "_api_version: " + call.version,
                                  "_api_access_key: " + call.access_key,
                                  "_api_timestamp: " + call.timestamp,
                                  "_api_signature: " + signature};
}

}  // namespace tillgate::platform
