// The keys of a witness, as files of one folder: ed25519.pem and sm2.pem (PKCS#8, encrypted when
// there is a passphrase), and witness.vkeys, its name and public keys, which goes to tills and
// auditors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "crypto/passphrase.hpp"
#include "crypto/signature.hpp"

namespace tillgate::witness {

class Keys {
 public:
  // TILLGATE_E_KEY when the name cannot be one, or when there are keys already: they are never
  // overwritten.
  static Result<Done> create(const std::filesystem::path& folder, std::string_view name,
                             const crypto::Passphrase& passphrase);
  // TILLGATE_E_KEY, with the file in `where`, when one is missing or does not fit the others.
  static Result<Keys> load(const std::filesystem::path& folder,
                           const crypto::Passphrase& passphrase);

  const std::string& name() const noexcept { return name_; }
  // Ed25519 first.
  const std::vector<std::string>& vkeys() const noexcept { return vkeys_; }
  // A line by each key: readers take the one they know.
  Result<std::string> cosign(std::uint64_t time_s, std::string_view note_text) const;

 private:
  Keys(std::string name, crypto::PrivateKey ed25519, crypto::PrivateKey sm2,
       std::vector<std::string> vkeys)
      : name_(std::move(name)),
        ed25519_(std::move(ed25519)),
        sm2_(std::move(sm2)),
        vkeys_(std::move(vkeys)) {}
  std::string name_;
  crypto::PrivateKey ed25519_;
  crypto::PrivateKey sm2_;
  std::vector<std::string> vkeys_;
};

}  // namespace tillgate::witness
