#include "ledger/signers.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/note.hpp"

namespace tillgate::ledger {

namespace {

Result<std::vector<crypto::VerifierKey>> public_keys_of(
    const std::vector<const crypto::PrivateKey*>& keys, const std::string& origin) {
  std::vector<crypto::VerifierKey> found;
  for (const crypto::PrivateKey* key : keys) {
    const crypto::PublicKey& own = key->public_key();
    TILLGATE_TRY(copy, crypto::PublicKey::from(own.algorithm(), own.encoded()));
    found.push_back({origin, crypto::key_id(origin, own), std::move(copy)});
  }
  return found;
}

}  // namespace

std::vector<const crypto::PrivateKey*> Signers::at(UtcMs now) const {
  std::vector<const crypto::PrivateKey*> keys;
  if (!overlap_is_over(now)) keys = {&keys_->ed25519().key, &keys_->sm2().key};
  if (announced()) {
    keys.push_back(&keys_->next()->ed25519);
    keys.push_back(&keys_->next()->sm2);
  }
  return keys;
}

Result<Done> Signers::ready(UtcMs now) const {
  const auto& ends = announced() ? keys_->next_ends() : keys_->ends();
  if (ends && now >= *ends)
    return Failure{TILLGATE_E_KEY,
                   "the signing keys ended on " + local_date(*ends - 1) +
                       ": make new ones with tillgate-audit rotate",
                   utf8_from_path(keys_->folder())};
  for (const crypto::PrivateKey* key : at(now)) TILLGATE_CHECK(key->ready());
  return Done{};
}

Result<std::string> Signers::sign(std::string_view text, UtcMs now) const {
  return crypto::sign_note(text, origin_, at(now));
}

Result<std::vector<crypto::VerifierKey>> Signers::verifier_keys(UtcMs now) const {
  return public_keys_of(at(now), origin_);
}

Result<std::vector<crypto::VerifierKey>> Signers::required_keys() const {
  if (announced()) return public_keys_of({&keys_->next()->ed25519, &keys_->next()->sm2}, origin_);
  return public_keys_of({&keys_->ed25519().key, &keys_->sm2().key}, origin_);
}

Result<bool> Signers::have_signed(const std::string& note, const std::string& origin) const {
  std::vector<const crypto::PrivateKey*> ours{&keys_->ed25519().key, &keys_->sm2().key};
  if (keys_->next() != nullptr) {
    ours.push_back(&keys_->next()->ed25519);
    ours.push_back(&keys_->next()->sm2);
  }
  const auto parsed = crypto::parse_note(note);
  if (!parsed) return false;
  TILLGATE_TRY(keys, public_keys_of(ours, origin));
  TILLGATE_TRY(check, crypto::check_note(*parsed, keys));
  const auto good = [&](std::size_t key) {
    return std::find(check.good.begin(), check.good.end(), key) != check.good.end();
  };
  return check.bad.empty() && ((good(0) && good(1)) || (good(2) && good(3)));
}

std::string Signers::next_keys() const {
  if (keys_->next() == nullptr) return "";
  return to_hex(keys_->next()->ed25519.public_key().encoded()) + "\n" +
         to_hex(keys_->next()->sm2.public_key().encoded());
}

}  // namespace tillgate::ledger
