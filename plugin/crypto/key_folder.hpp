// The keys of one till's log, as files of one folder.
//
//   ed25519.pem, sm2.pem   private keys, PKCS#8 PEM
//   data.key               32 random bytes: what personal data at rest is sealed under
//   log.vkeys              the two public keys, a verifier key a line: give this one to the auditor
//
// All but log.vkeys are readable by their owner only.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "crypto/note.hpp"
#include "crypto/secret_key.hpp"
#include "crypto/verifier_key.hpp"

namespace tillgate::crypto {

class KeyFolder {
 public:
  // Makes the folder and fresh keys for the log named `origin` (a key name). TILLGATE_E_KEY when
  // one of the files is there already: keys are never overwritten. A failure halfway leaves files
  // behind, which have signed nothing.
  static Result<Done> create(const std::filesystem::path& folder, std::string_view origin);

  // TILLGATE_E_KEY, with the file in `where`, when one is missing, damaged, or does not fit the
  // others.
  static Result<KeyFolder> load(const std::filesystem::path& folder);
  // The public file alone; for those who only check.
  static Result<std::vector<VerifierKey>> load_public(const std::filesystem::path& vkeys_file);

  const std::string& origin() const noexcept { return ed25519_.name; }
  const NoteSigner& ed25519() const noexcept { return ed25519_; }
  const NoteSigner& sm2() const noexcept { return sm2_; }
  const SecretKey& data_key() const noexcept { return data_key_; }
  // Ed25519 first.
  const std::vector<VerifierKey>& public_keys() const noexcept { return public_keys_; }

 private:
  KeyFolder(NoteSigner ed25519, NoteSigner sm2, SecretKey data_key,
            std::vector<VerifierKey> public_keys);
  NoteSigner ed25519_;
  NoteSigner sm2_;
  SecretKey data_key_;
  std::vector<VerifierKey> public_keys_;
};

}  // namespace tillgate::crypto
