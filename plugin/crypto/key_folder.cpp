#include "crypto/key_folder.hpp"

#include <algorithm>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "crypto/data_key_file.hpp"

namespace tillgate::crypto {

namespace {

constexpr const char* ed25519_file = "ed25519.pem";
constexpr const char* sm2_file = "sm2.pem";
constexpr const char* data_key_file = "data.key";
constexpr const char* vkeys_file = "log.vkeys";
constexpr const char* former_file = "former.vkeys";
constexpr const char* next_folder = "next";
constexpr std::size_t max_key_file = 64 * 1024;
constexpr std::size_t max_former = 1024 * 1024;

bool is_there(const std::filesystem::path& path) {
  std::error_code unreadable;
  return std::filesystem::exists(std::filesystem::symlink_status(path, unreadable));
}

bool same_key(const VerifierKey& listed, const PublicKey& own) {
  return listed.key.algorithm() == own.algorithm() &&
         std::ranges::equal(listed.key.encoded(), own.encoded());
}

std::string vkey_lines(std::string_view origin, const PublicKey& ed25519, const PublicKey& sm2) {
  return vkey_text(origin, ed25519) + "\n" + vkey_text(origin, sm2) + "\n";
}

// log.vkeys last: a folder without it is not finished and counts as none.
Result<Done> make_pair(const std::filesystem::path& folder, std::string_view origin,
                       const Passphrase& passphrase) {
  TILLGATE_TRY(ed25519, PrivateKey::generate(Algorithm::ed25519));
  TILLGATE_TRY(sm2, PrivateKey::generate(Algorithm::sm2_sm3));
  TILLGATE_CHECK(os::create_folder(folder));
  TILLGATE_CHECK(ed25519.save(folder / ed25519_file, passphrase));
  TILLGATE_CHECK(sm2.save(folder / sm2_file, passphrase));
  return os::write_file_durably(
      folder / vkeys_file, as_bytes(vkey_lines(origin, ed25519.public_key(), sm2.public_key())),
      os::FileMode::readable);
}

struct LoadedPair {
  KeyPair keys;
  std::vector<VerifierKey> public_keys;
};

Result<LoadedPair> load_pair(const std::filesystem::path& folder, const Passphrase& passphrase) {
  TILLGATE_TRY(ed25519, PrivateKey::load(folder / ed25519_file, Algorithm::ed25519, passphrase));
  TILLGATE_TRY(sm2, PrivateKey::load(folder / sm2_file, Algorithm::sm2_sm3, passphrase));
  TILLGATE_TRY(keys, KeyFolder::load_public(folder / vkeys_file));
  if (keys.size() != 2 || keys[0].name != keys[1].name ||
      !same_key(keys[0], ed25519.public_key()) || !same_key(keys[1], sm2.public_key()))
    return Failure{TILLGATE_E_KEY,
                   "the verifier keys are not those of the private keys beside them",
                   utf8_from_path(folder / vkeys_file)};
  return LoadedPair{{std::move(ed25519), std::move(sm2)}, std::move(keys)};
}

// Adds lines to former.vkeys, each once.
Result<Done> keep_former(const std::filesystem::path& folder, std::string_view lines) {
  std::string former;
  if (is_there(folder / former_file)) {
    TILLGATE_TRY(bytes, os::read_file(folder / former_file, max_former, TILLGATE_E_KEY));
    former = as_text(bytes);
  }
  if (former.find(lines) != std::string::npos) return Done{};
  return os::write_file_durably(folder / former_file, as_bytes(former + std::string(lines)),
                                os::FileMode::readable);
}

// The end of a change of keys. The private keys go first; then next/ has log.vkeys without them,
// and load() knows where to go on.
Result<Done> put_next_in_place(const std::filesystem::path& folder) {
  for (const char* name : {ed25519_file, sm2_file, vkeys_file})
    if (is_there(folder / next_folder / name))
      TILLGATE_CHECK(os::rename_durably(folder / next_folder / name, folder / name));
  std::error_code ignored;  // an empty folder is as good as none
  std::filesystem::remove(folder / next_folder, ignored);
  return Done{};
}

bool rotation_was_interrupted(const std::filesystem::path& folder) {
  const auto next = folder / next_folder;
  return is_there(next / vkeys_file) &&
         !(is_there(next / ed25519_file) && is_there(next / sm2_file));
}

}  // namespace

KeyFolder::KeyFolder(std::filesystem::path folder, NoteSigner ed25519, NoteSigner sm2,
                     std::optional<KeyPair> next, SecretKey data_key,
                     std::vector<VerifierKey> public_keys)
    : folder_(std::move(folder)),
      ed25519_(std::move(ed25519)),
      sm2_(std::move(sm2)),
      next_(std::move(next)),
      data_key_(std::move(data_key)),
      public_keys_(std::move(public_keys)) {}

Result<Done> KeyFolder::create(const std::filesystem::path& folder, std::string_view origin,
                               const Passphrase& passphrase) {
  if (!is_key_name(origin))
    return Failure{TILLGATE_E_ARGUMENT,
                   "the origin of a log is one word without spaces or plus signs", "origin"};
  for (const char* name : {ed25519_file, sm2_file, data_key_file, vkeys_file})
    if (is_there(folder / name))
      return Failure{TILLGATE_E_KEY, "there are keys already; they are not overwritten",
                     utf8_from_path(folder / name)};
  TILLGATE_TRY(data_key, SecretKey::generate());
  TILLGATE_CHECK(os::create_folder(folder));
  TILLGATE_CHECK(save_data_key(folder / data_key_file, data_key, passphrase));
  return make_pair(folder, origin, passphrase);
}

Result<std::vector<VerifierKey>> KeyFolder::load_public(const std::filesystem::path& file) {
  TILLGATE_TRY(text, os::read_file(file, max_key_file, TILLGATE_E_KEY));
  auto keys = parse_vkeys(as_text(text));
  if (!keys)
    return Failure{TILLGATE_E_KEY, keys.failure().detail,
                   utf8_from_path(file) + ", " + keys.failure().where};
  if (keys->empty())
    return Failure{TILLGATE_E_KEY, "no verifier key in this file", utf8_from_path(file)};
  return keys;
}

Result<KeyFolder> KeyFolder::load(const std::filesystem::path& folder,
                                  const Passphrase& passphrase) {
  if (rotation_was_interrupted(folder)) TILLGATE_CHECK(put_next_in_place(folder));
  TILLGATE_TRY(pair, load_pair(folder, passphrase));
  TILLGATE_TRY(data_key, load_data_key(folder / data_key_file, passphrase));
  std::optional<KeyPair> next;
  if (is_there(folder / next_folder / vkeys_file)) {
    TILLGATE_TRY(loaded, load_pair(folder / next_folder, passphrase));
    next.emplace(std::move(loaded.keys));
  }
  const std::string origin = pair.public_keys[0].name;
  return KeyFolder(folder, {origin, std::move(pair.keys.ed25519)},
                   {origin, std::move(pair.keys.sm2)}, std::move(next), std::move(data_key),
                   std::move(pair.public_keys));
}

Result<Done> KeyFolder::prepare_rotation(const std::filesystem::path& folder,
                                         const Passphrase& passphrase) {
  TILLGATE_TRY(keys, load(folder, passphrase));
  if (keys.next() != nullptr)
    return Failure{TILLGATE_E_KEY, "there are next keys already",
                   utf8_from_path(folder / next_folder)};
  return make_pair(folder / next_folder, keys.origin(), passphrase);
}

Result<Done> KeyFolder::finish_rotation() const {
  if (!next_ || !is_there(folder_ / next_folder / vkeys_file)) return Done{};
  TILLGATE_CHECK(
      keep_former(folder_, vkey_lines(origin(), ed25519_.key.public_key(), sm2_.key.public_key())));
  return put_next_in_place(folder_);
}

Result<Done> KeyFolder::rename_log(std::string_view origin) const {
  if (!is_key_name(origin)) return Failure{TILLGATE_E_ARGUMENT, "not a name for a log", "origin"};
  TILLGATE_TRY(before, os::read_file(folder_ / vkeys_file, max_key_file, TILLGATE_E_KEY));
  const std::string after = vkey_lines(origin, ed25519_.key.public_key(), sm2_.key.public_key());
  if (as_text(before) == after) return Done{};
  TILLGATE_CHECK(keep_former(folder_, as_text(before)));
  return os::write_file_durably(folder_ / vkeys_file, as_bytes(after), os::FileMode::readable);
}

}  // namespace tillgate::crypto
