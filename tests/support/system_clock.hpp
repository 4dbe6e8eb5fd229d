// The machine's clock, for tests whose subject waits for a child process.
#pragma once

#include "base/time.hpp"

namespace tillgate::test {

inline const SystemClock system_clock;

}  // namespace tillgate::test
