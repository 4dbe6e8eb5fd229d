#include "crypto/sm4.hpp"

#include "crypto/openssl.hpp"

namespace tillgate::crypto {

namespace {

struct CipherFree {
  void operator()(EVP_CIPHER* cipher) const noexcept { EVP_CIPHER_free(cipher); }
};

enum class Way { decrypt = 0, encrypt = 1 };

Result<Bytes> run(ByteView key, ByteView in, Way way) {
  if (key.size() != sm4_key_bytes) return Failure{TILLGATE_E_KEY, "an SM4 key has 16 bytes", ""};
  TILLGATE_TRY(context, library());
  const std::unique_ptr<EVP_CIPHER, CipherFree> cipher(
      EVP_CIPHER_fetch(context, "SM4-ECB", nullptr));
  const CipherContext work(EVP_CIPHER_CTX_new());
  if (!cipher || !work ||
      EVP_CipherInit_ex2(work.get(), cipher.get(), key.data(), nullptr, static_cast<int>(way),
                         nullptr) != 1)
    return openssl_failure("SM4 cannot be used");
  Bytes out(in.size() + sm4_key_bytes);
  int written = 0;
  int last = 0;
  if (EVP_CipherUpdate(work.get(), out.data(), &written, in.data(), static_cast<int>(in.size())) !=
      1)
    return openssl_failure("SM4 failed");
  if (EVP_CipherFinal_ex(work.get(), out.data() + written, &last) != 1) {
    forget_errors();
    return Failure{TILLGATE_E_KEY, "not encrypted with this SM4 key", ""};
  }
  out.resize(static_cast<std::size_t>(written + last));
  return out;
}

}  // namespace

Result<Bytes> sm4_ecb_encrypt(ByteView key, ByteView plain) {
  return run(key, plain, Way::encrypt);
}

Result<Bytes> sm4_ecb_decrypt(ByteView key, ByteView encrypted) {
  return run(key, encrypted, Way::decrypt);
}

}  // namespace tillgate::crypto
