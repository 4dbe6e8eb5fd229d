// Where a matrix symbol may stand: found in print, on grey paper, in bad light; print itself is
// not.
#include "scanner/decoder/islands.hpp"

#include <catch2/catch.hpp>

#include "scanner/decoder/backend.hpp"
#include "support/picture.hpp"

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

test::Shot box_with(const std::vector<test::PrintedCode>& codes) {
  test::Shot shot;
  shot.codes = codes;
  return shot;
}

// The islands that zxing reads a symbol from.
std::vector<Island> with_symbol(const GreyPicture& picture) {
  const auto zxing = make_zxing_backend();
  std::vector<Island> out;
  for (Island& island : islands(picture.view(), 16)) {
    if (!zxing->find(island.cut.picture.view(), Families::matrix, Scrutiny::close).empty())
      out.push_back(std::move(island));
  }
  return out;
}

const std::vector<test::PrintedCode> two_symbols{{"datamatrix", "89999010000000010001"},
                                                 {"qr", "89999020000000020002"}};

}  // namespace

TEST_CASE("each matrix symbol among print is an island, whatever the light and the size") {
  for (const std::uint32_t module : {2u, 3u, 6u, 10u}) {
    for (const double darken : {0.0, 0.6}) {
      INFO(module << " pixels a module, " << darken << " darker");
      test::Shot shot = box_with(two_symbols);
      shot.module_pixels = module;
      shot.darken = darken;
      CHECK(with_symbol(test::take(shot)).size() >= 2);
    }
  }
}

TEST_CASE("an island lies where it was cut out and stands on its own paper") {
  test::Shot shot = box_with({{"datamatrix", "89999010000000010001"}});
  shot.darken = 0.5;
  const GreyPicture picture = test::take(shot);
  const auto found = with_symbol(picture);
  REQUIRE_FALSE(found.empty());
  const auto& [cut, paper] = found.front();
  CHECK(paper > 100);
  CHECK(paper <= 128);
  CHECK(cut.picture.pixels.front() == paper);
  // The pixel in its middle is the one of the picture there.
  const std::uint32_t x = cut.picture.width / 2;
  const std::uint32_t y = cut.picture.height / 2;
  const auto source_x = static_cast<std::size_t>(cut.to_source.x(x, y));
  const auto source_y = static_cast<std::size_t>(cut.to_source.y(x, y));
  CHECK(cut.picture.view().row(y)[x] == picture.view().row(source_y)[source_x]);
}

TEST_CASE("flat pictures have no island, and no more are cut out than asked for") {
  CHECK(islands(GreyPicture(300, 200, 90).view(), 16).empty());
  CHECK(islands(GreyPicture(1, 1, 0).view(), 16).empty());
  const GreyPicture box = test::take(box_with(two_symbols));
  CHECK(islands(box.view(), 1).size() == 1);
  CHECK(islands(box.view(), 0).empty());
}
