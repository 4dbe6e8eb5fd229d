#include "crypto/verifier_key.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "crypto/base64.hpp"
#include "crypto/digest.hpp"

namespace tillgate::crypto {

namespace {

struct Type {
  Algorithm algorithm;
  std::uint8_t byte;
  std::string_view identifier;
};

constexpr Type types[] = {
    {Algorithm::ed25519, 0x01, ""},
    {Algorithm::ecdsa_p256, 0x02, ""},
    {Algorithm::sm2_sm3, 0xff, "oid/1.2.156.10197.1.501"},
};

const Type& type_of(Algorithm algorithm) {
  return *std::find_if(std::begin(types), std::end(types),
                       [&](const Type& type) { return type.algorithm == algorithm; });
}

// White_Space of the Unicode character database; all of it lies in the first plane.
bool is_white_space(char16_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

Failure malformed_key(const std::string& why) {
  return {TILLGATE_E_KEY, "verifier key: " + why, ""};
}

}  // namespace

bool is_key_name(std::string_view name) {
  const auto units = to_utf16(name);
  return units && !units->empty() && std::none_of(units->begin(), units->end(), [](char16_t c) {
           return c < 0x20 || c == u'+' || is_white_space(c);
         });
}

KeyId key_id(std::string_view name, const PublicKey& key) {
  const Type& type = type_of(key.algorithm());
  constexpr std::uint8_t line_end = 0x0A;
  const Hash hash = type.algorithm == Algorithm::ecdsa_p256 ? sha256(key.encoded())
                                                            : sha256({as_bytes(name),
                                                                      {&line_end, 1},
                                                                      {&type.byte, 1},
                                                                      as_bytes(type.identifier),
                                                                      key.encoded()});
  return {hash[0], hash[1], hash[2], hash[3]};
}

std::string vkey_text(std::string_view name, const PublicKey& key) {
  const Type& type = type_of(key.algorithm());
  Bytes material{type.byte};
  const ByteView identifier = as_bytes(type.identifier);
  material.insert(material.end(), identifier.begin(), identifier.end());
  material.insert(material.end(), key.encoded().begin(), key.encoded().end());
  return std::string(name) + "+" + to_hex(key_id(name, key)) + "+" + to_base64(material);
}

Result<VerifierKey> parse_vkey(std::string_view text) {
  const std::size_t first = text.find('+');
  // Base64 may hold further plus signs; only the first two divide.
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return malformed_key("not name+id+key");
  const std::string_view name = text.substr(0, first);
  const std::string_view id_text = text.substr(first + 1, second - first - 1);
  if (!is_key_name(name)) return malformed_key("the name is empty or holds white space");
  const auto material = from_base64(text.substr(second + 1));
  if (!material || material->empty()) return malformed_key("the key is not base64");
  for (const Type& type : types) {
    const ByteView rest = ByteView(*material).subspan(1);
    if ((*material)[0] != type.byte || !as_text(rest).starts_with(type.identifier)) continue;
    auto key = PublicKey::from(type.algorithm, rest.subspan(type.identifier.size()));
    if (!key) return std::move(key).failure();
    const KeyId id = key_id(name, *key);
    if (id_text != to_hex(id)) return malformed_key("the key id is not that of the key");
    return VerifierKey{std::string(name), id, std::move(key).value()};
  }
  return malformed_key("of a type that cannot be checked here");
}

Result<std::vector<VerifierKey>> parse_vkeys(std::string_view lines) {
  std::vector<VerifierKey> keys;
  for (std::size_t number = 1; !lines.empty(); ++number) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.empty() || line.front() == '#') continue;
    auto key = parse_vkey(line);
    if (!key)
      return Failure{TILLGATE_E_KEY, key.failure().detail, "line " + std::to_string(number)};
    keys.push_back(std::move(key).value());
  }
  return keys;
}

}  // namespace tillgate::crypto
