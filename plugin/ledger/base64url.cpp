#include "ledger/base64url.hpp"

#include <algorithm>

#include "crypto/base64.hpp"

namespace tillgate::ledger {

std::string to_base64url(ByteView bytes) {
  std::string text = crypto::to_base64(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.erase(std::min(text.find('='), text.size()));
  return text;
}

Result<Bytes> from_base64url(std::string_view url) {
  if (url.find_first_of("+/=") != std::string_view::npos)
    return Failure{TILLGATE_E_DOCUMENT, "not base64url", ""};
  std::string text(url);
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  text.append((4 - text.size() % 4) % 4, '=');
  return crypto::from_base64(text);
}

}  // namespace tillgate::ledger
