// Pictures of printed codes through the real decoder child: what is printed is what is read.
#include <catch2/catch.hpp>

#include "scanner/image/image_reader.hpp"
#include "scanner/image/reading.hpp"
#include "support/picture.hpp"
#include "support/system_clock.hpp"

using namespace tillgate;
using namespace tillgate::scanner;
using test::PrintedCode;
using test::Shot;

namespace {

using test::system_clock;

Reading read(ImageReader& reader, const GreyPicture& picture) {
  const auto reading = reader.read(picture.view(), Deadline::in(system_clock, 60'000));
  if (!reading) FAIL(reading.failure().detail);
  return *reading;
}

// What the symbols of the picture hold, each behind its symbology identifier.
std::vector<std::string> contents(const Reading& reading) {
  std::vector<std::string> out;
  for (const Symbol& symbol : reading.symbols) out.push_back(symbol.aim + symbol.text);
  std::sort(out.begin(), out.end());
  return out;
}

struct Printed {
  PrintedCode code;
  std::string content;
};

const std::vector<Printed> printed_codes{
    {{"code128", "89999010000000010001"}, "]C089999010000000010001"},
    {{"gs1-128", "[01]06999999000013[21]SN1"}, "]C1010699999900001321SN1"},
    {{"ean13", "6999999000013"}, "]E06999999000013"},
    {{"ean13", "0036000291452"}, "]E00036000291452"},
    {{"ean8", "96385074"}, "]E496385074"},
    {{"qr", "https://www.mashangfangxin.com/?code=89999010000000010001"},
     "]Q1https://www.mashangfangxin.com/?code=89999010000000010001"},
    {{"qr", "药品标识码：8999901序列号：0000000010001"},
     "]Q1药品标识码：8999901序列号：0000000010001"},
    {{"gs1-qr", "[01]06999999000013[10]L[21]SN1"},
     "]Q3010699999900001310L\x1D"
     "21SN1"},
    {{"datamatrix", "89999010000000010001"}, "]d189999010000000010001"},
    {{"gs1-datamatrix", "[01]06999999000013[17]281231[10]LOT1[21]SN1"},
     "]d201069999990000131728123110LOT1\x1D"
     "21SN1"}};

struct Conditions {
  const char* name;
  Shot shot;
};

std::vector<Conditions> conditions() {
  std::vector<Conditions> out{{"as printed", {}}};
  const auto add = [&](const char* name) -> Shot& {
    return out.emplace_back(Conditions{name, {}}).shot;
  };
  add("out of focus").blur = 1.5;
  add("dark").darken = 0.7;
  add("faint").contrast = 0.3;
  add("noisy").noise = 20;
  add("upside down").rotate = 180;
  Shot& hard = add("slanted, dark, out of focus and noisy");
  hard.rotate = 8;
  hard.darken = 0.5;
  hard.blur = 1;
  hard.noise = 6;
  add("small").module_pixels = 2;
  add("near").module_pixels = 8;
  return out;
}

}  // namespace

TEST_CASE("every symbology is read exactly under every condition of a counter") {
  ImageReader reader(TILLGATE_DECODER);
  for (const auto& [condition, shot] : conditions()) {
    for (const auto& [code, content] : printed_codes) {
      INFO(code.symbology << ", " << condition);
      Shot with_code = shot;
      with_code.codes = {code};
      CHECK(contents(read(reader, test::take(with_code))) == std::vector{content});
    }
  }
}

TEST_CASE("a box is read however it is turned") {
  ImageReader reader(TILLGATE_DECODER);
  for (int degrees = 0; degrees < 360; degrees += 15) {
    for (const char* symbology : {"code128", "datamatrix", "qr"}) {
      INFO(symbology << " turned by " << degrees);
      Shot shot;
      shot.codes = {{symbology, "89999010000000010001"}};
      shot.rotate = degrees + 3;
      const Scan scan = trace_for_line(read(reader, test::take(shot)));
      REQUIRE(std::holds_alternative<Code>(scan));
      CHECK(std::get<Code>(scan).value == "89999010000000010001");
    }
  }
}

TEST_CASE("of the two codes on a box the line gets the traceability code") {
  ImageReader reader(TILLGATE_DECODER);
  for (const char* symbology : {"code128", "qr", "datamatrix"}) {
    for (const double turn : {0.0, 30.0, 90.0}) {
      INFO(symbology << " turned by " << turn);
      Shot shot;
      shot.codes = {{"ean13", "6999999000013"}, {symbology, "89999010000000010001"}};
      shot.rotate = turn;
      const Scan scan = trace_for_line(read(reader, test::take(shot)));
      REQUIRE(std::holds_alternative<Code>(scan));
      CHECK(std::get<Code>(scan).value == "89999010000000010001");
    }
  }
}

TEST_CASE("a retail code alone is answered as what it is") {
  ImageReader reader(TILLGATE_DECODER);
  Shot shot;
  shot.codes = {{"ean13", "6999999000013"}};
  const Reading reading = read(reader, test::take(shot));
  REQUIRE(codes_of(reading).codes.size() == 1);
  CHECK(codes_of(reading).codes[0].gtin == "06999999000013");
  CHECK(std::get<scanner::Refusal>(trace_for_line(reading)).reason == "got_ean");
}

TEST_CASE("print, noise and empty pictures hold no code") {
  ImageReader reader(TILLGATE_DECODER);
  Shot print_only;
  print_only.rotate = 20;
  Shot noise_only;
  noise_only.width = 640;
  noise_only.height = 480;
  noise_only.noise = 90;
  noise_only.contrast = 0;
  const std::vector<GreyPicture> pictures{test::take(print_only),   test::take(noise_only),
                                          GreyPicture(640, 480, 0), GreyPicture(1, 1, 9),
                                          GreyPicture(100, 1, 255), GreyPicture(1, 100, 0)};
  for (const GreyPicture& picture : pictures) {
    INFO(picture.width << " by " << picture.height);
    const Reading reading = read(reader, picture);
    CHECK(reading.symbols.empty());
    CHECK(std::get<scanner::Refusal>(trace_for_line(reading)).reason == "nothing_seen");
  }
}

TEST_CASE("the corners of a symbol lie around it in the picture as it came") {
  ImageReader reader(TILLGATE_DECODER);
  for (const double turn : {0.0, 35.0}) {
    Shot shot;
    shot.codes = {{"code128", "89999010000000010001"}};
    shot.width = 1200;
    shot.height = 1100;
    shot.rotate = turn;
    const Reading reading = read(reader, test::take(shot));
    REQUIRE(reading.symbols.size() == 1);
    Point centre;
    for (const Point& corner : reading.symbols[0].corners)
      centre = {centre.x + corner.x / 4, centre.y + corner.y / 4};
    INFO(turn << ": " << centre.x << ", " << centre.y);
    CHECK(std::abs(centre.x - 600) < 40);
    CHECK(std::abs(centre.y - 550) < 40);
  }
}

TEST_CASE("a picture with gaps between its rows is read like one without") {
  ImageReader reader(TILLGATE_DECODER);
  Shot shot;
  shot.codes = {{"qr", "89999010000000010001"}};
  const GreyPicture dense = test::take(shot);
  const std::uint32_t stride = dense.width + 37;
  Bytes gapped(std::size_t{stride} * dense.height, 0);
  for (std::uint32_t y = 0; y < dense.height; ++y)
    std::copy_n(dense.view().row(y), dense.width, gapped.begin() + std::ptrdiff_t{y} * stride);
  const auto reading =
      reader.read({gapped, dense.width, dense.height, stride}, Deadline::in(system_clock, 60'000));
  REQUIRE(reading.ok());
  CHECK(contents(*reading) == std::vector<std::string>{"]Q189999010000000010001"});
}
