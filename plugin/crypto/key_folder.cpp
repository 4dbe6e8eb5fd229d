#include "crypto/key_folder.hpp"

#include <algorithm>

#include "base/os/file.hpp"
#include "base/text.hpp"

namespace tillgate::crypto {

namespace {

constexpr const char* ed25519_file = "ed25519.pem";
constexpr const char* sm2_file = "sm2.pem";
constexpr const char* data_key_file = "data.key";
constexpr const char* vkeys_file = "log.vkeys";
constexpr std::size_t max_file = 64 * 1024;

Result<SecretKey> load_data_key(const std::filesystem::path& file) {
  TILLGATE_TRY(bytes, os::read_file(file, max_file, TILLGATE_E_KEY));
  auto key = SecretKey::from(bytes);
  wipe(bytes);
  if (!key) return Failure{TILLGATE_E_KEY, key.failure().detail, utf8_from_path(file)};
  return key;
}

bool same_key(const VerifierKey& listed, const PublicKey& own) {
  return listed.key.algorithm() == own.algorithm() &&
         std::ranges::equal(listed.key.encoded(), own.encoded());
}

}  // namespace

KeyFolder::KeyFolder(NoteSigner ed25519, NoteSigner sm2, SecretKey data_key,
                     std::vector<VerifierKey> public_keys)
    : ed25519_(std::move(ed25519)),
      sm2_(std::move(sm2)),
      data_key_(std::move(data_key)),
      public_keys_(std::move(public_keys)) {}

Result<Done> KeyFolder::create(const std::filesystem::path& folder, std::string_view origin) {
  if (!is_key_name(origin))
    return Failure{TILLGATE_E_ARGUMENT,
                   "the origin of a log is one word without spaces or plus signs", "origin"};
  for (const char* name : {ed25519_file, sm2_file, data_key_file, vkeys_file}) {
    std::error_code unreadable;
    if (std::filesystem::exists(std::filesystem::symlink_status(folder / name, unreadable)))
      return Failure{TILLGATE_E_KEY, "there are keys already; they are not overwritten",
                     utf8_from_path(folder / name)};
  }
  TILLGATE_TRY(ed25519, PrivateKey::generate(Algorithm::ed25519));
  TILLGATE_TRY(sm2, PrivateKey::generate(Algorithm::sm2_sm3));
  TILLGATE_TRY(data_key, SecretKey::generate());
  TILLGATE_CHECK(os::create_folder(folder));
  TILLGATE_CHECK(ed25519.save(folder / ed25519_file));
  TILLGATE_CHECK(sm2.save(folder / sm2_file));
  TILLGATE_CHECK(os::write_file_durably(folder / data_key_file, data_key.bytes(),
                                        os::FileMode::private_to_owner));
  const std::string vkeys =
      vkey_text(origin, ed25519.public_key()) + "\n" + vkey_text(origin, sm2.public_key()) + "\n";
  return os::write_file_durably(folder / vkeys_file, as_bytes(vkeys), os::FileMode::readable);
}

Result<std::vector<VerifierKey>> KeyFolder::load_public(const std::filesystem::path& file) {
  TILLGATE_TRY(text, os::read_file(file, max_file, TILLGATE_E_KEY));
  auto keys = parse_vkeys(as_text(text));
  if (!keys)
    return Failure{TILLGATE_E_KEY, keys.failure().detail,
                   utf8_from_path(file) + ", " + keys.failure().where};
  if (keys->empty())
    return Failure{TILLGATE_E_KEY, "no verifier key in this file", utf8_from_path(file)};
  return keys;
}

Result<KeyFolder> KeyFolder::load(const std::filesystem::path& folder) {
  TILLGATE_TRY(ed25519, PrivateKey::load(folder / ed25519_file, Algorithm::ed25519));
  TILLGATE_TRY(sm2, PrivateKey::load(folder / sm2_file, Algorithm::sm2_sm3));
  TILLGATE_TRY(data_key, load_data_key(folder / data_key_file));
  TILLGATE_TRY(keys, load_public(folder / vkeys_file));
  if (keys.size() != 2 || keys[0].name != keys[1].name ||
      !same_key(keys[0], ed25519.public_key()) || !same_key(keys[1], sm2.public_key()))
    return Failure{TILLGATE_E_KEY,
                   "the verifier keys are not those of the private keys beside them",
                   utf8_from_path(folder / vkeys_file)};
  const std::string origin = keys[0].name;
  return KeyFolder({origin, std::move(ed25519)}, {origin, std::move(sm2)}, std::move(data_key),
                   std::move(keys));
}

}  // namespace tillgate::crypto
