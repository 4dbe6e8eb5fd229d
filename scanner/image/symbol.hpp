// What a decoder saw in a picture.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace tillgate::scanner {

// The symbologies a picture is searched for. UPC-A is an EAN-13 from 0. Others that hand scanners
// may read (ITF, Code 39) give false readings in photographs and are left out.
enum class Symbology : std::uint8_t { code128, ean13, ean8, qr, data_matrix };
inline constexpr std::uint8_t symbology_count = 5;

struct Point {
  std::int32_t x = 0;  // pixels from the left
  std::int32_t y = 0;  // pixels from the top

  friend bool operator==(const Point&, const Point&) = default;
};

struct Symbol {
  Symbology symbology = Symbology::code128;
  std::string aim;               // AIM symbology identifier with its bracket: "]C0"
  Bytes bytes;                   // as encoded; FNC1 between GS1 elements is the byte 1D
  std::string text;              // in UTF-8; empty when the character set is not known
  std::array<Point, 4> corners;  // around the symbol; of a linear one, of the part that was read
  // How often it was read, more is surer: scan lines of a linear symbol, looks at a matrix one.
  std::uint32_t quality = 1;

  friend bool operator==(const Symbol&, const Symbol&) = default;
};

struct Reading {
  std::vector<Symbol> symbols;  // no two with the same symbology and bytes
  // Places where two readings of one symbol disagreed: neither is among the symbols.
  std::uint32_t disputed = 0;
};

}  // namespace tillgate::scanner
