// Scans that a keyboard driver or a scanner's setting has altered on the way, restored where only
// one original is possible.
//
// Beyond what normalise() restores (widths, byte order mark, ECI escapes, known spellings of the
// separator), each restoring is believed only when it turns a refused text into a code, and when no
// other one makes another code of it:
//   nul         trailing NUL bytes of a fixed buffer dropped
//   capitals    caps lock swapped the case of all letters: "]c1", "]D2", "ma.156"
//   gs_restored behind a GS1 identifier one foreign character, which no GS1 element can hold,
//   stands
//               where the separator should: "|", "~", "^]", RS, whatever the scanner was set to
// Nothing mends a lost separator, a lost digit, or digits that a foreign keyboard layout turned
// into signs: those are refused.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/scan.hpp"

namespace tillgate::scanner {

struct RepairedScan {
  Scan scan;
  std::vector<std::string_view> repairs;  // sorted names, those of Normalised and the above
};

RepairedScan scan_repaired(std::string_view frame, const Context& context);

}  // namespace tillgate::scanner
