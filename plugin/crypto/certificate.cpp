#include "crypto/certificate.hpp"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include "crypto/openssl.hpp"

namespace tillgate::crypto {

namespace {
using Memory = std::unique_ptr<BIO, Freed<&BIO_free>>;
using Certificate = std::unique_ptr<X509, Freed<&X509_free>>;
using Epoch = std::unique_ptr<ASN1_TIME, Freed<&ASN1_TIME_free>>;

constexpr std::string_view begin_line = "-----BEGIN CERTIFICATE-----";

Result<UtcMs> end_of(const X509* certificate) {
  const Epoch epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0;
  int seconds = 0;
  if (!epoch ||
      ASN1_TIME_diff(&days, &seconds, epoch.get(), X509_get0_notAfter(certificate)) != 1) {
    forget_errors();
    return Failure{TILLGATE_E_KEY, "the end of a certificate cannot be read", ""};
  }
  return (std::int64_t{days} * 86'400 + seconds) * 1000;
}

}  // namespace

Result<std::vector<UtcMs>> certificate_ends(std::string_view pem) {
  TILLGATE_TRY(own, library());
  std::vector<UtcMs> ends;
  const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::size_t announced = 0;
  for (std::size_t at = pem.find(begin_line); at != std::string_view::npos;
       at = pem.find(begin_line, at + 1))
    ++announced;
  for (std::size_t i = 0; memory && i < announced; ++i) {
    X509* room = X509_new_ex(own, nullptr);
    const bool read =
        room != nullptr && PEM_read_bio_X509(memory.get(), &room, nullptr, nullptr) != nullptr;
    const Certificate certificate(room);
    if (!read) break;
    TILLGATE_TRY(end, end_of(certificate.get()));
    ends.push_back(end);
  }
  if (ends.empty() || ends.size() != announced) {
    forget_errors();
    return Failure{TILLGATE_E_KEY, "not a certificate", ""};
  }
  return ends;
}

}  // namespace tillgate::crypto
