#include "scanner/image/grey.hpp"

#include <catch2/catch.hpp>

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

GreyPicture numbered(std::uint32_t width, std::uint32_t height) {
  GreyPicture out(width, height);
  for (std::size_t i = 0; i < out.pixels.size(); ++i)
    out.pixels[i] = static_cast<std::uint8_t>(i * 7 % 251);
  return out;
}

}  // namespace

TEST_CASE("four quarter turns give the picture back, one moves its right side to the top") {
  const GreyPicture source = numbered(5, 3);
  const GreyPicture once = turned(source.view(), 90, 255).picture;
  REQUIRE(once.width == 3);
  REQUIRE(once.height == 5);
  for (std::uint32_t y = 0; y < 3; ++y) CHECK(once.view().row(0)[y] == source.view().row(y)[4]);

  GreyPicture again = once;
  for (int i = 0; i < 3; ++i) again = turned(again.view(), 90, 255).picture;
  CHECK(again.pixels == source.pixels);
}

TEST_CASE("a turned picture keeps every part, fills what is free and knows its way back") {
  const GreyPicture source(100, 20, 40);
  const auto [picture, mapping] = turned(source.view(), 30, 255);
  CHECK(picture.width >= 96);
  CHECK(picture.height >= 67);
  CHECK(picture.view().row(0)[0] == 255);
  CHECK(std::abs(mapping.x((picture.width - 1) / 2.0, (picture.height - 1) / 2.0) - 49.5) < 0.01);
  CHECK(std::abs(mapping.y((picture.width - 1) / 2.0, (picture.height - 1) / 2.0) - 9.5) < 0.01);
  const auto dark =
      std::count_if(picture.pixels.begin(), picture.pixels.end(), [](auto p) { return p < 148; });
  CHECK(std::abs(dark - 2000) < 60);
}

TEST_CASE("a halved picture holds means, a doubled one the pixels and what lies between") {
  GreyPicture source(3, 2);
  source.pixels = {10, 20, 90, 30, 41, 90};
  const auto half = halved(source.view());
  CHECK(half.picture.pixels == Bytes{25});
  CHECK(half.to_source.x(0, 0) == 0.5);

  const auto twice = doubled(numbered(4, 4).view());
  CHECK(twice.picture.width == 8);
  CHECK(twice.to_source.x(1, 0) == 0.25);
  const GreyPicture flat = doubled(GreyPicture(6, 6, 77).view()).picture;
  CHECK(flat.pixels == Bytes(flat.pixels.size(), 77));
}

TEST_CASE("sharpening leaves flat parts alone and steepens an edge") {
  GreyPicture source(12, 9, 60);
  for (std::uint32_t y = 0; y < 9; ++y) std::fill_n(source.row(y) + 6, 6, std::uint8_t{160});
  const GreyPicture out = sharpened(source.view()).picture;
  CHECK(out.view().row(4)[2] == 60);
  CHECK(out.view().row(4)[5] < 60);
  CHECK(out.view().row(4)[6] > 160);
}

TEST_CASE("softening is the mean of nine, inverting twice is nothing, a frame knows its way back") {
  GreyPicture source(3, 3, 0);
  source.row(1)[1] = 90;
  CHECK(softened(source.view()).picture.pixels == Bytes(9, 10));

  const GreyPicture picture = numbered(7, 5);
  const GreyPicture negative = inverted(picture.view()).picture;
  CHECK(negative.pixels[3] == 255 - picture.pixels[3]);
  CHECK(inverted(negative.view()).picture.pixels == picture.pixels);

  const auto [wider, mapping] = framed(picture.view(), 4, 255);
  REQUIRE(wider.width == 15);
  REQUIRE(wider.height == 13);
  CHECK(wider.view().row(3)[8] == 255);
  CHECK(wider.view().row(4)[4] == picture.view().row(0)[0]);
  CHECK(mapping.x(4, 4) == 0);
  CHECK(mapping.y(5, 6) == 2);
}

TEST_CASE("pictures of one pixel, row or column survive every change") {
  for (const auto& [width, height] :
       std::vector<std::pair<std::uint32_t, std::uint32_t>>{{1, 1}, {9, 1}, {1, 9}, {4, 4}}) {
    const GreyPicture source(width, height, 7);
    for (const Changed& changed :
         {halved(source.view()), doubled(source.view()), sharpened(source.view()),
          turned(source.view(), 45, 255), softened(source.view()), inverted(source.view()),
          framed(source.view(), 2, 255)}) {
      CHECK(changed.picture.width >= 1);
      CHECK(changed.picture.height >= 1);
      CHECK(changed.picture.pixels.size() == changed.picture.view().area());
    }
  }
}
