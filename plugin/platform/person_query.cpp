#include "platform/person_query.hpp"

#include "platform/reply_node.hpp"

namespace tillgate::platform {

namespace {

Sex sex_of(const std::string& code) {
  if (code == "1") return Sex::male;
  if (code == "2") return Sex::female;
  return Sex::unknown;
}

Result<Insurance> read_insurance(const ReplyNode& row) {
  Insurance insurance;
  TILLGATE_TRY(kind, row.required_text("insutype"));
  TILLGATE_TRY(region, row.required_text("insuplc_admdvs"));
  TILLGATE_TRY(balance, row.fen_or_zero("balc"));
  insurance.kind = kind;
  insurance.region = region;
  insurance.balance_fen = balance;
  insurance.status = row.text("psn_insu_stas");
  insurance.person_kind = row.text("psn_type");
  return insurance;
}

}  // namespace

Json person_query_input(const Credential& credential) {
  Json data = {{"mdtrt_cert_type", credential.kind}, {"mdtrt_cert_no", credential.number}};
  if (!credential.card_serial.empty()) data["card_sn"] = credential.card_serial;
  if (!credential.certificate_kind.empty()) {
    data["psn_cert_type"] = credential.certificate_kind;
    data["certno"] = credential.number;
  }
  return {{"data", std::move(data)}};
}

Result<Person> read_person(const Json& output) {
  const ReplyNode reply(output);
  const ReplyNode base = reply.child("baseinfo");
  Person person;
  TILLGATE_TRY(number, base.required_text("psn_no"));
  TILLGATE_TRY(name, base.required_text("psn_name"));
  TILLGATE_TRY(certificate_kind, base.required_text("psn_cert_type"));
  TILLGATE_TRY(certificate_number, base.required_text("certno"));
  person.number = number;
  person.name = name;
  person.sex = sex_of(base.text("gend"));
  person.birth_date = base.date("brdy");
  person.certificate_kind = certificate_kind;
  person.certificate_number = certificate_number;
  for (const ReplyNode& row : reply.rows("insuinfo")) {
    TILLGATE_TRY(insurance, read_insurance(row));
    person.insurances.push_back(std::move(insurance));
  }
  return person;
}

}  // namespace tillgate::platform
