// Whatever pixels come, the caller's process lives and has its answer in time. A few hundred inputs
// a run; TILLGATE_HOSTILE_PICTURES=100000 shows more, TILLGATE_HOSTILE_SEED other ones.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <random>

#include "base/os/file.hpp"
#include "scanner/cli/picture_file.hpp"
#include "scanner/image/image_reader.hpp"
#include "scanner/image/reading.hpp"
#include "support/folder.hpp"
#include "support/picture.hpp"
#include "support/system_clock.hpp"

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

using test::system_clock;

std::uint32_t setting(const char* name, std::uint32_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise
                          : static_cast<std::uint32_t>(std::strtoul(value, nullptr, 10));
}

class Hostile {
 public:
  explicit Hostile(std::uint32_t seed) : random_(seed) {
    const std::string trace = "89999010000000010001";
    for (const test::PrintedCode& code :
         std::vector<test::PrintedCode>{{"code128", trace},
                                        {"gs1-128", "[01]06999999000013[21]SN1"},
                                        {"ean13", "6999999000013"},
                                        {"ean8", "96385074"},
                                        {"qr", trace},
                                        {"qr", "药品标识码"},
                                        {"datamatrix", trace},
                                        {"gs1-datamatrix", "[01]06999999000013[21]SN1"}})
      for (const std::uint32_t module : {1u, 2u, 3u}) printed_.push_back(test::print(code, module));
  }

  std::uint32_t below(std::uint32_t limit) {
    return static_cast<std::uint32_t>(random_() % std::max<std::uint32_t>(limit, 1));
  }

  GreyPicture next() {
    switch (below(8)) {
      case 0:
        return noise(1 + below(200), 1 + below(200));
      case 1:
        return below(2) == 0 ? noise(1 + below(8192), 1 + below(3))
                             : noise(1 + below(3), 1 + below(8192));
      case 2:
        return stripes(1 + below(200), 1 + below(200));
      default:
        return mutated(printed_[below(static_cast<std::uint32_t>(printed_.size()))]);
    }
  }

  // One to sixteen bytes changed, or cut short.
  Bytes mutated_file(Bytes file) {
    if (below(3) == 0) file.resize(below(static_cast<std::uint32_t>(file.size())));
    for (std::uint32_t i = below(16); i > 0 && !file.empty(); --i)
      file[below(static_cast<std::uint32_t>(file.size()))] = byte();
    return file;
  }

 private:
  std::uint8_t byte() { return static_cast<std::uint8_t>(random_()); }

  GreyPicture noise(std::uint32_t width, std::uint32_t height) {
    GreyPicture out(width, height);
    const std::uint8_t mask = below(2) == 0 ? 0xFF : 0x80;
    for (std::uint8_t& pixel : out.pixels) pixel = byte() & mask;
    return out;
  }

  // What the finders of patterns take for one.
  GreyPicture stripes(std::uint32_t width, std::uint32_t height) {
    GreyPicture out(width, height);
    const std::uint32_t across = 1 + below(6);
    const std::uint32_t along = 1 + below(6);
    for (std::uint32_t y = 0; y < height; ++y)
      for (std::uint32_t x = 0; x < width; ++x)
        out.row(y)[x] = (x / across + (below(2) * y) / along) % 2 == 0 ? 0 : 255;
    return out;
  }

  GreyPicture cropped(const GreyPicture& picture) {
    const std::uint32_t left = below(picture.width);
    const std::uint32_t top = below(picture.height);
    GreyPicture out(1 + below(picture.width - left), 1 + below(picture.height - top));
    for (std::uint32_t y = 0; y < out.height; ++y)
      std::copy_n(picture.view().row(top + y) + left, out.width, out.row(y));
    return out;
  }

  void blot(GreyPicture& picture) {
    const std::uint32_t left = below(picture.width);
    const std::uint32_t top = below(picture.height);
    const std::uint32_t width = 1 + below(picture.width - left);
    const std::uint32_t height = 1 + below(picture.height - top);
    const std::uint8_t grey = byte();
    for (std::uint32_t y = top; y < top + height; ++y)
      std::fill_n(picture.row(y) + left, width, grey);
  }

  void shift_rows(GreyPicture& picture) {
    for (std::uint32_t y = below(picture.height); y < picture.height; y += 1 + below(4)) {
      const auto middle = static_cast<std::ptrdiff_t>(below(picture.width));
      std::rotate(picture.row(y), picture.row(y) + middle, picture.row(y) + picture.width);
    }
  }

