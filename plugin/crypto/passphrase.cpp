#include "crypto/passphrase.hpp"

#include "base/os/process.hpp"

namespace tillgate::crypto {

Passphrase passphrase_from_environment() {
  return [] { return os::environment_variable("TILLGATE_KEY_PASSPHRASE"); };
}

}  // namespace tillgate::crypto
