#include "platform/settings.hpp"

#include <algorithm>

#include "crypto/sm4.hpp"
#include "platform/message_id.hpp"

namespace tillgate::platform {

namespace {

Failure bad(const char* setting, const char* why) {
  return {TILLGATE_E_CONFIG, why, setting};
}

}  // namespace

Result<Done> check_settings(const Settings& s) {
  if (!s.url.starts_with("https://"))
    return bad("url", "the platform's address does not begin with https://");
  const bool digits =
      std::all_of(s.region.begin(), s.region.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (s.region.size() != 6 || !digits) return bad("region", "a region has 6 digits");
  if (s.receiver.empty()) return bad("receiver", "the receiving system is not named");
  if (s.institution_code.size() != institution_code_length)
    return bad("institution_code", "an institution code has 12 characters");
  if (s.institution_name.empty()) return bad("institution_name", "the institution has no name");
  if (s.application.empty()) return bad("application", "the application is not named");
  if (s.secret.empty()) return bad("secret", "the application has no secret");
  if (s.manner.encryption == Encryption::sm4 && s.application.size() < crypto::sm4_key_bytes)
    return bad("application", "the application's name is too short for an SM4 key");
  // It goes into an HTTP header.
  for (const char c : s.application)
    if (c <= ' ' || c > '~') return bad("application", "the application's name is not plain ASCII");
  if (s.message_slot < 0 || s.message_slot >= message_slots)
    return bad("message_slot", "the till's place in the message numbers is not 0 to 99");
  return Done{};
}

}  // namespace tillgate::platform
