#include "scanner/decoder/copy.hpp"

#include <numeric>
#include <utility>

namespace tillgate::scanner {

namespace {

Mapping composed(const Mapping& outer, const Mapping& inner) {
  return {outer.xx * inner.xx + outer.xy * inner.yx,
          outer.xx * inner.xy + outer.xy * inner.yy,
          outer.x(inner.x0, inner.y0),
          outer.yx * inner.xx + outer.yy * inner.yx,
          outer.yx * inner.xy + outer.yy * inner.yy,
          outer.y(inner.x0, inner.y0)};
}

}  // namespace

Copy::Copy(const Copy& source, Changed changed)
    : own_(std::move(changed.picture)),
      to_original_(composed(source.to_original_, changed.to_source)) {}

Copy reduced(const Copy& source, std::size_t pixels) {
  Copy out(source, halved(source.view()));
  while (out.area() > pixels) out = Copy(out, halved(out.view()));
  return out;
}

std::uint8_t grey_of_rim(const GreyView& picture) {
  std::size_t sum = 0;
  for (const std::size_t y : {std::size_t{0}, std::size_t{picture.height} - 1})
    sum += std::accumulate(picture.row(y), picture.row(y) + picture.width, std::size_t{0});
  return static_cast<std::uint8_t>(sum / (2 * std::size_t{picture.width}));
}

}  // namespace tillgate::scanner
