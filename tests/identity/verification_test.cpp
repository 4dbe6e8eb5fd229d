#include "identity/verification.hpp"

#include <catch2/catch.hpp>

#include "platform/till.hpp"

using namespace tillgate;
using namespace tillgate::identity;

namespace {

const std::string zhao = "329999195803129913";

std::string person_with(const Json& insurances, const std::string& number = zhao) {
  return Json{{"baseinfo",
               {{"psn_no", "99990000000000000001"},
                {"psn_name", "赵示例"},
                {"psn_cert_type", "01"},
                {"certno", number},
                {"gend", "1"},
                {"brdy", "1958-03-12"}}},
              {"insuinfo", insurances}}
      .dump();
}

Json insurance(const char* kind, const char* status, double balance,
               const char* region = "999900") {
  return {{"insutype", kind},
          {"psn_insu_stas", status},
          {"insuplc_admdvs", region},
          {"psn_type", "12"},
          {"balc", balance}};
}

Result<Identification> ask(test::Till& till, const Credential& credential) {
  return verify(credential, *till.client, test::session, till.clock, till.deadline());
}

std::string refusal_of(const Result<Identification>& answer) {
  const auto* refusal = std::get_if<Refusal>(&*answer);
  return refusal != nullptr ? refusal->reason : "none";
}

}  // namespace

TEST_CASE("a credential that cannot be right is refused before the platform is asked") {
  const struct {
    Credential credential;
    const char* reason;
  } cases[] = {
      {{CredentialKind::id_card, "329999195803129914", {}}, "bad_id_number"},
      {{CredentialKind::id_card, "", {}}, "bad_id_number"},
      {{CredentialKind::id_card, "329999209901019910", {}}, "bad_id_number"},
      {{CredentialKind::e_credential, "999900SAMPLE TOKEN", {}}, "bad_token"},
      {{CredentialKind::e_credential, "令牌", {}}, "bad_token"},
  };
  const test::FixedClock clock;
  for (const auto& c : cases) {
    const auto refusal = check_locally(c.credential, {}, clock);
    REQUIRE(refusal.has_value());
    CHECK(refusal->reason == c.reason);
    CHECK_FALSE(refusal->next_zh.empty());
    // What the customer showed is nobody else's business.
    if (!c.credential.value.empty()) {
      CHECK(refusal->zh.find(c.credential.value) == std::string::npos);
      CHECK(refusal->en.find(c.credential.value) == std::string::npos);
    }
  }
  CHECK_FALSE(check_locally({CredentialKind::id_card, zhao, {}}, {}, clock).has_value());
  CHECK_FALSE(check_locally({CredentialKind::e_credential, "999900SAMPLETOKEN0001", {}}, {}, clock)
                  .has_value());
}

TEST_CASE("a code is fresh for as long as the region says, and not a second longer") {
  const test::FixedClock clock;
  platform::Region region;
  region.token_life_s = 90;
  Credential code{CredentialKind::e_credential, "999900SAMPLETOKEN0001", {}};
  const struct {
    std::int64_t age_ms;
    bool fresh;
  } cases[] = {{0, true}, {90'000, true}, {90'001, false}, {-90'000, true}, {-90'001, false}};
  for (const auto& c : cases) {
    INFO(c.age_ms);
    code.read_at = clock.now() - c.age_ms;
    const auto refusal = check_locally(code, region, clock);
    CHECK(refusal.has_value() != c.fresh);
    if (refusal) CHECK(refusal->reason == "token_old");
  }
}

TEST_CASE(
    "a card that has expired, or is not read in full, is refused before the platform is asked") {
  const test::FixedClock clock;
  Credential card{CredentialKind::social_card, "329900001", {}};
  card.card_serial = "329900D1560000050000000000000001";
  CHECK_FALSE(check_locally(card, {}, clock).has_value());
  card.expired = true;
  CHECK(check_locally(card, {}, clock)->reason == "card_expired");
  card.expired = false;
  card.card_serial.pop_back();
  CHECK(check_locally(card, {}, clock)->reason == "bad_card");
  card.card_serial.push_back('1');
  card.value = "32990000";
  CHECK(check_locally(card, {}, clock)->reason == "bad_card");
}

TEST_CASE("the region says how a card or permit is named, and a permit says what it is") {
  const struct {
    Credential credential;
    const char* visit;
    const char* certificate;
  } cases[] = {
      {{CredentialKind::social_card, "329900001", {}, "329900D1560000050000000000000001"},
       "06",
       nullptr},
      {{CredentialKind::residence_permit, "830000198706060015", {}}, "17", "17"},
      {{CredentialKind::foreign_resident, "911392198505050018", {}}, "02", "07"},
  };
  for (const auto& c : cases) {
    test::Till till;
    platform::Settings settings = test::sample_settings();
    settings.manner.social_card_kind = "06";
    settings.manner.residence_permit_kind = "17";
    const auto client = platform::Client::create(
        settings, std::make_unique<test::FakeTransport>(till.platform), till.clock, till.ids);
    till.platform.accepts(person_with(Json::array({insurance("310", "1", 1)}), c.credential.value));
    const auto answer = verify(c.credential, **client, test::session, till.clock, till.deadline());
    REQUIRE(answer.ok());
    CHECK(std::get<Person>(*answer).credential_kind == c.visit);
    const Json data = Json::parse(till.platform.requests.at(0).body)["input"]["data"];
    CHECK(data["mdtrt_cert_type"] == c.visit);
    if (c.certificate == nullptr) {
      CHECK_FALSE(data.contains("certno"));
    } else {
      CHECK(data["psn_cert_type"] == c.certificate);
      CHECK(data["certno"] == c.credential.value);
    }
  }
}

