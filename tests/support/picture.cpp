#include "support/picture.hpp"

#include <png.h>
#include <zint.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <random>
#include <stdexcept>

#include "base/text.hpp"

namespace tillgate::test {

using scanner::GreyPicture;
using scanner::GreyView;

namespace {

constexpr std::uint8_t paper = 255;
constexpr std::uint8_t ink = 0;

struct ZintSymbology {
  const char* name;
  int number;
  int input_mode;
};

constexpr auto zint_symbologies = std::to_array<ZintSymbology>({
    {"code128", BARCODE_CODE128, DATA_MODE},
    {"ean13", BARCODE_EANX_CHK, DATA_MODE},
    {"ean8", BARCODE_EANX_CHK, DATA_MODE},
    {"qr", BARCODE_QRCODE, DATA_MODE},
    {"datamatrix", BARCODE_DATAMATRIX, DATA_MODE},
    {"gs1-128", BARCODE_GS1_128, GS1_MODE},
    {"gs1-qr", BARCODE_QRCODE, GS1_MODE},
    {"gs1-datamatrix", BARCODE_DATAMATRIX, GS1_MODE},
});

std::uint8_t clamped(double grey) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(grey), 0L, 255L));
}

void paste(const GreyPicture& part, GreyPicture& onto, std::uint32_t left, std::uint32_t top) {
  const GreyView view = part.view();
  for (std::uint32_t y = 0; y < part.height && top + y < onto.height; ++y) {
    const std::uint32_t width = std::min(part.width, onto.width - std::min(left, onto.width));
    std::copy_n(view.row(y), width, onto.row(top + y) + left);
  }
}

// A line of what looks like small print: strokes as high as letters, of uneven width, with gaps.
void print_line(GreyPicture& onto, std::uint32_t left, std::uint32_t top, std::uint32_t width,
                std::uint32_t letter, std::mt19937& random) {
  std::uint32_t x = left;
  while (x + letter < left + width) {
    const auto stroke = static_cast<std::uint32_t>(1 + random() % (letter / 2));
    const auto from = static_cast<std::uint32_t>(random() % 3);
    for (std::uint32_t y = top + from; y < top + letter && y < onto.height; ++y)
      std::fill_n(onto.row(y) + x, std::min(stroke, onto.width - x), ink);
    x += stroke + 1 + static_cast<std::uint32_t>(random() % letter);
  }
}

// The codes below each other with print above, between and below them.
GreyPicture lay_out(const Shot& shot, std::mt19937& random) {
  const std::uint32_t letter = 4 * shot.module_pixels;
  const std::uint32_t gap = 6 * letter;
  std::vector<GreyPicture> prints;
  std::uint32_t width = 40 * letter;
  std::uint32_t height = gap;
  for (const PrintedCode& code : shot.codes) {
    prints.push_back(print(code, shot.module_pixels));
    width = std::max(width, prints.back().width + 2 * letter);
    height += prints.back().height + gap;
  }
  GreyPicture box(width, height, paper);
  std::uint32_t top = 0;
  for (std::size_t i = 0; i <= prints.size(); ++i) {
    for (std::uint32_t line = 1; line <= 2; ++line)
      print_line(box, letter, top + line * 2 * letter, width - 2 * letter, letter, random);
    top += gap;
    if (i == prints.size()) break;
    paste(prints[i], box, letter, top);
    top += prints[i].height;
  }
  return box;
}

GreyPicture centred(const GreyPicture& part, std::uint32_t width, std::uint32_t height) {
  if (part.width > width || part.height > height)
    throw std::runtime_error("the picture is too small for what is on it");
  GreyPicture out(width, height, paper);
  paste(part, out, (width - part.width) / 2, (height - part.height) / 2);
  return out;
}

void blur_rows(const GreyView& source, GreyPicture& onto, const std::vector<double>& weights) {
  const auto reach = static_cast<std::int64_t>(weights.size() / 2);
  for (std::uint32_t y = 0; y < source.height; ++y) {
    for (std::int64_t x = 0; x < source.width; ++x) {
      double sum = 0;
      for (std::int64_t i = -reach; i <= reach; ++i) {
        const auto at = std::clamp<std::int64_t>(x + i, 0, source.width - 1);
        sum += weights[static_cast<std::size_t>(i + reach)] * source.row(y)[at];
      }
      onto.row(static_cast<std::size_t>(x))[y] =
          clamped(sum);  // transposed: two passes blur both ways
    }
  }
}

