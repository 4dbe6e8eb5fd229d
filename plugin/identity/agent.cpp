#include "identity/agent.hpp"

namespace tillgate::identity {

namespace {

CredentialKind document_kind_of(const std::string& name) {
  if (name == "residence_permit") return CredentialKind::residence_permit;
  return name == "foreign_resident" ? CredentialKind::foreign_resident : CredentialKind::id_card;
}

}  // namespace

Agent agent_of_request(const Json& d, CredentialKind shown) {
  Agent agent;
  agent.document_kind = d.at("kind");
  agent.number = d.at("number");
  agent.name = d.at("name");
  agent.phone = d.value("phone", "");
  agent.relation = d.value("relation", "");
  agent.holder_document = !serves_once(shown) || d.value("holder_document", false);
  return agent;
}

std::optional<Refusal> check_agent(const Agent& agent, const Person& holder, const Clock& clock) {
  if (auto fault = check_document(document_kind_of(agent.document_kind), agent.number, clock)) {
    fault->reason = "bad_agent_number";
    fault->zh.insert(0, "代购人的");
    fault->en = "The agent's document: " + fault->en;
    return fault;
  }
  if (agent.number == holder.certificate_number)
    return Refusal{"agent_is_holder", "代购人和参保人是同一个人",
                   "The agent and the insured person are the same",
                   "本人来买不用登记代购;否则请刷代购人自己的证件",
                   "No agent is needed then; otherwise read the agent's own document"};
  return std::nullopt;
}

Json to_json(const Agent& agent) {
  return {{"document_kind", agent.document_kind},
          {"number", agent.number},
          {"name", agent.name},
          {"phone", agent.phone},
          {"relation", agent.relation},
          {"holder_document", agent.holder_document}};
}

Agent agent_of(const Json& d) {
  return {d.at("document_kind"), d.at("number"),   d.at("name"),
          d.at("phone"),         d.at("relation"), d.at("holder_document")};
}

}  // namespace tillgate::identity
