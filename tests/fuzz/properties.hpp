// What must hold for any input, asked by the fuzzers and by the seeded test alike. Each function
// answers an empty text, or what does not hold.
#pragma once

#include <string>
#include <string_view>

namespace tillgate::fuzz {

// The classifier in each of its fields, the mending of altered scans, and the parsers of every
// kind: a code has the shape of its kind, a field gets only kinds it takes, a code's own value is
// read as the same code again, and no refusal repeats the input.
std::string broken_by_text(std::string_view bytes);

// GS1 element strings, bracketed text and links: what was read can be written and read again.
std::string broken_by_gs1(std::string_view bytes);

// A keyboard-like scanner: pairs of a pause and a length cut the bytes into chunks. The same keys
// in one chunk give the same scans when no pause was too long. Also the check of a scanner's
// settings.
std::string broken_by_wedge(std::string_view bytes);

}  // namespace tillgate::fuzz
