#include "identity/credential.hpp"

#include <algorithm>
#include <cstdlib>

#include "scanner/code.hpp"
#include "scanner/kinds/resident_id.hpp"
#include "scanner/kinds/social_card.hpp"

namespace tillgate::identity {

namespace {

// The scanner's texts speak of scanning goods; what to do with a document is said here.
Refusal malformed_number(scanner::Reason reason) {
  const scanner::Refusal why = scanner::refuse(reason);
  return {"bad_id_number", "证件号码不对:" + why.zh,
          "The document's number is not valid: " + why.en, "请核对证件,重新刷卡或输入",
          "Compare with the document and read it again"};
}

Refusal malformed_token() {
  return {"bad_token", "医保码没有读全", "The insurance code was not read completely",
          "请刷新医保码再扫一次", "Refresh the insurance code and scan again"};
}

Refusal old_token() {
  return {"token_old", "医保码已经过时", "The insurance code is too old", "请刷新医保码再扫一次",
          "Refresh the insurance code and scan again"};
}

Refusal malformed_card(scanner::Reason reason) {
  const scanner::Refusal why = scanner::refuse(reason);
  return {"bad_card", "社保卡没有读对:" + why.zh, "The card was not read well: " + why.en,
          "请把卡拔出再插一次,或用医保码", "Put the card in again, or use the insurance code"};
}

Refusal expired_card() {
  return {"card_expired", "社保卡已过有效期", "The card has expired", "请用医保码,或到社保换卡",
          "Use the insurance code, or have the card replaced"};
}

bool is_token(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

CredentialKind kind_of(const std::string& name) {
  if (name == "e_credential") return CredentialKind::e_credential;
  if (name == "social_card") return CredentialKind::social_card;
  if (name == "residence_permit") return CredentialKind::residence_permit;
  if (name == "foreign_resident") return CredentialKind::foreign_resident;
  if (name == "face") return CredentialKind::face;
  return CredentialKind::id_card;
}

const char* member_of(CredentialKind kind) {
  if (kind == CredentialKind::e_credential) return "token";
  return kind == CredentialKind::face ? "authentication" : "number";
}

// The line of the common reader middleware.
std::variant<Credential, Refusal> read_card_line(const std::string& line, const Clock& clock) {
  const auto parsed = scanner::parse_social_card_line(line, local_day(clock.now()));
  if (const auto* reason = std::get_if<scanner::Reason>(&parsed)) return malformed_card(*reason);
  const auto& card = std::get<scanner::SocialCardLine>(parsed);
  Credential credential{CredentialKind::social_card, card.card_number, card.name};
  credential.card_serial = card.card_id;
  credential.holder_number = card.person;
  credential.expired = card.expired;
  return credential;
}

template <class T>
std::optional<Refusal> document_fault(const std::variant<T, scanner::Reason>& parsed) {
  if (const auto* reason = std::get_if<scanner::Reason>(&parsed)) return malformed_number(*reason);
  return std::nullopt;
}

std::optional<Refusal> card_fault(const Credential& card) {
  const auto number = scanner::parse_social_card_number(card.value);
  if (const auto* reason = std::get_if<scanner::Reason>(&number)) return malformed_card(*reason);
  const auto serial = scanner::parse_social_card_id(card.card_serial);
  if (const auto* reason = std::get_if<scanner::Reason>(&serial)) return malformed_card(*reason);
  if (card.expired) return expired_card();
  return std::nullopt;
}

}  // namespace

Result<std::variant<Credential, Refusal>> credential_of(const Json& document, const Clock& clock) {
  Credential credential;
  if (document.contains("reader_line")) {
    auto read = read_card_line(document.at("reader_line"), clock);
    if (std::holds_alternative<Refusal>(read)) return read;
    credential = std::get<Credential>(std::move(read));
  } else {
    credential.kind = kind_of(document.at("kind"));
    credential.undecoded = document.contains("code");
    credential.value =
        document.at(credential.undecoded ? "code" : member_of(credential.kind)).get<std::string>();
    credential.card_serial = document.value("card_serial", "");
    credential.business_number = document.value("business_number", "");
    if (document.contains("holder_number"))
      credential.holder_number = document.at("holder_number").get<std::string>();
  }
  if (document.contains("name")) credential.name = document.at("name").get<std::string>();
  if (document.contains("insurance"))
    credential.insurance = document.at("insurance").get<std::string>();
  if (document.contains("read_at")) {
    credential.read_at = utc_of_local_text(document.at("read_at").get<std::string>());
    if (!credential.read_at)
      return Failure{TILLGATE_E_DOCUMENT, "not a time of the calendar", "/read_at"};
  }
  return std::variant<Credential, Refusal>(std::move(credential));
}

bool serves_once(CredentialKind kind) {
  return kind == CredentialKind::e_credential || kind == CredentialKind::face;
}

std::optional<Refusal> check_document(CredentialKind kind, const std::string& number,
                                      const Clock& clock) {
  const std::int64_t today = local_day(clock.now());
  if (kind == CredentialKind::residence_permit)
    return document_fault(scanner::parse_residence_permit(number, today));
  if (kind == CredentialKind::foreign_resident)
    return document_fault(scanner::parse_foreign_resident(number, today));
  return document_fault(scanner::parse_resident_id(number, today));
}

std::optional<Refusal> check_locally(const Credential& credential, const platform::Region& region,
                                     const Clock& clock) {
  if (credential.kind == CredentialKind::social_card) return card_fault(credential);
  if (!serves_once(credential.kind))
    return check_document(credential.kind, credential.value, clock);
  if (!is_token(credential.value)) return malformed_token();
  if (credential.read_at &&
      std::llabs(clock.now() - *credential.read_at) > region.token_life_s * 1000)
    return old_token();
  return std::nullopt;
}

}  // namespace tillgate::identity
