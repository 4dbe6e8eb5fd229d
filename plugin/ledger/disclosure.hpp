// Disclosures (披露项): personal data a record speaks of without holding it.
//
// The record has only a salted digest; the disclosure lies encrypted beside the log, so it can be
// shown to who may see it and proved to be what was sealed, or erased without breaking the log. The
// form follows the salted disclosures of SD-JWT.
//
//   disclosure := canonical JSON array [salt, name, value]      salt: base64 of 16 random bytes
//   digest     := SHA-256("tillgate disclosure v1" LF disclosure)
//   sealed     := AES-256-GCM under the data key's derivative for "tillgate disclosure v1", for the
//   place
//                 "tillgate disclosure v1" LF origin LF index LF name; crypto/aead.hpp
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "crypto/secret_key.hpp"

namespace tillgate::ledger {

struct Disclosure {
  std::string name;  // a record word; see record.hpp
  Json value;
};

// With a fresh salt; without one a short value could be guessed from its digest.
Result<std::string> disclosure_text(const Disclosure& disclosure);
// TILLGATE_E_DOCUMENT when it is not one.
Result<Disclosure> parse_disclosure(std::string_view text);
crypto::Hash disclosure_digest(std::string_view text);

// Where a disclosure belongs.
struct DisclosurePlace {
  std::string_view origin;
  std::uint64_t index;
  std::string_view name;
};
Result<Bytes> seal_disclosure(const crypto::SecretKey& data_key, const DisclosurePlace& place,
                              std::string_view text);
// Empty when the bytes were changed or belong elsewhere.
Result<std::optional<std::string>> open_disclosure(const crypto::SecretKey& data_key,
                                                   const DisclosurePlace& place, ByteView sealed);

}  // namespace tillgate::ledger
