// The bytes a scanner, a camera or a keyboard sent, made plain: framing off, widths folded,
// separators restored, symbology identifier split off. Nothing else is repaired here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "scanner/reason.hpp"

namespace tillgate::scanner {

// Between the elements of a GS1 code, where the symbol holds FNC1.
inline constexpr char group_separator = '\x1D';

struct Normalised {
  std::string text;  // UTF-8, never empty
  std::string aim;  // AIM symbology identifier without its bracket ("C0"); empty when none was sent
  // What was repaired, sorted: bom, eci, fullwidth, gs_alias, stx, suffix, trimmed.
  std::vector<std::string_view> repairs;
};

// A line break inside a scanner's frame means that two scans were glued together; inside a symbol
// whose bounds the camera saw it is part of the text.
enum class LineBreaks { refused, kept };

// Reasons: EMPTY, BAD_ENCODING, BAD_CHAR.
Parsed<Normalised> normalise(ByteView bytes, LineBreaks line_breaks = LineBreaks::refused);

// Full-width ASCII (U+FF01 to U+FF5E) and the ideographic space become their half-width forms.
std::string fold_width(std::string_view utf8);

}  // namespace tillgate::scanner
