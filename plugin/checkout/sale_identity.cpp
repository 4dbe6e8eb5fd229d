// Who buys: the insured person, and whoever buys for them.
#include "checkout/answers.hpp"
#include "checkout/sale.hpp"
#include "checkout/till.hpp"
#include "identity/verification.hpp"

namespace tillgate::checkout {

namespace {

Refusal token_was_used() {
  return {"token_used", "这个医保码已经用过一次", "This insurance code served another sale",
          "请顾客刷新医保码再扫一次", "Have the customer refresh the code and scan again"};
}

}  // namespace

Result<Json> Sale::not_identified(const Refusal& refusal) {
  TILLGATE_CHECK(note_change());
  return with_refusal({{"identified", false}}, refusal);
}

Result<Json> Sale::identify(const Json& document, const Deadline& deadline) {
  TILLGATE_CHECK(require_open());
  TILLGATE_TRY(read, identity::credential_of(document, *till_.clock));
  // Whoever was verified before is gone, also when this one is refused: a person is bound to what
  // was shown last, and so is who buys for them.
  document_.person.reset();
  document_.agent.reset();
  document_.presence = Json::object();
  if (const auto* refusal = std::get_if<Refusal>(&read)) return not_identified(*refusal);
  const auto& credential = std::get<identity::Credential>(read);
  const platform::Region& region = till_.platform->manner();
  if (const auto refusal = identity::check_locally(credential, region, *till_.clock))
    return not_identified(*refusal);
  const bool once = identity::serves_once(credential.kind) && region.token_serves_once;
  if (once) {
    TILLGATE_TRY(used, till_.tokens->used_elsewhere(credential.value, document_.key));
    if (used) return not_identified(token_was_used());
  }
  TILLGATE_TRY(session,
               till_.sign_ins->session({document_.operator_id, document_.operator_name}, deadline));
  TILLGATE_TRY(identification,
               identity::verify(credential, *till_.platform, session, *till_.clock, deadline));
  if (const auto* refusal = std::get_if<Refusal>(&identification)) return not_identified(*refusal);
  identity::Person& person = std::get<identity::Person>(identification);
  std::optional<identity::Agent> agent;
  if (document.contains("agent")) {
    agent = identity::agent_of_request(document.at("agent"), credential.kind);
    if (const auto refusal = identity::check_agent(*agent, person, *till_.clock))
      return not_identified(*refusal);
  }
  document_.person = std::move(person);
  document_.agent = std::move(agent);
  for (const char* name : {"present", "face_check"})
    if (document.contains(name)) document_.presence[name] = document.at(name);
  if (document.contains("document"))
    document_.presence["document_match"] =
        document.at("document").at("id_number") == document_.person->certificate_number;
  TILLGATE_CHECK(note_change(once ? std::optional(credential.value) : std::nullopt));
  Json answer = {{"identified", true}, {"person", person_answer(*document_.person)}};
  if (document_.agent) answer["agent"] = agent_answer(*document_.agent);
  return answer;
}

}  // namespace tillgate::checkout
