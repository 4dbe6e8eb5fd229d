#include "sdk/simulator/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/os/file.hpp"

namespace tillgate::simulator {

namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* p) const noexcept {
    Free(p);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<&EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<&X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<&X509_EXTENSION_free>>;
using Output = std::unique_ptr<BIO, Freed<&BIO_free>>;

constexpr long day_s = 24 * 3600;
constexpr long life_s = 3650 * day_s;

Failure cannot(const char* what) {
  return {TILLGATE_E_KEY, std::string("the certificate cannot be made: ") + what, ""};
}

struct Extra {
  int id;
  const char* value;
};

struct Subject {
  const char* name;
  std::span<const Extra> extras;
};

constexpr Extra authority_extras[] = {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                                      {NID_key_usage, "critical,keyCertSign"},
                                      {NID_subject_key_identifier, "hash"}};
constexpr Extra server_extras[] = {{NID_basic_constraints, "critical,CA:FALSE"},
                                   {NID_key_usage, "critical,digitalSignature"},
                                   {NID_ext_key_usage, "serverAuth"},
                                   {NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost"},
                                   {NID_authority_key_identifier, "keyid"}};

// `issuer` is null for a certificate that signs itself.
Certificate make(const Subject& subject, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key) {
  Certificate made(X509_new());
  std::array<unsigned char, 16> serial{};
  if (!made || RAND_bytes(serial.data(), serial.size()) != 1) return nullptr;
  serial[0] &= 0x7F;
  const std::unique_ptr<BIGNUM, Freed<&BN_free>> number(
      BN_bin2bn(serial.data(), serial.size(), nullptr));
  X509_NAME* name = X509_get_subject_name(made.get());
  const auto* text = reinterpret_cast<const unsigned char*>(subject.name);
  bool good =
      X509_set_version(made.get(), X509_VERSION_3) == 1 && number != nullptr &&
      BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(made.get())) != nullptr &&
      X509_gmtime_adj(X509_getm_notBefore(made.get()), -day_s) != nullptr &&
      X509_gmtime_adj(X509_getm_notAfter(made.get()), life_s) != nullptr &&
      X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, text, -1, -1, 0) == 1 &&
      X509_set_issuer_name(made.get(), issuer == nullptr ? name : X509_get_subject_name(issuer)) ==
          1 &&
      X509_set_pubkey(made.get(), key) == 1;
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer == nullptr ? made.get() : issuer, made.get(), nullptr, nullptr,
                 0);
  for (const Extra& extra : subject.extras) {
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, extra.id, extra.value));
    good = good && extension != nullptr && X509_add_ext(made.get(), extension.get(), -1) == 1;
  }
  if (!good || X509_sign(made.get(), issuer_key, EVP_sha256()) <= 0) return nullptr;
  return made;
}

template <class Write>
Result<Done> write_pem(const std::filesystem::path& file, os::FileMode mode, Write write) {
  const Output memory(BIO_new(BIO_s_mem()));
  if (!memory || write(memory.get()) != 1) return cannot("it cannot be written as PEM");
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return os::write_file_durably(file, as_bytes({data, static_cast<std::size_t>(size)}), mode);
}

}  // namespace

Result<CertificateFiles> certificate_in(const std::filesystem::path& folder) {
  CertificateFiles files{folder / "ca.pem", folder / "server.pem", folder / "server.key"};
  const auto there = [](const std::filesystem::path& file) {
    return std::filesystem::exists(file);
  };
  if (there(files.authority) && there(files.server) && there(files.key)) return files;

  TILLGATE_CHECK(os::create_folder(folder));
  const Key authority_key(EVP_EC_gen("P-256"));
  const Key server_key(EVP_EC_gen("P-256"));
  if (!authority_key || !server_key) return cannot("no key");
  const Certificate authority = make({"TillGate simulator authority", authority_extras},
                                     authority_key.get(), nullptr, authority_key.get());
  if (!authority) return cannot("no authority");
  const Certificate server = make({"TillGate simulator", server_extras}, server_key.get(),
                                  authority.get(), authority_key.get());
  if (!server) return cannot("no server certificate");

  TILLGATE_CHECK(write_pem(files.authority, os::FileMode::readable,
                           [&](BIO* out) { return PEM_write_bio_X509(out, authority.get()); }));
  TILLGATE_CHECK(write_pem(files.server, os::FileMode::readable,
                           [&](BIO* out) { return PEM_write_bio_X509(out, server.get()); }));
  TILLGATE_CHECK(write_pem(files.key, os::FileMode::private_to_owner, [&](BIO* out) {
    return PEM_write_bio_PrivateKey(out, server_key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  }));
  return files;
}

}  // namespace tillgate::simulator
