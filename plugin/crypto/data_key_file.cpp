#include "crypto/data_key_file.hpp"

#include <array>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "crypto/aead.hpp"
#include "crypto/random.hpp"

namespace tillgate::crypto {

namespace {

constexpr std::string_view wrapped_mark = "tillgate wrapped key v1\n";
constexpr std::size_t salt_size = 16;
constexpr std::size_t max_data_key_file = 4096;

Result<SecretKey> unwrap_with_passphrase(ByteView content, const Passphrase& passphrase) {
  std::optional<std::string> given;
  if (passphrase) given = passphrase();
  if (!given)
    return Failure{TILLGATE_E_KEY, "this key is wrapped, and no passphrase was given", ""};
  const ByteView rest = content.subspan(wrapped_mark.size());
  if (rest.size() < salt_size) return Failure{TILLGATE_E_KEY, "a wrapped key is cut", ""};
  TILLGATE_TRY(shop_key, SecretKey::from_passphrase(*given, rest.first(salt_size)));
  wipe(*given);
  const auto opened = open_sealed(shop_key, as_bytes(wrapped_mark), rest.subspan(salt_size));
  if (!opened || !*opened)
    return Failure{TILLGATE_E_KEY, "the passphrase is wrong, or the wrapped key is damaged", ""};
  return SecretKey::from(**opened);
}

}  // namespace

bool is_wrapped(const std::filesystem::path& file) {
  auto bytes = os::read_file(file, max_data_key_file, TILLGATE_E_KEY);
  if (!bytes) return false;
  const bool wrapped = as_text(*bytes).starts_with(wrapped_mark);
  wipe(*bytes);
  return wrapped;
}

Result<SecretKey> load_data_key(const std::filesystem::path& file, const Passphrase& passphrase) {
  TILLGATE_TRY(bytes, os::read_file(file, max_data_key_file, TILLGATE_E_KEY));
  auto key = as_text(bytes).starts_with(wrapped_mark) ? unwrap_with_passphrase(bytes, passphrase)
                                                      : SecretKey::from(bytes);
  wipe(bytes);
  if (!key) return Failure{TILLGATE_E_KEY, key.failure().detail, utf8_from_path(file)};
  return key;
}

Result<Done> save_data_key(const std::filesystem::path& file, const SecretKey& key,
                           const Passphrase& passphrase) {
  std::optional<std::string> given;
  if (passphrase) given = passphrase();
  if (!given) return os::write_file_durably(file, key.bytes(), os::FileMode::private_to_owner);
  std::array<std::uint8_t, salt_size> salt;
  TILLGATE_CHECK(fill_random(salt));
  TILLGATE_TRY(shop_key, SecretKey::from_passphrase(*given, salt));
  wipe(*given);
  TILLGATE_TRY(sealed, seal(shop_key, as_bytes(wrapped_mark), key.bytes()));
  const ByteView mark = as_bytes(wrapped_mark);
  Bytes content(mark.begin(), mark.end());
  content.insert(content.end(), salt.begin(), salt.end());
  content.insert(content.end(), sealed.begin(), sealed.end());
  return os::write_file_durably(file, content, os::FileMode::private_to_owner);
}

Result<Bytes> wrap_for(const PublicKey& auditor, const SecretKey& key) {
  return auditor.encrypt(key.bytes());
}

Result<SecretKey> unwrap(const PrivateKey& auditor, ByteView wrapped) {
  TILLGATE_TRY(bytes, auditor.decrypt(wrapped));
  auto key = SecretKey::from(bytes);
  wipe(bytes);
  return key;
}

}  // namespace tillgate::crypto
