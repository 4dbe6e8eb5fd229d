// The register by hand: type or scan, one line at a time.
#pragma once

#include <istream>
#include <ostream>

#include "sdk/register/counter.hpp"

namespace reg {

// Reads until the end of input or "quit". Whatever is not a command is taken as a scan.
void serve(std::istream& in, std::ostream& out, Counter& counter, Cards& cards);

}  // namespace reg
