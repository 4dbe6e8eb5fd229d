#include "identity/person.hpp"

#include <vector>

namespace tillgate::identity {

namespace {

const char* text_of(Sex sex) {
  return sex == Sex::male ? "M" : sex == Sex::female ? "F" : "";
}

Sex sex_of(const std::string& text) {
  return text == "M" ? Sex::male : text == "F" ? Sex::female : Sex::unknown;
}

// Characters of UTF-8 text; the continuation bytes stay with their lead byte.
std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> result;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80 && !result.empty()) {
      result.back().push_back(c);
    } else {
      result.emplace_back(1, c);
    }
  }
  return result;
}

}  // namespace

Json to_json(const Person& p) {
  return {{"number", p.number},
          {"name", p.name},
          {"sex", text_of(p.sex)},
          {"birth_date", p.birth_date ? Json(*p.birth_date) : Json()},
          {"certificate_kind", p.certificate_kind},
          {"certificate_number", p.certificate_number},
          {"insurance",
           {{"kind", p.insurance.kind},
            {"status", p.insurance.status},
            {"region", p.insurance.region},
            {"person_kind", p.insurance.person_kind},
            {"balance_fen", p.insurance.balance_fen}}},
          {"credential_kind", p.credential_kind},
          {"credential_number", p.credential_number},
          {"verified_at", p.verified_at}};
}

Person person_of(const Json& d) {
  Person p;
  p.number = d.at("number");
  p.name = d.at("name");
  p.sex = sex_of(d.at("sex").get<std::string>());
  if (!d.at("birth_date").is_null()) p.birth_date = d.at("birth_date").get<std::string>();
  p.certificate_kind = d.at("certificate_kind");
  p.certificate_number = d.at("certificate_number");
  const Json& insurance = d.at("insurance");
  p.insurance = {insurance.at("kind"), insurance.at("status"), insurance.at("region"),
                 insurance.at("person_kind"), insurance.at("balance_fen")};
  p.credential_kind = d.at("credential_kind");
  p.credential_number = d.at("credential_number");
  p.verified_at = d.at("verified_at");
  return p;
}

std::string masked_name(const std::string& name) {
  const auto all = characters(name);
  if (all.size() < 2) return "*";
  std::string masked = all.front();
  for (std::size_t i = 1; i < all.size(); ++i)
    masked += i + 1 == all.size() && all.size() > 2 ? all.back() : "*";
  return masked;
}

}  // namespace tillgate::identity
