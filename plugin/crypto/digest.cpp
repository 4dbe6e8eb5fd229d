// SHA-256 through its low-level calls: they are marked deprecated in OpenSSL 3 in favour of EVP,
// but only they neither allocate nor fail, which lets the tree code treat a hash as a plain
// function, and a leaf costs a third of the EVP call.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "crypto/digest.hpp"

#include <openssl/sha.h>

#include "crypto/openssl.hpp"

namespace tillgate::crypto {

Hash sha256(ByteView message) noexcept {
  return sha256({message});
}

Hash sha256(std::initializer_list<ByteView> parts) noexcept {
  SHA256_CTX context;
  SHA256_Init(&context);
  for (const ByteView part : parts) SHA256_Update(&context, part.data(), part.size());
  Hash out;
  SHA256_Final(out.data(), &context);
  return out;
}

Result<Hash> sm3(ByteView message) {
  TILLGATE_TRY(context, library());
  Hash out;
  std::size_t written = 0;
  if (EVP_Q_digest(context, "SM3", nullptr, message.data(), message.size(), out.data(), &written) !=
          1 ||
      written != out.size())
    return openssl_failure("SM3 cannot be computed");
  return out;
}

}  // namespace tillgate::crypto
