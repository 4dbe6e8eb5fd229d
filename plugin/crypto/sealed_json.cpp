#include "crypto/sealed_json.hpp"

#include "crypto/aead.hpp"

namespace tillgate::crypto {

Result<Bytes> seal_json(const SecretKey& key, std::string_view place, const Json& document) {
  return seal(key, as_bytes(place), as_bytes(document.dump()));
}

Result<Json> open_json(const SecretKey& key, std::string_view place, ByteView sealed) {
  TILLGATE_TRY(plain, open_sealed(key, as_bytes(place), sealed));
  if (!plain)
    return Failure{TILLGATE_E_STORE, "sealed data was changed, or belongs to other keys", ""};
  return parse_json(as_text(*plain), {.max_bytes = 16 << 20});
}

}  // namespace tillgate::crypto
