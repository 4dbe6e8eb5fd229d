#include "ledger/cosignature.hpp"

#include <algorithm>

#include "crypto/base64.hpp"
#include "crypto/digest.hpp"
#include "ledger/tree.hpp"

namespace tillgate::ledger {

namespace {

struct Type {
  crypto::Algorithm algorithm;
  std::uint8_t byte;
  std::string_view identifier;
};
constexpr Type types[] = {
    {crypto::Algorithm::ed25519, 0x04, ""},
    {crypto::Algorithm::sm2_sm3, 0xff, "oid/1.2.156.10197.1.501/cosignature-v1"},
};
constexpr std::size_t time_size = 8;

Failure malformed(const std::string& why) {
  return {TILLGATE_E_KEY, "witness key: " + why, ""};
}

crypto::KeyId id_of(std::string_view name, ByteView material) {
  constexpr std::uint8_t line_end = 0x0A;
  const Hash hash = crypto::sha256({as_bytes(name), {&line_end, 1}, material});
  return {hash[0], hash[1], hash[2], hash[3]};
}

// Type, identifier and public key: what the key id and the verifier key are made of.
Result<Bytes> material_of(std::string_view name, const crypto::PublicKey& key) {
  if (!crypto::is_key_name(name)) return malformed("the name is empty or holds white space");
  const auto* const type = std::find_if(std::begin(types), std::end(types), [&](const Type& each) {
    return each.algorithm == key.algorithm();
  });
  if (type == std::end(types)) return malformed("not of an algorithm that witnesses sign with");
  Bytes material{type->byte};
  material.insert(material.end(), type->identifier.begin(), type->identifier.end());
  material.insert(material.end(), key.encoded().begin(), key.encoded().end());
  return material;
}

}  // namespace

Result<WitnessKey> parse_witness_vkey(std::string_view text) {
  const std::size_t first = text.find('+');
  // Base64 may hold further plus signs; only the first two divide.
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return malformed("not name+id+key");
  const std::string_view name = text.substr(0, first);
  if (!crypto::is_key_name(name)) return malformed("the name is empty or holds white space");
  const auto material = crypto::from_base64(text.substr(second + 1));
  if (!material || material->empty()) return malformed("the key is not base64");
  const auto* const type =
      std::find_if(std::begin(types), std::end(types), [&](const Type& candidate) {
        return (*material)[0] == candidate.byte &&
               as_text(*material).substr(1).starts_with(candidate.identifier);
      });
  if (type == std::end(types)) return malformed("not of a type that witnesses sign with");
  TILLGATE_TRY(key, crypto::PublicKey::from(
                        type->algorithm, ByteView(*material).subspan(1 + type->identifier.size())));
  const crypto::KeyId id = id_of(name, *material);
  if (text.substr(first + 1, second - first - 1) != to_hex(id))
    return malformed("the key id is not that of the key");
  return WitnessKey{std::string(name), id, std::move(key)};
}

Result<std::string> witness_vkey(std::string_view name, const crypto::PublicKey& key) {
  TILLGATE_TRY(material, material_of(name, key));
  return std::string(name) + "+" + to_hex(id_of(name, material)) + "+" +
         crypto::to_base64(material);
}

std::string cosigned_message(std::uint64_t time_s, std::string_view note_text) {
  return "cosignature/v1\ntime " + std::to_string(time_s) + "\n" + std::string(note_text);
}

Result<std::string> cosignature_line(std::string_view name, const crypto::PrivateKey& key,
                                     std::uint64_t time_s, std::string_view note_text) {
  if (time_s > max_size) return Failure{TILLGATE_E_ARGUMENT, "no time a witness can sign", ""};
  TILLGATE_TRY(material, material_of(name, key.public_key()));
  TILLGATE_TRY(signature, key.sign(as_bytes(cosigned_message(time_s, note_text))));
  const crypto::KeyId id = id_of(name, material);
  Bytes bytes(id.begin(), id.end());
  for (std::size_t byte = time_size; byte-- > 0;)
    bytes.push_back(static_cast<std::uint8_t>(time_s >> (8 * byte)));
  bytes.insert(bytes.end(), signature.begin(), signature.end());
  return "\xE2\x80\x94 " + std::string(name) + " " + crypto::to_base64(bytes) + "\n";
}

Result<CosignatureCheck> check_cosignature(const WitnessKey& witness, std::string_view note_text,
                                           ByteView signature) {
  CosignatureCheck check;
  if (signature.size() <= time_size) return check;
  for (const std::uint8_t byte : signature.first(time_size))
    check.time_s = check.time_s << 8 | byte;
  if (check.time_s > max_size) return check;  // times have the same bound as sizes
  const std::string message = cosigned_message(check.time_s, note_text);
  TILLGATE_TRY(match, witness.key.check(as_bytes(message), signature.subspan(time_size)));
  check.match = match;
  return check;
}

}  // namespace tillgate::ledger
