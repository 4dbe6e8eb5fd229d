// Random bytes fit for keys, nonces and salts.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.hpp"

namespace tillgate::crypto {

Result<Done> fill_random(std::span<std::uint8_t> out);

}  // namespace tillgate::crypto
