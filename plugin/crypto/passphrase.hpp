// Where the passphrase (口令) of key files comes from.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace tillgate::crypto {

// Asked when a key file is encrypted, and when one is written. Empty function or empty answer:
// there is no passphrase, and key files are written in the clear.
using Passphrase = std::function<std::optional<std::string>()>;

// The environment variable TILLGATE_KEY_PASSPHRASE; an empty one counts as none.
Passphrase passphrase_from_environment();

// The first line of a file, which is read when the passphrase is asked for and not kept.
// TILLGATE_E_KEY, with the file in `where`, when it cannot be read or the line is empty.
Result<Passphrase> passphrase_from_file(const std::filesystem::path& file);

}  // namespace tillgate::crypto