GreyPicture blurred(const GreyPicture& source, double deviation) {
  const int reach = static_cast<int>(std::ceil(3 * deviation));
  std::vector<double> weights;
  double sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    weights.push_back(std::exp(-i * i / (2 * deviation * deviation)));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  GreyPicture turned(source.height, source.width);
  GreyPicture out(source.width, source.height);
  blur_rows(source.view(), turned, weights);
  blur_rows(turned.view(), out, weights);
  return out;
}

// About normal, and the same numbers with every standard library.
double deviate(std::mt19937& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += static_cast<double>(random()) / 4294967296.0;
  return sum;
}

}  // namespace

GreyPicture print(const PrintedCode& code, std::uint32_t module_pixels) {
  const auto known = std::find_if(zint_symbologies.begin(), zint_symbologies.end(),
                                  [&](const ZintSymbology& s) { return code.symbology == s.name; });
  if (known == zint_symbologies.end())
    throw std::runtime_error("unknown symbology: " + code.symbology);
  const std::unique_ptr<zint_symbol, decltype(&ZBarcode_Delete)> symbol(ZBarcode_Create(),
                                                                        &ZBarcode_Delete);
  symbol->symbology = known->number;
  symbol->input_mode = known->input_mode;
  symbol->output_options |= BARCODE_QUIET_ZONES;
  symbol->show_hrt = 0;
  if (known->number == BARCODE_DATAMATRIX) symbol->option_3 = DM_SQUARE;  // as on boxes
  symbol->height = 40;
  symbol->scale =
      static_cast<float>(module_pixels) / 2;  // zint draws two pixels a module at scale 1
  const auto* bytes = reinterpret_cast<const unsigned char*>(code.text.data());
  const int error =
      ZBarcode_Encode_and_Buffer(symbol.get(), bytes, static_cast<int>(code.text.size()), 0);
  if (error >= ZINT_ERROR) throw std::runtime_error(std::string("zint: ") + symbol->errtxt);

  GreyPicture out(static_cast<std::uint32_t>(symbol->bitmap_width),
                  static_cast<std::uint32_t>(symbol->bitmap_height));
  for (std::size_t i = 0; i < out.pixels.size(); ++i) out.pixels[i] = symbol->bitmap[3 * i];
  return out;
}

GreyPicture take(const Shot& shot) {
  std::mt19937 random(shot.seed);
  GreyPicture picture = lay_out(shot, random);
  if (shot.rotate != 0) picture = scanner::turned(picture.view(), shot.rotate, paper).picture;
  if (shot.width != 0 || shot.height != 0)
    picture = centred(picture, std::max(shot.width, 1u), std::max(shot.height, 1u));
  if (shot.blur > 0) picture = blurred(picture, shot.blur);
  for (std::uint8_t& pixel : picture.pixels) {
    const double light = (128 + (pixel - 128) * shot.contrast) * (1 - shot.darken);
    pixel = clamped(light + (shot.noise > 0 ? shot.noise * deviate(random) : 0));
  }
  return picture;
}

Shot shot_from_json(const Json& description) {
  Shot shot;
  for (const Json& code : description.at("codes"))
    shot.codes.push_back({code.at("symbology"), code.at("text")});
  shot.module_pixels = description.value("module", shot.module_pixels);
  shot.width = description.value("width", shot.width);
  shot.height = description.value("height", shot.height);
  shot.rotate = description.value("rotate", shot.rotate);
  shot.blur = description.value("blur", shot.blur);
  shot.darken = description.value("darken", shot.darken);
  shot.contrast = description.value("contrast", shot.contrast);
  shot.noise = description.value("noise", shot.noise);
  shot.seed = description.value("seed", shot.seed);
  return shot;
}

void write_png(const std::filesystem::path& file, const GreyPicture& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = picture.width;
  image.height = picture.height;
  image.format = PNG_FORMAT_GRAY;
  if (png_image_write_to_file(&image, file.c_str(), 0, picture.pixels.data(), 0, nullptr) == 0)
    throw std::runtime_error(utf8_from_path(file) + ": " + image.message);
}

}  // namespace tillgate::test
