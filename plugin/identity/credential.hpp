// What the buyer shows (就诊凭证), and the checks that need nobody else: form, check digit,
// freshness.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/json.hpp"
#include "base/refusal.hpp"
#include "base/time.hpp"
#include "platform/region.hpp"

namespace tillgate::identity {

enum class CredentialKind {
  id_card,           // 居民身份证
  e_credential,      // 医保电子凭证 (医保码): its code, or the token that was decoded to
  social_card,       // 社会保障卡, read by the register
  residence_permit,  // 港澳台居民居住证
  foreign_resident,  // 外国人永久居留身份证
  face               // 刷脸: what the terminal got for the face it saw
};

struct Credential {
  CredentialKind kind = CredentialKind::id_card;
  std::string value;  // number of the document or card, token, or authentication number
  std::optional<std::string> name;  // as printed on the card, when the register read it
  std::string card_serial = {};     // 卡识别码 of a social-security card
  std::optional<std::string> holder_number = {};  // 社会保障号码 on that card
  bool expired = false;                           // the card says so
  std::string business_number = {};               // 机构业务流水号 of a face authentication
  bool undecoded = false;                         // the value is the code as it was scanned
  std::optional<UtcMs> read_at = {};              // when the code was shown; empty: just now
  std::optional<std::string> insurance = {};      // 险种 the cashier chose; empty: best_insurance
};

// Of a checked identify.schema.json document. A line of a card reader that cannot be read is a
// refusal, a moment that is none TILLGATE_E_DOCUMENT.
Result<std::variant<Credential, Refusal>> credential_of(const Json& document, const Clock& clock);

// Empty when nothing is wrong.
std::optional<Refusal> check_locally(const Credential& credential, const platform::Region& region,
                                     const Clock& clock);

// Of a person's document: resident number, residence permit or foreign permanent resident. Also of
// who buys for another.
std::optional<Refusal> check_document(CredentialKind kind, const std::string& number,
                                      const Clock& clock);

// Whether its value is a secret that serves once: a token, or a face authentication.
bool serves_once(CredentialKind kind);

}  // namespace tillgate::identity
