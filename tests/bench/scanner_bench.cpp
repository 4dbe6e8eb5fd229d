// Camera frames through the decoder child beside the bare libraries on the same pixels, and text
// codes.

// zbar's headers do not bear those of ZXing before them.
#include <zbar.h>

#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>

#include <memory>

#include "bench/samples.hpp"
#include "scanner/image/image_reader.hpp"
#include "scanner/scan.hpp"
#include "support/picture.hpp"

using namespace tillgate;
using scanner::GreyPicture;

namespace {

const std::string trace = "89999010000000010001";

GreyPicture frame(std::vector<test::PrintedCode> codes) {
  test::Shot shot;
  shot.codes = std::move(codes);
  shot.width = 1280;
  shot.height = 720;
  shot.rotate = 4;
  shot.blur = 0.8;
  shot.noise = 4;
  return test::take(shot);
}

std::size_t by_tillgate(const GreyPicture& picture) {
  static const SystemClock clock;
  static scanner::ImageReader reader{TILLGATE_DECODER};
  const auto reading =
      reader.read(picture.view(), Deadline::in(clock, 1000), scanner::Effort::frame);
  return reading ? reading->symbols.size() : 0;
}

std::size_t by_zbar(const GreyPicture& picture) {
  constexpr unsigned long y800 = 0x30303859;
  static const std::unique_ptr<zbar::zbar_image_scanner_t,
                               decltype(&zbar::zbar_image_scanner_destroy)>
      scanner(zbar::zbar_image_scanner_create(), &zbar::zbar_image_scanner_destroy);
  const std::unique_ptr<zbar::zbar_image_t, decltype(&zbar::zbar_image_destroy)> image(
      zbar::zbar_image_create(), &zbar::zbar_image_destroy);
  zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
  for (const auto type : {zbar::ZBAR_EAN13, zbar::ZBAR_EAN8, zbar::ZBAR_CODE128, zbar::ZBAR_QRCODE})
    zbar::zbar_image_scanner_set_config(scanner.get(), type, zbar::ZBAR_CFG_ENABLE, 1);
  zbar::zbar_image_set_format(image.get(), y800);
  zbar::zbar_image_set_size(image.get(), picture.width, picture.height);
  zbar::zbar_image_set_data(image.get(), picture.pixels.data(), picture.pixels.size(), nullptr);
  return static_cast<std::size_t>(std::max(0, zbar::zbar_scan_image(scanner.get(), image.get())));
}

std::size_t by_zxing(const GreyPicture& picture) {
  using ZXing::BarcodeFormat;
  ZXing::DecodeHints hints;
  // Its own downscaling aborts on some frames in version 1.4.
  hints.setTryDownscale(false).setFormats(BarcodeFormat::Code128 | BarcodeFormat::EAN13 |
                                          BarcodeFormat::EAN8 | BarcodeFormat::QRCode |
                                          BarcodeFormat::DataMatrix);
  return ZXing::ReadBarcodes({picture.pixels.data(), static_cast<int>(picture.width),
                              static_cast<int>(picture.height), ZXing::ImageFormat::Lum},
                             hints)
      .size();
}

// Names and pictures of the frames, and who reads them.
const std::vector<std::pair<std::string, std::vector<test::PrintedCode>>> frames{
    {"code128", {{"code128", trace}}},
    {"qr", {{"qr", "https://www.mashangfangxin.com/drugQueryResult?code=" + trace}}},
    {"datamatrix", {{"datamatrix", trace}}},
    {"ean13", {{"ean13", "6999999000013"}}},
    {"none", {}}};

struct Frames {
  Frames() {
    for (const auto& [name, codes] : frames) {
      add(name, "libzbar", codes, &by_zbar);
      add(name, "libZXing", codes, &by_zxing);
      add(name, "tillgate", codes, &by_tillgate);
      for (const char* reference : {"libzbar", "libZXing"})
        bench::Compared(title(name, "tillgate"), title(name, reference));
    }
  }
  static std::string title(const std::string& name, const char* reader) {
    return "scanner/frame " + name + "/" + reader;
  }
  static void add(const std::string& name, const char* reader,
                  const std::vector<test::PrintedCode>& codes,
                  std::size_t (*read)(const GreyPicture&)) {
    benchmark::RegisterBenchmark(
        title(name, reader).c_str(),
        [=](benchmark::State& state) {
          const GreyPicture picture = frame(codes);
          bench::Samples samples(state);
          std::size_t found = read(picture);  // the child is started outside of what is timed
          for ([[maybe_unused]] auto step : state) samples.time([&] { found = read(picture); });
          state.counters["found"] = static_cast<double>(found);
        })
        ->Unit(benchmark::kMillisecond)
        ->MinTime(1);
  }
};
const Frames registered;

void text(benchmark::State& state, const std::string& scan) {
  bench::Samples samples(state);
  for ([[maybe_unused]] auto step : state)
    samples.time([&] { benchmark::DoNotOptimize(scanner::scan_text(as_bytes(scan))); });
}
BENCHMARK_CAPTURE(text, trace, trace + "\r")->Name("scanner/text trace");
BENCHMARK_CAPTURE(text, gs1,
                  "]d201069999990000131728123110LOT1\x1D"
                  "21SN1\r")
    ->Name("scanner/text gs1");
BENCHMARK_CAPTURE(text, url, "https://www.mashangfangxin.com/drugQueryResult?code=" + trace)
    ->Name("scanner/text url");

}  // namespace
