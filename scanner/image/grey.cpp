#include "scanner/image/grey.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>

namespace tillgate::scanner {

namespace {

// Fractions of a pixel are counted in 256ths.
constexpr std::int64_t whole = 256;

// What lies beyond the sides of a picture: one grey, or the pixels of its sides drawn out.
using Outside = std::optional<std::uint8_t>;

std::int64_t grey_at(const GreyView& source, std::int64_t x, std::int64_t y,
                     const Outside& outside) {
  const std::int64_t inner_x = std::clamp<std::int64_t>(x, 0, std::int64_t{source.width} - 1);
  const std::int64_t inner_y = std::clamp<std::int64_t>(y, 0, std::int64_t{source.height} - 1);
  if (outside && (inner_x != x || inner_y != y)) return *outside;
  return source.row(static_cast<std::size_t>(inner_y))[inner_x];
}

std::uint8_t sample(const GreyView& source, std::int64_t x256, std::int64_t y256,
                    const Outside& outside) {
  const std::int64_t x = x256 >> 8;
  const std::int64_t y = y256 >> 8;
  const std::int64_t fx = x256 & (whole - 1);
  const std::int64_t fy = y256 & (whole - 1);
  std::int64_t corners[4];
  if (x >= 0 && y >= 0 && x + 1 < std::int64_t{source.width} &&
      y + 1 < std::int64_t{source.height}) {
    const std::uint8_t* upper = source.row(static_cast<std::size_t>(y)) + x;
    const std::uint8_t* lower = upper + source.stride;
    corners[0] = upper[0];
    corners[1] = upper[1];
    corners[2] = lower[0];
    corners[3] = lower[1];
  } else {
    for (int i = 0; i < 4; ++i) corners[i] = grey_at(source, x + i % 2, y + i / 2, outside);
  }
  const std::int64_t top = corners[0] * (whole - fx) + corners[1] * fx;
  const std::int64_t bottom = corners[2] * (whole - fx) + corners[3] * fx;
  return static_cast<std::uint8_t>((top * (whole - fy) + bottom * fy + whole * whole / 2) >> 16);
}

// `source` read through `mapping`, so that pixel centres fall on each other.
GreyPicture resampled(const GreyView& source, std::uint32_t width, std::uint32_t height,
                      const Mapping& mapping, const Outside& outside) {
  GreyPicture out(width, height);
  const auto fixed = [](double value) { return std::llround(value * static_cast<double>(whole)); };
  const std::int64_t step_x = fixed(mapping.xx);
  const std::int64_t step_y = fixed(mapping.yx);
  for (std::uint32_t y = 0; y < height; ++y) {
    // The start of each row is exact; along a row the rounding of a step adds up to less than a
    // tenth of a pixel in a hundred, so it is taken up again every 16 pixels.
    std::uint8_t* row = out.row(y);
    for (std::uint32_t x = 0; x < width; x += 16) {
      std::int64_t sx = fixed(mapping.x(x, y));
      std::int64_t sy = fixed(mapping.y(x, y));
      const std::uint32_t end = std::min(x + 16, width);
      for (std::uint32_t i = x; i < end; ++i, sx += step_x, sy += step_y)
        row[i] = sample(source, sx, sy, outside);
    }
  }
  return out;
}

std::uint32_t half_of(std::uint32_t side) {
  return std::max<std::uint32_t>(side / 2, 1);
}

}  // namespace

Changed halved(const GreyView& source) {
  GreyPicture out(half_of(source.width), half_of(source.height));
  for (std::uint32_t y = 0; y < out.height; ++y) {
    const std::uint8_t* upper = source.row(std::min(2 * y, source.height - 1));
    const std::uint8_t* lower = source.row(std::min(2 * y + 1, source.height - 1));
    std::uint8_t* row = out.row(y);
    for (std::uint32_t x = 0; x < out.width; ++x) {
      const std::uint32_t left = 2 * x;
      const std::uint32_t right = std::min(left + 1, source.width - 1);
      row[x] = static_cast<std::uint8_t>(
          (upper[left] + upper[right] + lower[left] + lower[right] + 2) / 4);
    }
  }
  return {std::move(out), {2, 0, 0.5, 0, 2, 0.5}};
}

Changed doubled(const GreyView& source) {
  const Mapping mapping{0.5, 0, -0.25, 0, 0.5, -0.25};
  return {resampled(source, source.width * 2, source.height * 2, mapping, {}), mapping};
}

Changed sharpened(const GreyView& source, Sharpening by) {
  const std::uint32_t reach = by.reach;
  const int cells = static_cast<int>((2 * reach + 1) * (2 * reach + 1));
  GreyPicture out(source.width, source.height);
  for (std::uint32_t y = 0; y < source.height; ++y)
    std::copy_n(source.row(y), source.width, out.row(y));
  if (source.width <= 2 * reach || source.height <= 2 * reach) return {std::move(out), {}};

  std::vector<int> columns(source.width);  // sums of the pixels above each other
  for (std::uint32_t y = reach; y + reach < source.height; ++y) {
    std::fill(columns.begin(), columns.end(), 0);
    for (std::uint32_t dy = 0; dy <= 2 * reach; ++dy) {
      const std::uint8_t* row = source.row(y - reach + dy);
      for (std::uint32_t x = 0; x < source.width; ++x) columns[x] += row[x];
    }
    int sum = std::accumulate(columns.begin(), columns.begin() + 2 * reach, 0);
    for (std::uint32_t x = reach; x + reach < source.width; ++x) {
      sum += columns[x + reach];
      const int grey = source.row(y)[x];
      const int changed = grey + by.strength * (grey - sum / cells);
      out.row(y)[x] = static_cast<std::uint8_t>(std::clamp(changed, 0, 255));
      sum -= columns[x - reach];
    }
  }
  return {std::move(out), {}};
}

Changed softened(const GreyView& source) {
  GreyPicture out(source.width, source.height);
  std::vector<int> columns(source.width);  // sums of three pixels above each other
  for (std::uint32_t y = 0; y < source.height; ++y) {
    const std::uint8_t* above = source.row(y == 0 ? 0 : y - 1);
    const std::uint8_t* here = source.row(y);
    const std::uint8_t* below = source.row(std::min(y + 1, source.height - 1));
    for (std::uint32_t x = 0; x < source.width; ++x) columns[x] = above[x] + here[x] + below[x];
    for (std::uint32_t x = 0; x < source.width; ++x) {
      const int left = columns[x == 0 ? 0 : x - 1];
      const int right = columns[std::min(x + 1, source.width - 1)];
      out.row(y)[x] = static_cast<std::uint8_t>((left + columns[x] + right) / 9);
    }
  }
  return {std::move(out), {}};
}

Changed inverted(const GreyView& source) {
  GreyPicture out(source.width, source.height);
  for (std::uint32_t y = 0; y < source.height; ++y)
    std::transform(source.row(y), source.row(y) + source.width, out.row(y),
                   [](std::uint8_t grey) { return static_cast<std::uint8_t>(255 - grey); });
  return {std::move(out), {}};
}

Changed framed(const GreyView& source, std::uint32_t margin, std::uint8_t fill) {
  GreyPicture out(source.width + 2 * margin, source.height + 2 * margin, fill);
  for (std::uint32_t y = 0; y < source.height; ++y)
    std::copy_n(source.row(y), source.width, out.row(y + margin) + margin);
  const double back = -static_cast<double>(margin);
  return {std::move(out), {1, 0, back, 0, 1, back}};
}

Changed turned(const GreyView& source, double degrees, std::uint8_t fill) {
  const double angle = degrees * std::numbers::pi / 180;
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  const double w = source.width;
  const double h = source.height;
  const auto width =
      static_cast<std::uint32_t>(std::ceil(std::abs(w * c) + std::abs(h * s) - 1e-6));
  const auto height =
      static_cast<std::uint32_t>(std::ceil(std::abs(w * s) + std::abs(h * c) - 1e-6));
  // Around the centres of both pictures; y grows downwards.
  const double cx = (width - 1) / 2.0;
  const double cy = (height - 1) / 2.0;
  const Mapping mapping{c, -s, (w - 1) / 2 - c * cx + s * cy, s, c, (h - 1) / 2 - s * cx - c * cy};
  return {resampled(source, width, height, mapping, fill), mapping};
}

}  // namespace tillgate::scanner
