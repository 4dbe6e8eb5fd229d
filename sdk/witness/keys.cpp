#include "sdk/witness/keys.hpp"

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "ledger/cosignature.hpp"

namespace tillgate::witness {

namespace {

constexpr const char* ed25519_file = "ed25519.pem";
constexpr const char* sm2_file = "sm2.pem";
constexpr const char* vkeys_file = "witness.vkeys";
constexpr std::size_t max_vkeys = 4096;

Result<std::vector<std::string>> vkeys_of(std::string_view name, const crypto::PrivateKey& ed25519,
                                          const crypto::PrivateKey& sm2) {
  TILLGATE_TRY(first, ledger::witness_vkey(name, ed25519.public_key()));
  TILLGATE_TRY(second, ledger::witness_vkey(name, sm2.public_key()));
  return std::vector<std::string>{first, second};
}

std::string lines_of(const std::vector<std::string>& vkeys) {
  return vkeys[0] + "\n" + vkeys[1] + "\n";
}

}  // namespace

Result<Done> Keys::create(const std::filesystem::path& folder, std::string_view name,
                          const crypto::Passphrase& passphrase) {
  for (const char* file : {ed25519_file, sm2_file, vkeys_file}) {
    std::error_code unreadable;
    if (std::filesystem::exists(folder / file, unreadable))
      return Failure{TILLGATE_E_KEY, "there are keys already", utf8_from_path(folder / file)};
  }
  TILLGATE_TRY(ed25519, crypto::PrivateKey::generate(crypto::Algorithm::ed25519));
  TILLGATE_TRY(sm2, crypto::PrivateKey::generate(crypto::Algorithm::sm2_sm3));
  TILLGATE_TRY(vkeys, vkeys_of(name, ed25519, sm2));
  TILLGATE_CHECK(os::create_folder(folder));
  TILLGATE_CHECK(ed25519.save(folder / ed25519_file, passphrase));
  TILLGATE_CHECK(sm2.save(folder / sm2_file, passphrase));
  return os::write_file_durably(folder / vkeys_file, as_bytes(lines_of(vkeys)),
                                os::FileMode::readable);
}

Result<Keys> Keys::load(const std::filesystem::path& folder, const crypto::Passphrase& passphrase) {
  TILLGATE_TRY(ed25519, crypto::PrivateKey::load(folder / ed25519_file, crypto::Algorithm::ed25519,
                                                 passphrase));
  TILLGATE_TRY(sm2,
               crypto::PrivateKey::load(folder / sm2_file, crypto::Algorithm::sm2_sm3, passphrase));
  TILLGATE_TRY(bytes, os::read_file(folder / vkeys_file, max_vkeys, TILLGATE_E_KEY));
  const std::string lines(as_text(bytes));
  const std::string name = lines.substr(0, lines.find('+'));
  TILLGATE_TRY(vkeys, vkeys_of(name, ed25519, sm2));
  if (lines != lines_of(vkeys))
    return Failure{TILLGATE_E_KEY, "the verifier keys are not those of the private keys",
                   utf8_from_path(folder / vkeys_file)};
  return Keys(name, std::move(ed25519), std::move(sm2), std::move(vkeys));
}

Result<std::string> Keys::cosign(std::uint64_t time_s, std::string_view note_text) const {
  TILLGATE_TRY(first, ledger::cosignature_line(name_, ed25519_, time_s, note_text));
  TILLGATE_TRY(second, ledger::cosignature_line(name_, sm2_, time_s, note_text));
  return first + second;
}

}  // namespace tillgate::witness
