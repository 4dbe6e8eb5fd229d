#include "platform/envelope_seal.hpp"

#include "crypto/base64.hpp"
#include "crypto/sm4.hpp"
#include "platform/field.hpp"
#include "platform/wire_json.hpp"

namespace tillgate::platform {

namespace {

constexpr std::size_t max_plain_bytes = 16 << 20;

Result<Bytes> key_of(const std::string& application) {
  if (application.size() < crypto::sm4_key_bytes)
    return Failure{TILLGATE_E_CONFIG, "the application's name is too short for an SM4 key",
                   "application"};
  const ByteView bytes = as_bytes(application);
  return Bytes(bytes.begin(), bytes.begin() + crypto::sm4_key_bytes);
}

Failure unreadable(const char* why) {
  return {TILLGATE_E_PLATFORM, why, ""};
}

}  // namespace

Result<std::string> seal_envelope(std::string_view written, const char* member,
                                  const std::string& application, const crypto::PrivateKey* key) {
  TILLGATE_TRY(sm4, key_of(application));
  TILLGATE_TRY(envelope, parse_wire(written, {max_plain_bytes, 32}));
  Json& inside = envelope[member];
  if (!inside.is_structured()) return std::string(written);
  std::string plain;
  write_value(nullptr, nullptr, inside, plain);
  TILLGATE_TRY(encrypted, crypto::sm4_ecb_encrypt(sm4, as_bytes(plain)));
  const std::string text = crypto::to_base64(encrypted);
  if (key != nullptr) {
    TILLGATE_TRY(signature, key->sign(as_bytes(text)));
    envelope["cainfo"] = crypto::to_base64(signature);
    envelope["signtype"] = "SM2";
  }
  envelope[std::string_view(member) == "input" ? "enc_type" : "enctype"] = "SM4";
  inside = text;
  std::string out;
  write_value(nullptr, nullptr, envelope, out);
  return out;
}

Result<Done> open_envelope(Json& envelope, const char* member, const std::string& application,
                           const crypto::PublicKey* key) {
  const auto inside = envelope.find(member);
  if (inside == envelope.end() || !inside->is_string()) return Done{};
  const std::string text = inside->get<std::string>();
  if (text.empty()) return Done{};
  if (key != nullptr) {
    const auto signature = crypto::from_base64(envelope.value("cainfo", ""));
    if (!signature) return unreadable("the signature is not Base64");
    TILLGATE_TRY(match, key->check(as_bytes(text), *signature));
    if (match != crypto::Match::yes) return unreadable("the signature does not fit");
  }
  TILLGATE_TRY(sm4, key_of(application));
  const auto encrypted = crypto::from_base64(text);
  if (!encrypted) return unreadable("the encrypted part is not Base64");
  const auto plain = crypto::sm4_ecb_decrypt(sm4, *encrypted);
  if (!plain) return unreadable("the encrypted part cannot be opened");
  auto parsed = parse_wire(as_text(*plain), {max_plain_bytes, 32});
  if (!parsed) return unreadable("the encrypted part is no JSON");
  *inside = std::move(*parsed);
  return Done{};
}

}  // namespace tillgate::platform
