// All that a normalised text can be. Choosing among it is the caller's: scan.cpp does it by the
// field asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "scanner/code.hpp"
#include "scanner/normalise.hpp"

namespace tillgate::scanner {

struct Meanings {
  std::vector<Code> codes;        // in the order in which one is named when none is wanted
  Reason why = Reason::unknown;   // with no codes: the refusal
  std::optional<Kind> kind = {};  // with no codes: what it was seen to be
};

// `today` is a day number of base/time.hpp: it decides centuries and which years are in the future.
Meanings meanings_of(const Normalised& scan, std::int64_t today);

}  // namespace tillgate::scanner
