// How the verbs open a key folder: the passphrase of encrypted key files comes from a file, from
// the environment, or from the person at the terminal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "crypto/key_folder.hpp"
#include "crypto/passphrase.hpp"

namespace tillgate::auditor {

struct Streams;

struct KeyOptions {
  std::string folder;
  std::string passphrase_file;  // its first line
};

// How a new pair is made.
struct PairOptions {
  std::optional<std::int64_t> valid_days;  // from today on; no end when empty
  std::string token_module;                // PKCS#11 library; empty: keys in files
  std::string token;                       // its label
  std::string pin_file;                    // empty: TILLGATE_TOKEN_PIN
};
// TILLGATE_E_ARGUMENT when only one of module and token is given.
Result<crypto::NewPair> new_pair(const PairOptions& options);

// For files that are there: asks the person only when they are encrypted, and once.
Result<crypto::Passphrase> passphrase_for(const KeyOptions& keys, const Streams& streams);

// A new passphrase, typed twice. TILLGATE_E_KEY when the two differ or nobody answers.
Result<crypto::Passphrase> ask_for_new_passphrase();

// TILLGATE_E_KEY says which file, and how its passphrase is given.
Result<crypto::KeyFolder> load_keys(const KeyOptions& keys, const Streams& streams);
// Adds to a failure that is about a passphrase how one is given.
Failure with_next_step(Failure failure);

}  // namespace tillgate::auditor
