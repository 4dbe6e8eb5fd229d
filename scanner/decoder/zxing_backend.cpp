// zxing-cpp. The only file that includes its headers.
//
// Of version 1.4 two things are avoided: its own downscaling, which compares results of two sizes
// and aborts on an assertion when a linear symbol is found in both, and the global-histogram
// binarizer, which crashes on some pictures.
#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <exception>
#include <optional>

#include "base/text.hpp"
#include "scanner/decoder/backend.hpp"

namespace tillgate::scanner {

namespace {

using ZXing::BarcodeFormat;

std::optional<Symbology> symbology_of(BarcodeFormat format) {
  switch (format) {
    case BarcodeFormat::Code128:
      return Symbology::code128;
    case BarcodeFormat::EAN13:
      return Symbology::ean13;
    case BarcodeFormat::EAN8:
      return Symbology::ean8;
    case BarcodeFormat::QRCode:
      return Symbology::qr;
    case BarcodeFormat::DataMatrix:
      return Symbology::data_matrix;
    default:
      return {};
  }
}

// The declared character set decides; without a declaration UTF-8 does, then the library's guess.
std::string text_of(const ZXing::Result& result, const Bytes& bytes) {
  if (!result.hasECI() && is_utf8(as_text(bytes))) return std::string(as_text(bytes));
  std::string text = result.text();
  return is_utf8(text) ? text : std::string();
}

std::optional<Symbol> symbol_of(const ZXing::Result& result) {
  const auto symbology = symbology_of(result.format());
  // One part of a message that is spread over several symbols says nothing alone.
  if (!symbology || !result.isValid() || result.isPartOfSequence()) return {};
  Symbol out;
  out.symbology = *symbology;
  out.aim = result.symbologyIdentifier();
  out.bytes.assign(result.bytes().begin(), result.bytes().end());
  out.text = text_of(result, out.bytes);
  out.quality = static_cast<std::uint32_t>(std::max(1, result.lineCount()));
  const auto& corners = result.position();
  std::transform(corners.begin(), corners.end(), out.corners.begin(), [](const auto& point) {
    return Point{point.x, point.y};
  });
  return out;
}

class ZxingBackend final : public Backend {
 public:
  std::vector<Symbol> find(const GreyView& picture, Families families, Scrutiny) override {
    ZXing::DecodeHints hints;
    ZXing::BarcodeFormats formats;
    if (families != Families::matrix)
      formats |= BarcodeFormat::Code128 | BarcodeFormat::EAN13 | BarcodeFormat::EAN8;
    if (families != Families::linear) formats |= BarcodeFormat::QRCode | BarcodeFormat::DataMatrix;
    hints.setFormats(formats).setTryDownscale(false);
    const ZXing::ImageView view(picture.pixels.data(), static_cast<int>(picture.width),
                                static_cast<int>(picture.height), ZXing::ImageFormat::Lum,
                                static_cast<int>(picture.stride));
    std::vector<Symbol> out;
    try {
      for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints)) {
        if (auto symbol = symbol_of(result)) out.push_back(std::move(*symbol));
      }
    } catch (const std::exception&) {
      out.clear();  // out of memory or an inconsistent symbol: as good as nothing seen
    }
    return out;
  }
};

}  // namespace

std::unique_ptr<Backend> make_zxing_backend() {
  return std::make_unique<ZxingBackend>();
}

}  // namespace tillgate::scanner
