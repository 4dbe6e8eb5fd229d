#include "crypto/certificate.hpp"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include "crypto/openssl.hpp"

namespace tillgate::crypto {

namespace {
using Memory = std::unique_ptr<BIO, Freed<&BIO_free>>;
using Certificate = std::unique_ptr<X509, Freed<&X509_free>>;
using Epoch = std::unique_ptr<ASN1_TIME, Freed<&ASN1_TIME_free>>;
}  // namespace

Result<UtcMs> certificate_end(std::string_view pem) {
  TILLGATE_TRY(own, library());
  const Failure unreadable{TILLGATE_E_KEY, "not a certificate", ""};
  const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  X509* room = X509_new_ex(own, nullptr);
  Certificate certificate(memory && room != nullptr
                              ? PEM_read_bio_X509(memory.get(), &room, nullptr, nullptr)
                              : nullptr);
  if (!certificate) {
    X509_free(room);
    forget_errors();
    return unreadable;
  }
  const Epoch epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0;
  int seconds = 0;
  if (!epoch ||
      ASN1_TIME_diff(&days, &seconds, epoch.get(), X509_get0_notAfter(certificate.get())) != 1) {
    forget_errors();
    return unreadable;
  }
  return (std::int64_t{days} * 86'400 + seconds) * 1000;
}

}  // namespace tillgate::crypto
