// What a transaction comes back with.
//
// Three outcomes are kept apart everywhere:
//   an answer with a value    the platform did it
//   an answer with a Refusal  the platform said no and did nothing
//   a Failure                 there is no answer
// Of the failures TILLGATE_E_UNCERTAIN alone means that the platform may have done it; with every
// other status it certainly did not.
#pragma once

#include <string>
#include <variant>

#include "base/result.hpp"

namespace tillgate::platform {

struct Refusal {
  std::string reason;  // the platform's own words, printable, at most 200 characters
};

template <class T>
using Answer = std::variant<T, Refusal>;

}  // namespace tillgate::platform
