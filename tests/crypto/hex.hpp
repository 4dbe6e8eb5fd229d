// Fields of the vector files, which are hexadecimal.
#pragma once

#include "base/bytes.hpp"
#include "base/json.hpp"

namespace tillgate::test {

inline Bytes bytes_of(const Json& hex) {
  return from_hex(hex.get<std::string>()).value();
}

}  // namespace tillgate::test
