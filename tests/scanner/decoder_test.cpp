// How readings are put together and how much effort is spent, with libraries that a test scripts.
#include "scanner/decoder/decoder.hpp"

#include <catch2/catch.hpp>

#include "scanner/decoder/agreement.hpp"
#include "support/clock.hpp"
#include "support/picture.hpp"

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

Symbol symbol(Symbology symbology, const std::string& text, Point centre,
              std::int32_t half_length = 100) {
  const auto [x, y] = centre;
  const std::string aim = symbology == Symbology::ean13     ? "]E0"
                          : symbology == Symbology::code128 ? "]C0"
                                                            : "]Q1";
  return {symbology,
          aim,
          Bytes(text.begin(), text.end()),
          text,
          {Point{x - half_length, y - 10},
           {x + half_length, y - 10},
           {x + half_length, y + 10},
           {x - half_length, y + 10}},
          1};
}

std::vector<std::string> texts(const Reading& reading) {
  std::vector<std::string> out;
  for (const Symbol& each : reading.symbols) out.push_back(each.text);
  return out;
}

// Finds what it was told, takes its time, and counts how often and at what it was asked to look.
class Scripted final : public Backend {
 public:
  struct Script {
    std::vector<Symbol> finds;
    std::int64_t ms_per_megapixel = 0;
    std::vector<std::size_t> looked_at = {};  // pixels
  };
  Scripted(Script& script, test::FixedClock& clock) : script_(script), clock_(clock) {}
  std::vector<Symbol> find(const GreyView& picture, Families, Scrutiny scrutiny) override {
    const auto pixels = static_cast<std::int64_t>(picture.area());
    clock_.advance(script_.ms_per_megapixel * pixels /
                   (scrutiny == Scrutiny::glance ? 4'000'000 : 1'000'000));
    script_.looked_at.push_back(picture.area());
    return script_.finds;
  }

 private:
  Script& script_;
  test::FixedClock& clock_;
};

const std::string trace = "89999010000000010001";

}  // namespace

TEST_CASE(
    "the same content read twice is one symbol, read differently at one place it is disputed") {
  Agreement agreement;
  agreement.add({symbol(Symbology::code128, trace, {300, 100})}, {});
  agreement.add(
      {symbol(Symbology::code128, trace, {305, 102}), symbol(Symbology::qr, "x", {300, 100})}, {});
  CHECK(texts(agreement.reading()) == std::vector<std::string>{trace, "x"});
  CHECK(agreement.reading().disputed == 0);

  agreement.add({symbol(Symbology::code128, "89999010000000010002", {302, 99})}, {});
  CHECK(texts(agreement.reading()) == std::vector<std::string>{"x"});
  CHECK(agreement.reading().disputed == 2);
  agreement.add({symbol(Symbology::code128, trace, {300, 100})}, {});
  CHECK(texts(agreement.reading()) == std::vector<std::string>{"x"});
}

TEST_CASE("what was read in faint light alone counts once another look has read the same") {
  const std::vector<Symbol> ean = {symbol(Symbology::ean13, "9780441014989", {116, 152}, 85)};
  Agreement agreement;
  agreement.add({ean[0], ean[0]}, {}, Light::faint);
  CHECK(agreement.reading().symbols.empty());
  agreement.add({symbol(Symbology::code128, trace, {300, 300})}, {}, Light::faint);
  CHECK(agreement.reading().symbols.empty());
  agreement.add(ean, {}, Light::faint);
  CHECK(texts(agreement.reading()) == std::vector<std::string>{"9780441014989"});
  CHECK(agreement.reading().disputed == 0);

  SECTION("but not when they read something else there") {
    agreement.add({symbol(Symbology::ean13, "8882412014989", {116, 152}, 85)}, {}, Light::faint);
    CHECK(agreement.reading().symbols.empty());
    CHECK(agreement.reading().disputed == 2);
  }
}

