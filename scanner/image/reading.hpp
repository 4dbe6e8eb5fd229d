// Symbols of one picture to codes.
#pragma once

#include <vector>

#include "scanner/code.hpp"
#include "scanner/image/symbol.hpp"

namespace tillgate::scanner {

// One symbol as a scan: its text behind its symbology identifier.
Scan scan_of(const Symbol& symbol);

struct Codes {
  std::vector<Code> codes;        // what the symbols say, in their order, each once
  std::vector<Refusal> refusals;  // what is no code, and DISPUTED once for disputed places
};

Codes codes_of(const Reading& reading);

// The one code a line of the basket asks for. A box shows its retail code and its traceability code
// in one picture: the traceability code is taken, before a GS1 code of the same box. Two different
// ones are AMBIGUOUS; none is DISPUTED, NOTHING_SEEN or the refusal that says what was seen
// instead.
Scan trace_for_line(const Reading& reading);

}  // namespace tillgate::scanner
