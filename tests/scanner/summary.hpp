// What a scan came to, in a word or two: "trace 8999…", or the reason of a refusal.
#pragma once

#include <string>
#include <variant>

#include "scanner/code.hpp"

namespace tillgate::test {

inline std::string summary(const scanner::Scan& scan) {
  if (const auto* refusal = std::get_if<scanner::Refusal>(&scan)) return refusal->reason;
  const scanner::Code& code = std::get<scanner::Code>(scan);
  return std::string(scanner::id_of(code.kind)) + " " + code.value;
}

}  // namespace tillgate::test
