#include "identity/verification.hpp"

#include <algorithm>

namespace tillgate::identity {

namespace {

// 人员证件类型 of the permits.
constexpr const char* residence_permit_type = "17";
constexpr const char* foreign_resident_type = "07";

Refusal refused_by_platform(const std::string& reason) {
  return {"platform_refused", "医保没有通过:" + reason, "The insurance refused: " + reason,
          "请换医保码或社保卡,或改自费", "Use the right credential, or pay privately"};
}

Refusal other_name() {
  return {"name_mismatch", "姓名和医保登记的不一致",
          "The name differs from the one the insurance holds", "请核对是不是本人的证件",
          "Check whose card this is"};
}

Refusal not_insured() {
  return {"not_insured", "没有参保信息,不能刷医保", "No insurance is registered for this person",
          "请改自费,或到医保经办问询", "Pay privately, or ask the insurance office"};
}

Refusal no_such_insurance() {
  return {"no_such_insurance", "没有选的这种医保", "The person has no insurance of the kind chosen",
          "请另选险种,或不选由系统定", "Choose another kind, or none"};
}

// How 1101 and 2102 name the credential (就诊凭证类型).
std::string visit_kind(CredentialKind kind, const platform::Region& region) {
  switch (kind) {
    case CredentialKind::e_credential:
      return "01";
    case CredentialKind::social_card:
      return region.social_card_kind;
    case CredentialKind::residence_permit:
      return region.residence_permit_kind;
    case CredentialKind::foreign_resident:
      return region.foreign_resident_kind;
    default:
      return "02";
  }
}

platform::Credential asked_by(const Credential& credential, const platform::Region& region) {
  platform::Credential asked{visit_kind(credential.kind, region), credential.value,
                             credential.card_serial};
  if (credential.kind == CredentialKind::residence_permit)
    asked.certificate_kind = residence_permit_type;
  if (credential.kind == CredentialKind::foreign_resident)
    asked.certificate_kind = foreign_resident_type;
  return asked;
}

// The number that the platform must hold for this person; empty when the credential has none.
std::optional<std::string> expected_number(const Credential& credential) {
  if (credential.kind == CredentialKind::social_card) return credential.holder_number;
  if (serves_once(credential.kind)) return std::nullopt;
  return credential.value;
}

Result<platform::Answer<platform::DecodedPerson>> decode(const Credential& credential,
                                                         const platform::Client& client,
                                                         const platform::Operator& cashier,
                                                         const Deadline& deadline) {
  if (credential.undecoded) return client.person_of_code(credential.value, cashier, deadline);
  return client.person_of_face({credential.value, credential.business_number}, cashier, deadline);
}

const Insurance* chosen_insurance(const std::vector<Insurance>& rows, const std::string& kind) {
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const Insurance& row) { return row.kind == kind; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const Insurance* best_insurance(const std::vector<Insurance>& rows) {
  const auto rank = [](const Insurance& row) {
    const bool normal = row.status.empty() || row.status == "1";
    const bool basic = row.kind == "310" || row.kind == "390";
    return std::tuple(!normal, !basic, -row.balance_fen);
  };
  const auto found =
      std::min_element(rows.begin(), rows.end(),
                       [&](const Insurance& a, const Insurance& b) { return rank(a) < rank(b); });
  return found == rows.end() ? nullptr : &*found;
}

Result<Identification> verify(const Credential& credential, platform::Client& client,
                              const platform::Session& session, const Clock& clock,
                              const Deadline& deadline) {
  platform::Credential asked = asked_by(credential, client.manner());
  std::optional<std::string> number = expected_number(credential);
  std::optional<std::string> name = credential.name;
  if (credential.kind == CredentialKind::face || credential.undecoded) {
    TILLGATE_TRY(decoded, decode(credential, client, session.cashier, deadline));
    if (const auto* refusal = std::get_if<platform::Refusal>(&decoded))
      return Identification(refused_by_platform(refusal->reason));
    const auto& holder = std::get<platform::DecodedPerson>(decoded);
    number = holder.certificate_number;
    if (!name) name = holder.name;
    const bool by_token = credential.undecoded && !holder.token.empty();
    asked.kind = by_token ? "01" : "02";
    asked.number = by_token ? holder.token : holder.certificate_number;
  }
  TILLGATE_TRY(answer, client.query_person(asked, session, deadline));
  if (const auto* refusal = std::get_if<platform::Refusal>(&answer))
    return Identification(refused_by_platform(refusal->reason));
  const auto& known = std::get<platform::Person>(answer);
  if (name && *name != known.name) return Identification(other_name());
  if (number && *number != known.certificate_number) return Identification(other_name());
  if (known.insurances.empty()) return Identification(not_insured());
  const Insurance* const insurance = credential.insurance
                                         ? chosen_insurance(known.insurances, *credential.insurance)
                                         : best_insurance(known.insurances);
  if (insurance == nullptr) return Identification(no_such_insurance());

  Person person;
  person.number = known.number;
  person.name = known.name;
  person.sex = known.sex;
  person.birth_date = known.birth_date;
  person.certificate_kind = known.certificate_kind;
  person.certificate_number = known.certificate_number;
  person.insurance = *insurance;
  person.credential_kind = asked.kind;
  person.credential_number = asked.number;
  person.verified_at = clock.now();
  return Identification(std::move(person));
}

}  // namespace tillgate::identity
