// zbar. The only file that includes its headers.
#include <zbar.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "scanner/decoder/backend.hpp"

namespace tillgate::scanner {

namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* p) const noexcept {
    Free(p);
  }
};
using Scanner =
    std::unique_ptr<zbar::zbar_image_scanner_t, Freed<&zbar::zbar_image_scanner_destroy>>;
using Image = std::unique_ptr<zbar::zbar_image_t, Freed<&zbar::zbar_image_destroy>>;

constexpr unsigned long grey_format = 0x30303859;  // the four characters Y800

std::optional<Symbology> symbology_of(zbar::zbar_symbol_type_t type) {
  switch (type) {
    case zbar::ZBAR_CODE128:
      return Symbology::code128;
    case zbar::ZBAR_EAN13:
      return Symbology::ean13;
    case zbar::ZBAR_EAN8:
      return Symbology::ean8;
    case zbar::ZBAR_QRCODE:
      return Symbology::qr;
    default:
      return {};
  }
}

std::string aim_of(Symbology symbology, unsigned modifiers) {
  const bool gs1 = (modifiers & (1u << zbar::ZBAR_MOD_GS1)) != 0;
  const bool industry = (modifiers & (1u << zbar::ZBAR_MOD_AIM)) != 0;  // FNC1 in second position
  switch (symbology) {
    case Symbology::code128:
      return gs1 ? "]C1" : industry ? "]C2" : "]C0";
    case Symbology::ean13:
      return "]E0";
    case Symbology::ean8:
      return "]E4";
    case Symbology::qr:
      return gs1 ? "]Q3" : industry ? "]Q5" : "]Q1";
    case Symbology::data_matrix:
      break;  // zbar reads none
  }
  return {};
}

// A QR code's corners come in order; a linear symbol is a cloud of points of its scan lines.
std::array<Point, 4> corners_of(const zbar::zbar_symbol_t* symbol) {
  const unsigned count = zbar::zbar_symbol_get_loc_size(symbol);
  const auto point = [&](unsigned i) {
    return Point{zbar::zbar_symbol_get_loc_x(symbol, i), zbar::zbar_symbol_get_loc_y(symbol, i)};
  };
  if (count == 4) return {point(0), point(1), point(2), point(3)};
  if (count == 0) return {};
  Point low = point(0);
  Point high = low;
  for (unsigned i = 1; i < count; ++i) {
    const Point p = point(i);
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  return {low, Point{high.x, low.y}, high, Point{low.x, high.y}};
}

std::optional<Symbol> symbol_of(const zbar::zbar_symbol_t* symbol) {
  const auto symbology = symbology_of(zbar::zbar_symbol_get_type(symbol));
  if (!symbology) return {};
  Symbol out;
  out.symbology = *symbology;
  out.aim = aim_of(*symbology, zbar::zbar_symbol_get_modifiers(symbol));
  const char* data = zbar::zbar_symbol_get_data(symbol);
  const ByteView bytes = as_bytes({data, zbar::zbar_symbol_get_data_length(symbol)});
  out.bytes.assign(bytes.begin(), bytes.end());
  if (is_utf8(as_text(out.bytes))) out.text = as_text(out.bytes);
  out.corners = corners_of(symbol);
  // For a linear symbol the number of scan lines that gave it, for QR always 1.
  out.quality = static_cast<std::uint32_t>(std::max(1, zbar::zbar_symbol_get_quality(symbol)));
  return out;
}

GreyPicture dense(const GreyView& picture) {
  GreyPicture out(picture.width, picture.height);
  for (std::uint32_t y = 0; y < picture.height; ++y)
    std::copy_n(picture.row(y), picture.width, out.row(y));
  return out;
}

// One for each look: a scanner puts halves of retail codes together over all it was ever shown, so
// that what it reads in a picture would depend on the pictures before.
Scanner make_scanner(int lines_apart) {
  Scanner scanner(zbar::zbar_image_scanner_create());
  const auto set = [&](zbar::zbar_symbol_type_t type, zbar::zbar_config_t option, int value) {
    zbar::zbar_image_scanner_set_config(scanner.get(), type, option, value);
  };
  set(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
  for (const auto type : {zbar::ZBAR_EAN13, zbar::ZBAR_EAN8, zbar::ZBAR_CODE128, zbar::ZBAR_QRCODE})
    set(type, zbar::ZBAR_CFG_ENABLE, 1);
  // Bytes as they are encoded: its conversion to text guesses at Japanese and Korean first.
  set(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_BINARY, 1);
  set(zbar::ZBAR_NONE, zbar::ZBAR_CFG_X_DENSITY, lines_apart);
  set(zbar::ZBAR_NONE, zbar::ZBAR_CFG_Y_DENSITY, lines_apart);
  return scanner;
}

class ZbarBackend final : public Backend {
 public:
  std::vector<Symbol> find(const GreyView& picture, Families families, Scrutiny scrutiny) override {
    if (picture.stride != picture.width) return find(dense(picture).view(), families, scrutiny);
    const Scanner scanner = make_scanner(scrutiny == Scrutiny::glance ? 4 : 1);
    const Image image(zbar::zbar_image_create());
    zbar::zbar_image_set_format(image.get(), grey_format);
    zbar::zbar_image_set_size(image.get(), picture.width, picture.height);
    zbar::zbar_image_set_data(image.get(), picture.pixels.data(), picture.pixels.size(), nullptr);
    std::vector<Symbol> out;
    if (zbar::zbar_scan_image(scanner.get(), image.get()) <= 0) return out;
    for (const auto* symbol = zbar::zbar_image_first_symbol(image.get()); symbol != nullptr;
         symbol = zbar::zbar_symbol_next(symbol)) {
      if (auto read = symbol_of(symbol)) out.push_back(std::move(*read));
    }
    return out;
  }
};

}  // namespace

std::unique_ptr<Backend> make_zbar_backend() {
  return std::make_unique<ZbarBackend>();
}

}  // namespace tillgate::scanner
