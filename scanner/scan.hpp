// Bytes to codes: tells every kind of code a pharmacy's counter meets apart from the others.
//
// Nothing here throws, blocks or keeps anything; any bytes give an answer.
#pragma once

#include "base/bytes.hpp"
#include "scanner/code.hpp"
#include "scanner/normalise.hpp"

namespace tillgate::scanner {

// One scan as a hand scanner sent it, with or without AIM symbology identifier, prefix and suffix.
//
// Codes that name goods or an insured person come back as a Code: trace, gs1 (also without a
// serial), retail and carton codes, e_credential. Everything else is a Refusal; `kind` of it says
// what was seen when that is known (resident_id, sscc, veterinary, wallet).
Scan scan_text(ByteView bytes);

// The same for the content of one symbol of a picture, whose text may hold line breaks.
Scan scan_symbol_text(ByteView bytes);

// What a person keyed or pasted: as scan_text, and the printed groups and labels of a traceability
// code are understood.
Scan scan_keyed(ByteView bytes);

// Whether a code is the one a line of the basket asks for: a traceability code or a GS1 code with
// serial. Anything else becomes the refusal that says what was scanned instead.
Scan trace_for_line(Scan scan);

}  // namespace tillgate::scanner
