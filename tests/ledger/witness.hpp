// A witness for tests: a key, and the lines it adds to notes.
#pragma once

#include <string>

#include "crypto/base64.hpp"
#include "crypto/digest.hpp"
#include "crypto/note.hpp"
#include "crypto/signature.hpp"
#include "ledger/cosignature.hpp"

namespace tillgate::test {

class TestWitness {
 public:
  explicit TestWitness(std::string name, crypto::Algorithm algorithm = crypto::Algorithm::ed25519)
      : name_(std::move(name)), key_(crypto::PrivateKey::generate(algorithm).value()) {
    const std::string type = algorithm == crypto::Algorithm::ed25519
                                 ? std::string(1, '\x04')
                                 : "\xff" + std::string("oid/1.2.156.10197.1.501/cosignature-v1");
    material_ = Bytes(type.begin(), type.end());
    const ByteView encoded = key_.public_key().encoded();
    material_.insert(material_.end(), encoded.begin(), encoded.end());
    const auto hash = crypto::sha256({as_bytes(name_ + "\n"), material_});
    id_ = {hash[0], hash[1], hash[2], hash[3]};
  }
  std::string vkey() const {
    return name_ + "+" + to_hex(id_) + "+" + crypto::to_base64(material_);
  }
  // The note with this witness' line added.
  std::string cosigned(const std::string& note, std::uint64_t time_s) const {
    const std::string text = crypto::parse_note(note)->text;
    Bytes bytes(id_.begin(), id_.end());
    for (int shift = 56; shift >= 0; shift -= 8)
      bytes.push_back(static_cast<std::uint8_t>(time_s >> shift));
    const std::string message = ledger::cosigned_message(time_s, text);
    const Bytes signature = key_.sign(as_bytes(message)).value();
    bytes.insert(bytes.end(), signature.begin(), signature.end());
    return note + "\xE2\x80\x94 " + name_ + " " + crypto::to_base64(bytes) + "\n";
  }

 private:
  std::string name_;
  crypto::PrivateKey key_;
  Bytes material_;
  crypto::KeyId id_{};
};

}  // namespace tillgate::test