  GreyPicture mutated(GreyPicture picture) {
    for (std::uint32_t changes = 1 + below(3); changes > 0; --changes) {
      switch (below(7)) {
        case 0:
          picture = cropped(picture);
          break;
        case 1:
          blot(picture);
          break;
        case 2:
          shift_rows(picture);
          break;
        case 3:
          picture = inverted(picture.view()).picture;
          break;
        case 4:
          picture = turned(picture.view(), below(360), byte()).picture;
          break;
        case 5:
          picture = halved(picture.view()).picture;
          break;
        default:
          for (std::uint32_t i = below(500); i > 0; --i)
            picture.pixels[below(static_cast<std::uint32_t>(picture.pixels.size()))] = byte();
      }
    }
    return picture;
  }

  std::mt19937 random_;
  std::vector<GreyPicture> printed_;
};

// A view that lies about its size in one way or none.
GreyView lying(const GreyPicture& picture, Hostile& hostile) {
  GreyView view = picture.view();
  switch (hostile.below(20)) {
    case 0:
      view.width += 1 + hostile.below(10'000);
      break;
    case 1:
      view.height += 1 + hostile.below(10'000);
      break;
    case 2:
      view.stride = hostile.below(20'000);
      break;
    case 3:
      view.pixels =
          view.pixels.first(hostile.below(static_cast<std::uint32_t>(view.pixels.size())));
      break;
    default:
      break;
  }
  return view;
}

}  // namespace

TEST_CASE("any pixels get an answer in time, and the caller lives") {
  const std::uint32_t inputs = setting("TILLGATE_HOSTILE_PICTURES", 400);
  const std::uint32_t seed = setting("TILLGATE_HOSTILE_SEED", 20261124);
  Hostile hostile(seed);
  ImageReader reader(TILLGATE_DECODER);
  REQUIRE(reader.read(GreyPicture(8, 8).view(), Deadline::in(system_clock, 60'000)).ok());
  std::int64_t latest_ms = 0;
  std::map<Status, std::uint32_t> statuses;
  std::uint32_t late = 0;
  for (std::uint32_t i = 0; i < inputs; ++i) {
    INFO("seed " << seed << ", input " << i);
    const GreyPicture picture = hostile.next();
    const GreyView view = lying(picture, hostile);
    const std::int64_t allowed_ms = 20 + hostile.below(180);
    const std::int64_t before = system_clock.monotonic_ms();
    const auto reading = reader.read(view, Deadline::in(system_clock, allowed_ms),
                                     hostile.below(4) == 0 ? Effort::photograph : Effort::frame);
    const std::int64_t late_ms = system_clock.monotonic_ms() - before - allowed_ms;
    latest_ms = std::max(latest_ms, late_ms);
    if (late_ms > 50) ++late;
    CHECK(late_ms < 1000);  // the promise is 50 ms; a loaded machine is given room
    ++statuses[reading ? TILLGATE_OK : reading.failure().status];
    if (!reading) continue;
    for (const Symbol& symbol : reading->symbols) {
      REQUIRE(symbol.aim.size() == 3);
      [[maybe_unused]] const Scan scan = scan_of(symbol);
    }
  }
  CHECK(statuses.contains(TILLGATE_E_ARGUMENT));
  CHECK(statuses[TILLGATE_OK] > 0);
  for (const auto& [status, count] : statuses)
    CHECK((status == TILLGATE_OK || status == TILLGATE_E_ARGUMENT ||
           status == TILLGATE_E_DEADLINE || status == TILLGATE_E_DECODER));
  if (inputs > 1000) {
    const ReaderCounters counters = reader.counters();
    std::cout << inputs << " pictures, seed " << seed << ": answered " << counters.answered
              << ", refused " << statuses[TILLGATE_E_ARGUMENT] << ", timeouts " << counters.timeouts
              << ", crashes of the child " << counters.crashes << ", more than 50 ms late " << late
              << ", latest " << latest_ms << " ms, mean "
              << counters.milliseconds / std::max<std::uint64_t>(counters.answered, 1) << " ms\n";
  }
}

TEST_CASE("broken picture files are refused or give a picture") {
  const std::uint32_t inputs = setting("TILLGATE_HOSTILE_PICTURES", 400);
  Hostile hostile(setting("TILLGATE_HOSTILE_SEED", 7));
  const test::TemporaryFolder folder;
  test::write_png(folder / "a.png", test::print({"qr", "8999901"}, 2));
  const auto file = os::read_file(folder / "a.png", 1 << 20);
  REQUIRE(file.ok());
  REQUIRE(decode_picture(*file).ok());
  std::uint32_t refused = 0;
  for (std::uint32_t i = 0; i < inputs; ++i) {
    const auto picture = decode_picture(hostile.mutated_file(*file));
    if (!picture) {
      CHECK(picture.failure().status == TILLGATE_E_ARGUMENT);
      ++refused;
    } else {
      CHECK(picture->pixels.size() == picture->view().area());
    }
  }
  CHECK(refused > inputs / 4);
}
