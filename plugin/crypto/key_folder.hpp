// The keys of one till's log, as files of one folder.
//
//   ed25519.pem, sm2.pem   private keys, PKCS#8 PEM, encrypted when there is a passphrase; or
//                          ed25519.token, sm2.token, when a key lies in a token (token_file.hpp)
//   data.key               32 random bytes: what personal data at rest is sealed under; with a
//                          passphrase sealed in its turn (data_key_file.hpp)
//   log.vkeys              the two public keys, a verifier key a line: give this one to the auditor
//   valid_until            the last day the private keys may be used, YYYY-MM-DD; missing: no end
//   next/                  while keys are changed: the next pair, its log.vkeys and valid_until
//   former.vkeys           public keys that signed in earlier times, to check old checkpoints
//
// The .pem files and data.key are readable by their owner only.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/note.hpp"
#include "crypto/passphrase.hpp"
#include "crypto/secret_key.hpp"
#include "crypto/verifier_key.hpp"

namespace tillgate::crypto {

struct KeyPair {
  PrivateKey ed25519;
  PrivateKey sm2;
};

// How a fresh pair of keys is made.
struct NewPair {
  std::optional<std::string> valid_until = {};  // YYYY-MM-DD
  // Where the Ed25519 key is to be made; in a file when empty. SM2 keys are made in files: there is
  // no common way to make one in a token.
  std::optional<TokenPlace> token = {};
};

class KeyFolder {
 public:
  // Makes the folder and fresh keys for the log named `origin` (a key name). TILLGATE_E_KEY when
  // one of the files is there already: keys are never overwritten. A failure halfway leaves files
  // behind, which have signed nothing.
  static Result<Done> create(const std::filesystem::path& folder, std::string_view origin,
                             const Passphrase& passphrase = {}, const NewPair& pair = {});

  // TILLGATE_E_KEY, with the file in `where`, when one is missing, damaged, or does not fit the
  // others. Goes on with a change of keys that was interrupted at its end.
  static Result<KeyFolder> load(const std::filesystem::path& folder,
                                const Passphrase& passphrase = {});
  // Does any key in the folder need a passphrase? False also when nothing can be read there.
  static bool is_encrypted(const std::filesystem::path& folder);
  // The public file alone; for those who only check.
  static Result<std::vector<VerifierKey>> load_public(const std::filesystem::path& vkeys_file);

  // A change of keys. First fresh keys beside those in use; the journal announces them and lets
  // both sign. TILLGATE_E_KEY when there are next keys already.
  static Result<Done> prepare_rotation(const std::filesystem::path& folder,
                                       const Passphrase& passphrase = {}, const NewPair& pair = {});
  // Last, when the keys before are not needed any more: puts the next ones in their place, which
  // destroys the private ones - also in a token, if it is there then - and keeps the public ones in
  // former.vkeys. May be repeated after a failure. This object's keys stay as they were loaded.
  Result<Done> finish_rotation() const;
  // Writes log.vkeys anew for another generation of the log; the old lines go to former.vkeys.
  Result<Done> rename_log(std::string_view origin) const;

  const std::filesystem::path& folder() const noexcept { return folder_; }
  const std::string& origin() const noexcept { return ed25519_.name; }
  const NoteSigner& ed25519() const noexcept { return ed25519_; }
  const NoteSigner& sm2() const noexcept { return sm2_; }
  const KeyPair* next() const noexcept { return next_ ? &*next_ : nullptr; }
  // The first moment the keys, or the next ones, may not be used any more; empty: no end.
  const std::optional<UtcMs>& ends() const noexcept { return ends_; }
  const std::optional<UtcMs>& next_ends() const noexcept { return next_ends_; }
  const SecretKey& data_key() const noexcept { return data_key_; }
  // Ed25519 first.
  const std::vector<VerifierKey>& public_keys() const noexcept { return public_keys_; }

 private:
  KeyFolder(std::filesystem::path folder, NoteSigner ed25519, NoteSigner sm2, SecretKey data_key,
            std::vector<VerifierKey> public_keys);
  std::filesystem::path folder_;
  NoteSigner ed25519_;
  NoteSigner sm2_;
  std::optional<KeyPair> next_;
  std::optional<UtcMs> ends_;
  std::optional<UtcMs> next_ends_;
  SecretKey data_key_;
  std::vector<VerifierKey> public_keys_;
};

}  // namespace tillgate::crypto
