#include "scanner/stream/code_stream.hpp"

#include <catch2/catch.hpp>

#include "support/clock.hpp"
#include "support/picture.hpp"

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

constexpr std::int64_t frame_ms = 40;  // 25 frames a second

Symbol symbol(const std::string& text, Symbology symbology = Symbology::code128) {
  Symbol out;
  out.symbology = symbology;
  out.aim = "]C0";
  out.bytes.assign(text.begin(), text.end());
  out.text = text;
  return out;
}

const std::string a = "89999010000000010001";
const std::string misread = "89999010000000010007";
const std::string b = "89999020000000020002";

// Plays frames, one a step: the texts each one shows. Answers what each one told.
class Video {
 public:
  std::vector<std::string> show(const std::vector<std::string>& texts) {
    clock.advance(frame_ms);
    Reading frame;
    for (const std::string& text : texts) frame.symbols.push_back(symbol(text));
    std::vector<std::string> told;
    for (const Symbol& each : stream.see(frame)) told.push_back(each.text);
    return told;
  }

  test::FixedClock clock;
  CodeStream stream{clock};
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a code is told by the second frame that shows it, and not by the third") {
  Video video;
  CHECK(video.show({a}).empty());
  CHECK(video.show({a}) == Texts{a});
  CHECK(video.show({a}).empty());
}

TEST_CASE("frames that agree need not follow each other, but lie close together") {
  Video video;
  CHECK(video.show({a}).empty());
  for (int empty = 0; empty < 10; ++empty) CHECK(video.show({}).empty());
  CHECK(video.show({a}) == Texts{a});

  CHECK(video.show({b}).empty());
  video.clock.advance(2'000);
  CHECK(video.show({b}).empty());
  CHECK(video.show({b}) == Texts{b});
}

TEST_CASE("what one frame misreads is never told") {
  Video video;
  CHECK(video.show({a}).empty());
  CHECK(video.show({misread}).empty());
  CHECK(video.show({a}) == Texts{a});
  CHECK(video.show({"89999010000000010009"}).empty());
}

TEST_CASE("a code that stays in view is told once, one that came back after the cool-down again") {
  Video video;
  video.show({a});
  CHECK(video.show({a}) == Texts{a});
  for (int frame = 0; frame < 500; ++frame) REQUIRE(video.show({a}).empty());
  video.clock.advance(3'000 - 2 * frame_ms);
  CHECK(video.show({a}).empty());
  video.clock.advance(3'000);
  CHECK(video.show({a}).empty());
  CHECK(video.show({a}) == Texts{a});
}

TEST_CASE("each code of a frame is counted for itself") {
  Video video;
  CHECK(video.show({a, b}).empty());
  CHECK(video.show({b}) == Texts{b});
  CHECK(video.show({b, a}) == Texts{a});
}

TEST_CASE("the same bytes in another symbology are another code") {
  test::FixedClock clock;
  CodeStream stream(clock);
  CHECK(stream.see({{symbol(a)}, 0}).empty());
  CHECK(stream.see({{symbol(a, Symbology::qr)}, 0}).empty());
  CHECK(stream.see({{symbol(a, Symbology::qr)}, 0}).size() == 1);
}

TEST_CASE("the next customer may show the same code at once") {
  Video video;
  video.show({a});
  CHECK(video.show({a}) == Texts{a});
  video.stream.forget();
  CHECK(video.show({a}).empty());
  CHECK(video.show({a}) == Texts{a});
}

TEST_CASE("frames of a box are read through the child and told once") {
  const SystemClock system_clock;
  const test::FixedClock fixed;
  ImageReader reader(TILLGATE_DECODER);
  VideoReader video(reader, fixed);
  test::Shot shot;
  shot.codes = {{"ean13", "6999999000013"}, {"code128", a}};
  shot.noise = 5;
  std::size_t told = 0;
  for (shot.seed = 1; shot.seed <= 4; ++shot.seed) {
    const auto codes = video.frame(test::take(shot).view(), Deadline::in(system_clock, 60'000));
    REQUIRE(codes.ok());
    if (shot.seed == 1) CHECK(codes->empty());
    told += codes->size();
  }
  CHECK(told == 2);
}
