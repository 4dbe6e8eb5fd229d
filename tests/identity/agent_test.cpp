#include "identity/agent.hpp"

#include <catch2/catch.hpp>

#include "support/clock.hpp"

using namespace tillgate;
using namespace tillgate::identity;

namespace {

const Json request = {{"kind", "id_card"},
                      {"number", "329999197901199957"},
                      {"name", "周示例"},
                      {"phone", "13800000000"}};

}  // namespace

TEST_CASE("a card of the holder is their document, a code is not") {
  const struct {
    CredentialKind shown;
    bool said;
    bool document;
  } cases[] = {
      {CredentialKind::id_card, false, true},          {CredentialKind::social_card, false, true},
      {CredentialKind::residence_permit, false, true}, {CredentialKind::e_credential, false, false},
      {CredentialKind::e_credential, true, true},      {CredentialKind::face, false, false}};
  for (const auto& c : cases) {
    Json document = request;
    document["holder_document"] = c.said;
    CHECK(agent_of_request(document, c.shown).holder_document == c.document);
  }
}

TEST_CASE("an agent comes back from storage as it went in") {
  Json document = request;
  document["relation"] = "儿子";
  const Agent agent = agent_of_request(document, CredentialKind::id_card);
  CHECK(to_json(agent_of(to_json(agent))) == to_json(agent));
}

TEST_CASE("an agent's document is held to its own form, and is not the holder's") {
  const test::FixedClock clock;
  Person holder;
  holder.certificate_number = "329999195803129913";
  const struct {
    const char* kind;
    const char* number;
    const char* reason;
  } cases[] = {{"id_card", "329999197901199957", "none"},
               {"id_card", "329999197901199958", "bad_agent_number"},
               {"id_card", "329999195803129913", "agent_is_holder"},
               {"residence_permit", "830000198706060015", "none"},
               {"residence_permit", "329999197901199957", "bad_agent_number"},
               {"foreign_resident", "911392198505050018", "none"}};
  for (const auto& c : cases) {
    Json document = request;
    document["kind"] = c.kind;
    document["number"] = c.number;
    const auto refusal =
        check_agent(agent_of_request(document, CredentialKind::id_card), holder, clock);
    CHECK((refusal ? refusal->reason : "none") == c.reason);
    if (refusal) CHECK(refusal->zh.find(c.number) == std::string::npos);
  }
}
