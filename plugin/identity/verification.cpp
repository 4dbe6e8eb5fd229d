#include "identity/verification.hpp"

#include <algorithm>

#include "scanner/code.hpp"
#include "scanner/kinds/resident_id.hpp"

namespace tillgate::identity {

namespace {

constexpr const char* e_credential_kind = "01";
constexpr const char* id_card_kind = "02";

// The scanner's texts speak of scanning goods; what to do with an identity card is said here.
Refusal malformed_number(const scanner::Refusal& why) {
  return {"bad_id_number", "身份证号码不对:" + why.zh,
          "The identity number is not valid: " + why.en, "请核对证件,重新刷卡或输入",
          "Compare with the card and read it again"};
}

Refusal malformed_token() {
  return {"bad_token", "医保码没有读全", "The insurance code was not read completely",
          "请刷新医保码再扫一次", "Refresh the insurance code and scan again"};
}

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

// The row a sale is settled under: one in normal state, basic employees' or residents' insurance
// first, then the largest account; the order of the platform decides between equals.
const Insurance* best(const std::vector<Insurance>& rows) {
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

bool is_token(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace

std::optional<Refusal> check_locally(const Credential& credential, const Clock& clock) {
  if (credential.kind == CredentialKind::e_credential)
    return is_token(credential.value) ? std::nullopt : std::optional(malformed_token());
  const auto id = scanner::parse_resident_id(credential.value, local_day(clock.now()));
  if (const auto* reason = std::get_if<scanner::Reason>(&id))
    return malformed_number(scanner::refuse(*reason));
  return std::nullopt;
}

Result<Identification> verify(const Credential& credential, platform::Client& client,
                              const platform::Session& session, const Clock& clock,
                              const Deadline& deadline) {
  const char* const kind =
      credential.kind == CredentialKind::e_credential ? e_credential_kind : id_card_kind;
  TILLGATE_TRY(answer, client.query_person({kind, credential.value, ""}, session, deadline));
  if (const auto* refusal = std::get_if<platform::Refusal>(&answer))
    return Identification(refused_by_platform(refusal->reason));
  const auto& known = std::get<platform::Person>(answer);
  if (credential.name && *credential.name != known.name) return Identification(other_name());
  if (credential.kind == CredentialKind::id_card && known.certificate_number != credential.value)
    return Identification(other_name());
  const Insurance* const insurance = best(known.insurances);
  if (insurance == nullptr) return Identification(not_insured());

  Person person;
  person.number = known.number;
  person.name = known.name;
  person.sex = known.sex;
  person.birth_date = known.birth_date;
  person.certificate_kind = known.certificate_kind;
  person.certificate_number = known.certificate_number;
  person.insurance = *insurance;
  person.credential_kind = kind;
  person.credential_number = credential.value;
  person.verified_at = clock.now();
  return Identification(std::move(person));
}

}  // namespace tillgate::identity
