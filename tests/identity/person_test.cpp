#include <catch2/catch.hpp>

#include "identity/person.hpp"

using namespace tillgate;
using namespace tillgate::identity;

TEST_CASE("a name is shown masked") {
  const struct {
    const char* name;
    const char* masked;
  } cases[] = {
      {"", "*"},      {"赵", "*"}, {"赵例", "赵*"}, {"赵示例", "赵*例"}, {"欧阳示例", "欧**例"},
      {"A·B", "A*B"},
  };
  for (const auto& c : cases) CHECK(masked_name(c.name) == c.masked);
}

TEST_CASE("a person comes back from storage as it was") {
  Person person;
  person.number = "99990000000000000001";
  person.name = "赵示例";
  person.sex = Sex::female;
  person.certificate_kind = "01";
  person.certificate_number = "329999195803129913";
  person.insurance = {"310", "1", "999900", "12", 286'000};
  person.credential_kind = "02";
  person.credential_number = "329999195803129913";
  person.verified_at = 1'795'140'900'000;
  for (const auto& birth :
       {std::optional<std::string>(), std::optional<std::string>("1958-03-12")}) {
    person.birth_date = birth;
    const Person read = person_of(to_json(person));
    CHECK(read.birth_date == birth);
    CHECK(read.sex == Sex::female);
    CHECK(read.insurance.balance_fen == 286'000);
    CHECK(to_json(read) == to_json(person));
  }
}