TEST_CASE("the insurance the cashier chose is taken, and none other when there is none") {
  test::Till till;
  const Json rows = Json::array({insurance("310", "1", 9), insurance("390", "2", 0, "998800")});
  Credential credential{CredentialKind::id_card, zhao, {}};
  credential.insurance = "390";
  till.platform.accepts(person_with(rows));
  const auto chosen = ask(till, credential);
  CHECK(std::get<Person>(*chosen).insurance.region == "998800");
  credential.insurance = "510";
  till.platform.accepts(person_with(rows));
  CHECK(refusal_of(ask(till, credential)) == "no_such_insurance");
}

TEST_CASE("the person is who the platform says, with the insurance the sale is settled under") {
  test::Till till;
  till.platform.accepts(person_with(Json::array({insurance("310", "1", 2860)})));
  const auto answer = ask(till, {CredentialKind::id_card, zhao, "赵示例"});
  const auto& person = std::get<Person>(answer.value());
  CHECK(person.number == "99990000000000000001");
  CHECK(person.insurance.kind == "310");
  CHECK(person.insurance.region == "999900");
  CHECK(person.insurance.balance_fen == 286'000);
  CHECK(person.credential_kind == "02");
  CHECK(person.verified_at == till.clock.now());
  const Json sent = Json::parse(till.platform.requests.at(0).body);
  CHECK(sent["infno"] == "1101");
  CHECK(sent["input"]["data"]["mdtrt_cert_type"] == "02");
}

TEST_CASE("of several insurances the normal, basic and best filled one is taken") {
  const struct {
    const char* what;
    Json rows;
    const char* kind;
    const char* region;
  } cases[] = {
      {"paused employees' insurance, normal residents'",
       Json::array({insurance("310", "2", 5000), insurance("390", "1", 0)}), "390", "999900"},
      {"a supplement beside the basic one",
       Json::array({insurance("320", "1", 9000), insurance("310", "1", 10)}), "310", "999900"},
      {"two basic ones",
       Json::array({insurance("390", "1", 1), insurance("310", "1", 2, "998800")}), "310",
       "998800"},
      {"nothing but paused", Json::array({insurance("310", "4", 1), insurance("390", "2", 2)}),
       "390", "999900"},
      {"equals, the platform's first",
       Json::array({insurance("310", "1", 5, "998800"), insurance("310", "1", 5, "999900")}), "310",
       "998800"},
  };
  for (const auto& c : cases) {
    INFO(c.what);
    test::Till till;
    till.platform.accepts(person_with(c.rows));
    const auto answer = ask(till, {CredentialKind::id_card, zhao, {}});
    const auto& person = std::get<Person>(answer.value());
    CHECK(person.insurance.kind == c.kind);
    CHECK(person.insurance.region == c.region);
  }
}

TEST_CASE("another name, another number, no insurance and the platform's no are refusals") {
  const Json insured = Json::array({insurance("310", "1", 1)});
  test::Till till;
  till.platform.accepts(person_with(insured));
  CHECK(refusal_of(ask(till, {CredentialKind::id_card, zhao, "钱示例"})) == "name_mismatch");
  till.platform.accepts(person_with(insured, "329999199009149966"));
  CHECK(refusal_of(ask(till, {CredentialKind::id_card, zhao, {}})) == "name_mismatch");
  till.platform.accepts(person_with(nullptr));
  CHECK(refusal_of(ask(till, {CredentialKind::id_card, zhao, {}})) == "not_insured");
  till.platform.answers(R"({"infcode":-1,"inf_refmsgid":"1","err_msg":"凭证已失效"})");
  const auto refused = ask(till, {CredentialKind::e_credential, "999900SAMPLETOKEN0001", {}});
  CHECK(refusal_of(refused) == "platform_refused");
  CHECK(std::get<Refusal>(*refused).zh.find("凭证已失效") != std::string::npos);
}

TEST_CASE("no answer is a failure, never a person") {
  for (const Status status : {TILLGATE_E_OFFLINE, TILLGATE_E_PLATFORM}) {
    test::Till till;
    till.platform.fails(status);
    const auto answer = ask(till, {CredentialKind::id_card, zhao, {}});
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.failure().status == status);
  }
}
