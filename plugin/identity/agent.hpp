// Who buys for the insured person (代购人): shows their own document and the person's, and is bound
// to one sale like them. The platform does not know agents; what can be checked here is checked.
#pragma once

#include <optional>
#include <string>

#include "base/json.hpp"
#include "base/refusal.hpp"
#include "base/time.hpp"
#include "identity/credential.hpp"
#include "identity/person.hpp"

namespace tillgate::identity {

struct Agent {
  std::string document_kind;  // id_card, residence_permit, foreign_resident
  std::string number;
  std::string name;
  std::string phone;             // empty: not told
  std::string relation;          // to the insured person (与参保人关系); empty: not told
  bool holder_document = false;  // the insured person's document was shown as well
};

// The `agent` of a checked identify.schema.json document. `shown` is what stands for the insured
// person: a card or permit is their document.
Agent agent_of_request(const Json& agent, CredentialKind shown);

// Form and check digit of the agent's document, and that it is not the insured person's own.
std::optional<Refusal> check_agent(const Agent& agent, const Person& holder, const Clock& clock);

// For sealed storage only: everything above in clear.
Json to_json(const Agent& agent);
Agent agent_of(const Json& document);

}  // namespace tillgate::identity
