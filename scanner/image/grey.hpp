// Grey pictures, one byte a pixel, 0 black, and the few changes that help a code to be found in
// them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"

namespace tillgate::scanner {

// A picture somebody else owns. Row y begins at pixels[y * stride].
struct GreyView {
  ByteView pixels;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t stride = 0;  // bytes from row to row, at least width

  std::size_t area() const { return std::size_t{width} * height; }
  const std::uint8_t* row(std::size_t y) const { return pixels.data() + y * stride; }
};

struct GreyPicture {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  Bytes pixels;  // rows without a gap

  GreyPicture() = default;
  GreyPicture(std::uint32_t w, std::uint32_t h, std::uint8_t grey = 0)
      : width(w), height(h), pixels(std::size_t{w} * h, grey) {}
  GreyView view() const { return {pixels, width, height, width}; }
  std::uint8_t* row(std::size_t y) { return pixels.data() + y * width; }
};

// Where a pixel of a changed picture lies in the one it was made from: x' = xx x + xy y + x0, y
// alike.
struct Mapping {
  double xx = 1, xy = 0, x0 = 0;
  double yx = 0, yy = 1, y0 = 0;

  double x(double px, double py) const { return xx * px + xy * py + x0; }
  double y(double px, double py) const { return yx * px + yy * py + y0; }
};

struct Changed {
  GreyPicture picture;
  Mapping to_source;
};

Changed halved(const GreyView& source);   // each pixel the mean of four; sides of one pixel stay
Changed doubled(const GreyView& source);  // bilinear
// Unsharp mask: what a pixel differs from the mean of the 2 reach + 1 squared around it, so many
// times more.
struct Sharpening {
  std::uint32_t reach = 2;
  int strength = 2;
};
Changed sharpened(const GreyView& source, Sharpening by = {});
Changed softened(const GreyView& source);  // each pixel the mean of three by three
Changed inverted(const GreyView& source);  // black for white
// `margin` pixels of `fill` around it.
Changed framed(const GreyView& source, std::uint32_t margin, std::uint8_t fill);
// Anticlockwise, bilinear, what the source leaves free filled with `fill`; grows so that nothing is
// cut off.
Changed turned(const GreyView& source, double degrees, std::uint8_t fill);

}  // namespace tillgate::scanner