TEST_CASE("a symbol that was read more often is told with more quality") {
  Agreement agreement;
  Symbol often = symbol(Symbology::code128, trace, {300, 100});
  often.quality = 12;
  agreement.add({often, symbol(Symbology::qr, "x", {300, 300})}, {});
  agreement.add({often}, {});
  CHECK(agreement.reading().symbols.at(0).quality == 24);
  CHECK(agreement.reading().symbols.at(1).quality == 1);
}

TEST_CASE("different codes at different places do not dispute each other") {
  Agreement agreement;
  agreement.add(
      {symbol(Symbology::code128, "A", {300, 100}), symbol(Symbology::code128, "B", {300, 170}),
       symbol(Symbology::ean13, "6999999000013", {300, 100})},
      {});
  CHECK(agreement.reading().symbols.size() == 3);
}

TEST_CASE("two retail codes half a length apart are one code read wrongly once") {
  Agreement agreement;
  agreement.add({symbol(Symbology::ean13, "9780441014989", {116, 152}, 85)}, {});
  agreement.add({symbol(Symbology::ean13, "8882412014989", {160, 86}, 45)}, {});
  CHECK(agreement.reading().symbols.empty());
  CHECK(agreement.reading().disputed == 2);
}

TEST_CASE("corners found in a changed copy are told in the picture as it came") {
  const GreyPicture picture(400, 200);
  Agreement agreement;
  agreement.add({symbol(Symbology::qr, "x", {50, 25}, 10)}, halved(picture.view()).to_source);
  const auto corners = agreement.reading().symbols.at(0).corners;
  CHECK(std::abs(corners[0].x - 80) <= 1);
  CHECK(std::abs(corners[0].y - 30) <= 1);
  CHECK(std::abs(corners[2].x - 120) <= 1);
}

TEST_CASE("what names a pack ends the search at once; a retail code does not") {
  test::FixedClock clock;
  Scripted::Script quick{{symbol(Symbology::code128, trace, {300, 100})}};
  Scripted::Script thorough;
  Decoder decoder(std::make_unique<Scripted>(quick, clock),
                  std::make_unique<Scripted>(thorough, clock), clock);
  CHECK(texts(decoder.read(GreyPicture(640, 480).view(), Deadline::in(clock, 1000))) ==
        std::vector<std::string>{trace});
  CHECK(quick.looked_at == std::vector<std::size_t>{640 * 480});
  CHECK(thorough.looked_at.empty());

  quick.finds = {symbol(Symbology::ean13, "6999999000013", {300, 300})};
  thorough.finds = {symbol(Symbology::code128, trace, {300, 100})};
  const auto both = texts(decoder.read(GreyPicture(640, 480).view(), Deadline::in(clock, 1000)));
  CHECK(both == std::vector<std::string>{"6999999000013", trace});
  CHECK(thorough.looked_at.size() == 1);
}

