// A "no" that is an answer, not an error: what, why and what next, for the cashier.
#pragma once

#include <string>

namespace tillgate {

struct Refusal {
  std::string reason;  // stable name for programs, such as "credential_expired"
  std::string zh;      // one short sentence, no jargon
  std::string en;
  std::string next_zh;  // what to do now
  std::string next_en;
};

}  // namespace tillgate
