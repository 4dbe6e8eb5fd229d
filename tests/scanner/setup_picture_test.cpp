// The printed test codes of the scanner check hold what the check expects.
#include <catch2/catch.hpp>
#include <string>

#include "scanner/image/image_reader.hpp"
#include "scanner/setup/check.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

double attribute(const std::string& element, const std::string& name) {
  return std::stod(element.substr(element.find(" " + name + "=\"") + name.size() + 3));
}

// Draws the rectangles of an SVG file of zint, white on its first and black on all others, in a
// white margin.
GreyPicture drawn(const std::string& svg) {
  constexpr std::uint32_t margin = 20;
  constexpr std::uint8_t white = 255;
  GreyPicture picture;
  for (std::size_t at = svg.find("<rect "); at != std::string::npos;
       at = svg.find("<rect ", at + 1)) {
    const std::string rect = svg.substr(at, svg.find("/>", at) - at);
    const auto side = [&](const char* name) {
      return static_cast<std::uint32_t>(attribute(rect, name));
    };
    if (picture.pixels.empty()) {
      picture = GreyPicture(side("width") + 2 * margin, side("height") + 2 * margin, white);
      continue;
    }
    for (std::uint32_t y = side("y"); y < side("y") + side("height"); ++y)
      for (std::uint32_t x = side("x"); x < side("x") + side("width"); ++x)
        picture.row(y + margin)[x + margin] = 0;
  }
  return picture;
}

}  // namespace

TEST_CASE("each printed test code is read as what the check expects of it") {
  const SystemClock clock;
  ImageReader reader{TILLGATE_DECODER};
  for (const TestCode& code : test_codes()) {
    INFO(code.picture);
    const std::string svg = test::read_file(std::filesystem::path(TILLGATE_SOURCE_DIR) /
                                            "scanner/setup" / std::string(code.picture));
    const auto reading = reader.read(drawn(svg).view(), Deadline::in(clock, 60'000));
    REQUIRE(reading.ok());
    REQUIRE(reading->symbols.size() == 1);
    CHECK(reading->symbols[0].aim == code.aim);
    CHECK(reading->symbols[0].text == code.data);
  }
}
