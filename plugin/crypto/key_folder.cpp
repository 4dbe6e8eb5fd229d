#include "crypto/key_folder.hpp"

#include <algorithm>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "crypto/data_key_file.hpp"
#include "crypto/token_file.hpp"

namespace tillgate::crypto {

namespace {

// A private key is in a file of its own, or in a token that another file names.
struct PrivateFile {
  Algorithm algorithm;
  const char* pem;
  const char* token;
};
constexpr PrivateFile ed25519_file{Algorithm::ed25519, "ed25519.pem", "ed25519.token"};
constexpr PrivateFile sm2_file{Algorithm::sm2_sm3, "sm2.pem", "sm2.token"};
constexpr const char* valid_until_file = "valid_until";
constexpr const char* data_key_file = "data.key";
constexpr const char* vkeys_file = "log.vkeys";
constexpr const char* former_file = "former.vkeys";
constexpr const char* next_folder = "next";
constexpr std::size_t max_key_file = 64 * 1024;
constexpr std::size_t max_former = 1024 * 1024;
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t china_offset_ms = 8 * 3'600'000;

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

Result<Done> check_end(const NewPair& pair) {
  if (pair.valid_until && !day_of_date(*pair.valid_until))
    return Failure{TILLGATE_E_ARGUMENT, "not a day of the calendar, YYYY-MM-DD", *pair.valid_until};
  return Done{};
}

bool has_private(const std::filesystem::path& folder, const PrivateFile& file) {
  return is_there(folder / file.pem) || is_there(folder / file.token);
}

Result<PrivateKey> load_private(const std::filesystem::path& folder, const PrivateFile& file,
                                const Passphrase& passphrase) {
  return is_there(folder / file.token)
             ? PrivateKey::in_token(folder / file.token, file.algorithm)
             : PrivateKey::load(folder / file.pem, file.algorithm, passphrase);
}

// The Ed25519 key, in a file or in a token.
Result<PrivateKey> make_ed25519(const std::filesystem::path& folder, std::string_view origin,
                                const Passphrase& passphrase,
                                const std::optional<TokenPlace>& token) {
  if (!token) {
    TILLGATE_TRY(key, PrivateKey::generate(Algorithm::ed25519));
    TILLGATE_CHECK(key.save(folder / ed25519_file.pem, passphrase));
    return std::move(key);
  }
  TILLGATE_TRY(made, TokenKey::generate_ed25519(*token, std::string(origin)));
  TILLGATE_CHECK(
      write_token_file(folder / ed25519_file.token, {*token, made.id, made.public_key, {}}));
  return PrivateKey::in_token(folder / ed25519_file.token, Algorithm::ed25519);
}

// log.vkeys last: a folder without it is not finished and counts as none.
Result<Done> make_pair(const std::filesystem::path& folder, std::string_view origin,
                       const Passphrase& passphrase, const NewPair& pair) {
  TILLGATE_TRY(sm2, PrivateKey::generate(Algorithm::sm2_sm3));
  TILLGATE_CHECK(os::create_folder(folder));
  // An attempt that was interrupted may have left files; none of them has signed anything.
  std::error_code none;
  for (const char* left_over :
       {ed25519_file.pem, ed25519_file.token, sm2_file.pem, sm2_file.token, valid_until_file})
    std::filesystem::remove(folder / left_over, none);
  TILLGATE_TRY(ed25519, make_ed25519(folder, origin, passphrase, pair.token));
  TILLGATE_CHECK(sm2.save(folder / sm2_file.pem, passphrase));
  if (pair.valid_until)
    TILLGATE_CHECK(os::write_file_durably(
        folder / valid_until_file, as_bytes(*pair.valid_until + "\n"), os::FileMode::readable));
  return os::write_file_durably(
      folder / vkeys_file, as_bytes(vkey_lines(origin, ed25519.public_key(), sm2.public_key())),
      os::FileMode::readable);
}

// The end of the day in China that valid_until names.
Result<std::optional<UtcMs>> read_end(const std::filesystem::path& folder) {
  const auto file = folder / valid_until_file;
  if (!is_there(file)) return std::optional<UtcMs>();
  TILLGATE_TRY(bytes, os::read_file(file, max_key_file, TILLGATE_E_KEY));
  const std::string_view text = as_text(bytes);
  const auto day = day_of_date(text.substr(0, text.find_first_of("\r\n")));
  if (!day)
    return Failure{TILLGATE_E_KEY, "not a day of the calendar, YYYY-MM-DD", utf8_from_path(file)};
  return std::optional<UtcMs>((*day + 1) * day_ms - china_offset_ms);
}

struct LoadedPair {
  KeyPair keys;
  std::vector<VerifierKey> public_keys;
  std::optional<UtcMs> ends;
};

Result<LoadedPair> load_pair(const std::filesystem::path& folder, const Passphrase& passphrase) {
  TILLGATE_TRY(ed25519, load_private(folder, ed25519_file, passphrase));
  TILLGATE_TRY(sm2, load_private(folder, sm2_file, passphrase));
  TILLGATE_TRY(keys, KeyFolder::load_public(folder / vkeys_file));
  if (keys.size() != 2 || keys[0].name != keys[1].name ||
      !same_key(keys[0], ed25519.public_key()) || !same_key(keys[1], sm2.public_key()))
    return Failure{TILLGATE_E_KEY,
                   "the verifier keys are not those of the private keys beside them",
                   utf8_from_path(folder / vkeys_file)};
  TILLGATE_TRY(ends, read_end(folder));
  return LoadedPair{{std::move(ed25519), std::move(sm2)}, std::move(keys), ends};
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

// The end of a change of keys. The private keys go first, log.vkeys last: as long as next/ has that
// one and a private key is missing, here or there, load() goes on. A key that was in a file may be
// followed by one in a token; of the two files only the new one may stay.
Result<Done> put_next_in_place(const std::filesystem::path& folder) {
  const auto next = folder / next_folder;
  std::error_code ignored;  // what is not there need not be removed
  for (const PrivateFile& file : {ed25519_file, sm2_file})
    for (const auto& [name, other] : {std::pair{file.pem, file.token}, {file.token, file.pem}})
      if (is_there(next / name)) {
        std::filesystem::remove(folder / other, ignored);
        TILLGATE_CHECK(os::rename_durably(next / name, folder / name));
      }
  if (is_there(next / valid_until_file)) {
    TILLGATE_CHECK(os::rename_durably(next / valid_until_file, folder / valid_until_file));
  } else if (is_there(next / vkeys_file)) {
    std::filesystem::remove(folder / valid_until_file, ignored);
  }
  if (is_there(next / vkeys_file))
    TILLGATE_CHECK(os::rename_durably(next / vkeys_file, folder / vkeys_file));
  std::filesystem::remove(next, ignored);  // an empty folder is as good as none
  return Done{};
}

bool rotation_was_interrupted(const std::filesystem::path& folder) {
  const auto whole = [](const std::filesystem::path& pair) {
    return has_private(pair, ed25519_file) && has_private(pair, sm2_file);
  };
  return is_there(folder / next_folder / vkeys_file) &&
         !(whole(folder) && whole(folder / next_folder));
}

}  // namespace

KeyFolder::KeyFolder(std::filesystem::path folder, NoteSigner ed25519, NoteSigner sm2,
                     SecretKey data_key, std::vector<VerifierKey> public_keys)
    : folder_(std::move(folder)),
      ed25519_(std::move(ed25519)),
      sm2_(std::move(sm2)),
      data_key_(std::move(data_key)),
      public_keys_(std::move(public_keys)) {}

Result<Done> KeyFolder::create(const std::filesystem::path& folder, std::string_view origin,
                               const Passphrase& passphrase, const NewPair& pair) {
  if (!is_key_name(origin))
    return Failure{TILLGATE_E_ARGUMENT,
                   "the origin of a log is one word without spaces or plus signs", "origin"};
  TILLGATE_CHECK(check_end(pair));
  for (const char* name : {ed25519_file.pem, ed25519_file.token, sm2_file.pem, sm2_file.token,
                           data_key_file, vkeys_file})
    if (is_there(folder / name))
      return Failure{TILLGATE_E_KEY, "there are keys already; they are not overwritten",
                     utf8_from_path(folder / name)};
  TILLGATE_TRY(data_key, SecretKey::generate());
  TILLGATE_CHECK(os::create_folder(folder));
  TILLGATE_CHECK(save_data_key(folder / data_key_file, data_key, passphrase));
  return make_pair(folder, origin, passphrase, pair);
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

bool KeyFolder::is_encrypted(const std::filesystem::path& folder) {
  if (is_wrapped(folder / data_key_file)) return true;
  return PrivateKey::is_encrypted(folder / ed25519_file.pem) ||
         PrivateKey::is_encrypted(folder / sm2_file.pem);
}

Result<KeyFolder> KeyFolder::load(const std::filesystem::path& folder,
                                  const Passphrase& passphrase) {
  if (rotation_was_interrupted(folder)) TILLGATE_CHECK(put_next_in_place(folder));
  TILLGATE_TRY(pair, load_pair(folder, passphrase));
  TILLGATE_TRY(data_key, load_data_key(folder / data_key_file, passphrase));
  const std::string origin = pair.public_keys[0].name;
  KeyFolder keys(folder, {origin, std::move(pair.keys.ed25519)}, {origin, std::move(pair.keys.sm2)},
                 std::move(data_key), std::move(pair.public_keys));
  keys.ends_ = pair.ends;
  if (is_there(folder / next_folder / vkeys_file)) {
    TILLGATE_TRY(next, load_pair(folder / next_folder, passphrase));
    keys.next_.emplace(std::move(next.keys));
    keys.next_ends_ = next.ends;
  }
  return keys;
}

Result<Done> KeyFolder::prepare_rotation(const std::filesystem::path& folder,
                                         const Passphrase& passphrase, const NewPair& pair) {
  TILLGATE_CHECK(check_end(pair));
  TILLGATE_TRY(keys, load(folder, passphrase));
  if (keys.next() != nullptr)
    return Failure{TILLGATE_E_KEY, "there are next keys already",
                   utf8_from_path(folder / next_folder)};
  return make_pair(folder / next_folder, keys.origin(), passphrase, pair);
}

Result<Done> KeyFolder::finish_rotation() const {
  if (!next_ || !is_there(folder_ / next_folder / vkeys_file)) return Done{};
  TILLGATE_CHECK(
      keep_former(folder_, vkey_lines(origin(), ed25519_.key.public_key(), sm2_.key.public_key())));
  TILLGATE_CHECK(put_next_in_place(folder_));
  // A token that is not there now keeps a key that signs nothing any more.
  for (const NoteSigner* former : {&ed25519_, &sm2_})
    static_cast<void>(former->key.destroy_in_token());
  return Done{};
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
