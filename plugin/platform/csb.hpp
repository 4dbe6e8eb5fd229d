// The authentication of Alibaba's Cloud Service Bus (CSB): the api headers, and a Base64 HMAC-SHA1
// with the secret over their sorted key=value pairs joined by &. The names are seen at two regions,
// the value is the bus's published rule; no public client shows it against a platform.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::platform {

struct CsbCall {
  std::string api;  // _api_name: the transaction
  std::string version;
  std::string access_key;
  std::string timestamp;  // milliseconds
};

Result<std::string> csb_signature(const CsbCall& call, std::string_view secret);
Result<std::vector<std::string>> csb_headers(const CsbCall& call, std::string_view secret);

}  // namespace tillgate::platform
