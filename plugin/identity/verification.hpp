// Real-name verification (实名核验): local checks first, then the platform's word (transaction
// 1101; a code or a face authentication is changed into a person by the decode service before).
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/refusal.hpp"
#include "identity/credential.hpp"
#include "identity/person.hpp"
#include "platform/client.hpp"

namespace tillgate::identity {

using Identification = std::variant<Person, Refusal>;

// The row a sale is settled under when the cashier chose none: one in normal state before any
// other, basic insurance of employees (310) or residents (390) before supplements, then the largest
// account; the platform's order decides between equals. Its region goes into every later message.
// Null when there is no row.
const Insurance* best_insurance(const std::vector<Insurance>& rows);

// Asks the platform. A Failure means no answer (TILLGATE_E_OFFLINE, TILLGATE_E_PLATFORM); the
// platform's "no", a name or number that does not match, and a person without any usable insurance
// are refusals.
Result<Identification> verify(const Credential& credential, platform::Client& client,
                              const platform::Session& session, const Clock& clock,
                              const Deadline& deadline);

}  // namespace tillgate::identity
