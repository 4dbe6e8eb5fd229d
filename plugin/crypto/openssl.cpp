#include "crypto/openssl.hpp"

#include <openssl/err.h>

namespace tillgate::crypto {

Result<OSSL_LIB_CTX*> library() {
  using Library = std::unique_ptr<OSSL_LIB_CTX, Freed<&OSSL_LIB_CTX_free>>;
  static const Library own = [] {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
    return Library(OSSL_LIB_CTX_new());
  }();
  if (!own) return Failure{TILLGATE_E_INTERNAL, "OpenSSL cannot start", ""};
  return own.get();
}

void forget_errors() noexcept {
  ERR_clear_error();
}

Failure openssl_failure(const std::string& what, Status status) {
  const unsigned long code = ERR_peek_last_error();
  forget_errors();
  return {status, what, code == 0 ? "" : "openssl " + std::to_string(code)};
}

}  // namespace tillgate::crypto
