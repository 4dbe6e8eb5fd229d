// Real-name verification (实名核验): local checks first, then the platform's word (transaction
// 1101).
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/refusal.hpp"
#include "identity/person.hpp"
#include "platform/client.hpp"

namespace tillgate::identity {

enum class CredentialKind { id_card, e_credential };

struct Credential {
  CredentialKind kind = CredentialKind::id_card;
  std::string value;                // identity number, or token of the e-credential
  std::optional<std::string> name;  // as printed on the card, when the register read it
};

using Identification = std::variant<Person, Refusal>;

// Form and check digit only; empty when nothing is wrong.
std::optional<Refusal> check_locally(const Credential& credential, const Clock& clock);

// Asks the platform. A Failure means no answer (TILLGATE_E_OFFLINE, TILLGATE_E_PLATFORM); the
// platform's "no", a name that does not match and a person without any usable insurance are
// refusals.
Result<Identification> verify(const Credential& credential, platform::Client& client,
                              const platform::Session& session, const Clock& clock,
                              const Deadline& deadline);

}  // namespace tillgate::identity
