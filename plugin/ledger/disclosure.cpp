#include "ledger/disclosure.hpp"

#include "ledger/record.hpp"

#include <array>

#include "crypto/aead.hpp"
#include "crypto/base64.hpp"
#include "crypto/random.hpp"

namespace tillgate::ledger {

namespace {

constexpr std::string_view purpose = "tillgate disclosure v1";
constexpr std::size_t salt_size = 16;

std::string place_text(const DisclosurePlace& place) {
  std::string text(purpose);
  text.append("\n").append(place.origin).append("\n").append(std::to_string(place.index));
  return text.append("\n").append(place.name);
}

}  // namespace

Result<std::string> disclosure_text(const Disclosure& disclosure) {
  std::array<std::uint8_t, salt_size> salt;
  TILLGATE_CHECK(crypto::fill_random(salt));
  return canonical_json(Json::array({crypto::to_base64(salt), disclosure.name, disclosure.value}));
}

Result<Disclosure> parse_disclosure(std::string_view text) {
  TILLGATE_TRY(parsed, parse_json(text));
  if (!parsed.is_array() || parsed.size() != 3 || !parsed[0].is_string() || !parsed[1].is_string())
    return Failure{TILLGATE_E_DOCUMENT, "not a disclosure", ""};
  auto name = parsed[1].get<std::string>();
  if (!is_record_word(name)) return Failure{TILLGATE_E_DOCUMENT, "not a disclosure's name", "/1"};
  return Disclosure{std::move(name), std::move(parsed[2])};
}

crypto::Hash disclosure_digest(std::string_view text) {
  return crypto::sha256({as_bytes(purpose), as_bytes("\n"), as_bytes(text)});
}

Result<Bytes> seal_disclosure(const crypto::SecretKey& data_key, const DisclosurePlace& place,
                              std::string_view text) {
  TILLGATE_TRY(key, data_key.derive(purpose));
  return crypto::seal(key, as_bytes(place_text(place)), as_bytes(text));
}

Result<std::optional<std::string>> open_disclosure(const crypto::SecretKey& data_key,
                                                   const DisclosurePlace& place, ByteView sealed) {
  TILLGATE_TRY(key, data_key.derive(purpose));
  TILLGATE_TRY(opened, crypto::open_sealed(key, as_bytes(place_text(place)), sealed));
  if (!opened) return std::optional<std::string>();
  return std::optional<std::string>(as_text(*opened));
}

}  // namespace tillgate::ledger