TEST_CASE("a frame of a video gets the cheap looks only") {
  test::FixedClock clock;
  Scripted::Script quick{{}, 10};
  Scripted::Script thorough{{}, 40};
  Decoder decoder(std::make_unique<Scripted>(quick, clock),
                  std::make_unique<Scripted>(thorough, clock), clock);
  const std::int64_t before = clock.monotonic_ms();
  decoder.read(GreyPicture(1280, 720).view(), Deadline::in(clock, 60'000), Effort::frame);
  CHECK(clock.monotonic_ms() - before < 40);
  CHECK(quick.looked_at.size() + thorough.looked_at.size() == 4);
}

TEST_CASE("a picture that the quick library died of is shown to the other one alone") {
  test::FixedClock clock;
  Scripted::Script quick{{symbol(Symbology::code128, trace, {300, 100})}};
  Scripted::Script thorough;
  Decoder decoder(std::make_unique<Scripted>(quick, clock),
                  std::make_unique<Scripted>(thorough, clock), clock);
  decoder.read(GreyPicture(640, 480).view(), Deadline::in(clock, 1000), Effort::photograph,
               Libraries::sturdy);
  CHECK(quick.looked_at.empty());
  CHECK_FALSE(thorough.looked_at.empty());
}

TEST_CASE("no look is begun that would pass the budget, but the first one always is") {
  test::FixedClock clock;
  Scripted::Script quick{{}, 30};  // a picture of 1280 by 720 takes 27 ms
  Scripted::Script thorough{{}, 300};
  Decoder decoder(std::make_unique<Scripted>(quick, clock),
                  std::make_unique<Scripted>(thorough, clock), clock);
  decoder.read(GreyPicture(1280, 720).view(), Deadline::in(clock, 1));
  CHECK(quick.looked_at.size() == 1);
  CHECK(thorough.looked_at.empty());

  // The first search shows what the libraries take here; from then on the budget holds.
  decoder.read(GreyPicture(1280, 720).view(), Deadline::in(clock, 10'000));
  for (const std::int64_t budget : {40, 100, 200, 400}) {
    const std::int64_t before = clock.monotonic_ms();
    decoder.read(GreyPicture(1280, 720).view(), Deadline::in(clock, budget));
    CHECK(clock.monotonic_ms() - before <= budget);
  }
}

TEST_CASE("a picture full of islands stays within its budget") {
  test::FixedClock clock;
  Scripted::Script quick{{}, 100};
  Scripted::Script thorough{{}, 100};
  Decoder decoder(std::make_unique<Scripted>(quick, clock),
                  std::make_unique<Scripted>(thorough, clock), clock);
  test::Shot shot;
  shot.codes = {{"qr", trace}, {"datamatrix", trace}, {"qr", "x"}};
  shot.module_pixels = 6;
  const GreyPicture picture = test::take(shot);
  decoder.read(picture.view(), Deadline::in(clock, 60'000));
  const std::size_t all_looks = quick.looked_at.size();
  quick.looked_at.clear();
  const std::int64_t before = clock.monotonic_ms();
  decoder.read(picture.view(), Deadline::in(clock, 150));
  CHECK(clock.monotonic_ms() - before <= 150);
  CHECK(quick.looked_at.size() < all_looks);
}

TEST_CASE("a very large picture is looked at in a smaller copy first") {
  test::FixedClock clock;
  Scripted::Script quick;
  Scripted::Script thorough;
  Decoder decoder(std::make_unique<Scripted>(quick, clock),
                  std::make_unique<Scripted>(thorough, clock), clock);
  decoder.read(GreyPicture(4000, 3000).view(), Deadline::in(clock, 60'000));
  CHECK(quick.looked_at.front() == 1000 * 750);
  CHECK(std::count(quick.looked_at.begin(), quick.looked_at.end(), 4000 * 3000) == 1);
  CHECK(std::count(thorough.looked_at.begin(), thorough.looked_at.end(), 4000 * 3000) == 0);
}

TEST_CASE("both libraries tell the same of one symbol") {
  const auto zxing = make_zxing_backend();
  const auto zbar = make_zbar_backend();
  for (const test::PrintedCode& code :
       std::vector<test::PrintedCode>{{"code128", trace},
                                      {"gs1-128", "[01]06999999000013[10]L[21]SN1"},
                                      {"ean13", "6999999000013"},
                                      {"ean13", "0036000291452"},
                                      {"ean8", "96385074"},
                                      {"qr", "https://a.example/?c=" + trace},
                                      {"qr", "药品标识码：8999901序列号：0000000010001"},
                                      {"qr", "\xB3\xA1\xFF"},
                                      {"gs1-qr", "[01]06999999000013[10]L[21]SN1"}}) {
    INFO(code.symbology << " " << code.text);
    const GreyPicture picture = test::take({.codes = {code}});
    const auto one = zxing->find(picture.view(), Families::all, Scrutiny::close);
    const auto other = zbar->find(picture.view(), Families::all, Scrutiny::close);
    REQUIRE(one.size() == 1);
    REQUIRE(other.size() == 1);
    CHECK(one[0].symbology == other[0].symbology);
    CHECK(one[0].aim == other[0].aim);
    CHECK(one[0].bytes == other[0].bytes);
    Agreement agreement;
    agreement.add(one, {});
    agreement.add(other, {});
    CHECK(agreement.reading().symbols.size() == 1);
  }
}
