// Where the passphrase of key files comes from.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace tillgate::crypto {

// Asked when a key file is encrypted, and when one is written. Empty function or empty answer:
// there is no passphrase, and key files are written in the clear.
using Passphrase = std::function<std::optional<std::string>()>;

// The environment variable TILLGATE_KEY_PASSPHRASE; an empty one counts as none.
Passphrase passphrase_from_environment();

}  // namespace tillgate::crypto
