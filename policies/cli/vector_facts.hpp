// The world of a vectors file (rules-vectors/1, tests/vectors/rules.json) as facts of our views:
// the one place that knows both. Nothing is judged here.
//
// What the vectors leave open is filled so that only the rules that take part have something to
// say: a medicine without a lot gets one far from its expiry day, a psychotropic the right form, a
// shop every kind of settlement, its master is of today.
#pragma once

#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"

namespace tillgate::policies {

// `scene` is the base with the patch of one scenario, `products` the products of the file.
// TILLGATE_E_DOCUMENT when a member is missing or of the wrong type.
Result<Json> vector_facts(const Json& scene, const Json& products);

// A traceability code as the vectors compare it: half width, without blanks and control characters.
std::string cleaned_code(std::string_view code);

}  // namespace tillgate::policies
