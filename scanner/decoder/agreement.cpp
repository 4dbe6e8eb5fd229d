#include "scanner/decoder/agreement.hpp"

#include <algorithm>
#include <cmath>

namespace tillgate::scanner {

namespace {

struct Place {
  double x = 0;
  double y = 0;
  double extent = 0;  // the longer diagonal
};

Place place_of(const Symbol& symbol) {
  const auto& c = symbol.corners;
  const auto distance = [](const Point& a, const Point& b) {
    return std::hypot(double{1} * a.x - b.x, double{1} * a.y - b.y);
  };
  Place place;
  for (const Point& corner : c) {
    place.x += corner.x / 4.0;
    place.y += corner.y / 4.0;
  }
  place.extent = std::max(distance(c[0], c[2]), distance(c[1], c[3]));
  return place;
}

bool is_retail(Symbology symbology) {
  return symbology == Symbology::ean13 || symbology == Symbology::ean8;
}

// Six of the twelve digits that bars stand for. Two products hardly ever have them in common, and a
// library that puts halves together takes a wrong one for the other half.
bool share_second_half(const Symbol& a, const Symbol& b) {
  constexpr std::size_t half = 6;
  return a.symbology == b.symbology && a.text.size() > half && b.text.size() > half &&
         std::equal(a.text.end() - half, a.text.end(), b.text.end() - half);
}

// Whether two readings can be of one printed symbol. Libraries draw its outline differently, but
// their centres lie closer together than those of two neighbours, which a symbol's height keeps
// apart. Bars of a retail code are high and a wrong reading often comes from a slanted line across
// the upper part alone: there half a symbol's length still counts as one place.
bool same_symbol(const Symbol& a, const Symbol& b) {
  const bool retail = is_retail(a.symbology) && is_retail(b.symbology);
  if (a.symbology != b.symbology && !retail) return false;
  const Place pa = place_of(a);
  const Place pb = place_of(b);
  if (retail && share_second_half(a, b)) return true;
  const double part_of_extent = retail ? 0.5 : 0.2;
  return std::hypot(pa.x - pb.x, pa.y - pb.y) < part_of_extent * std::max(pa.extent, pb.extent);
}

}  // namespace

void Agreement::add(std::vector<Symbol> symbols, const Mapping& to_picture, Light light) {
  ++looks_;
  for (Symbol& symbol : symbols) {
    for (Point& corner : symbol.corners) {
      const double x = to_picture.x(corner.x, corner.y);
      const double y = to_picture.y(corner.x, corner.y);
      corner = {static_cast<std::int32_t>(std::lround(x)),
                static_cast<std::int32_t>(std::lround(y))};
    }
    Seen fresh{std::move(symbol), false, light == Light::good, looks_};
    bool known = false;
    for (Seen& seen : seen_) {
      const bool same_value = seen.symbol.symbology == fresh.symbol.symbology &&
                              seen.symbol.bytes == fresh.symbol.bytes;
      if (same_value) {
        known = true;
        if (seen.look != looks_) seen.confirmed = true;
        seen.symbol.quality += fresh.symbol.quality;
      }
      if (!same_value && same_symbol(seen.symbol, fresh.symbol))
        seen.disputed = fresh.disputed = true;
    }
    if (!known) seen_.push_back(std::move(fresh));
  }
}

Reading Agreement::reading() const {
  Reading out;
  for (const Seen& seen : seen_) {
    if (seen.disputed) {
      ++out.disputed;
    } else if (seen.confirmed) {
      out.symbols.push_back(seen.symbol);
    }
  }
  return out;
}

}  // namespace tillgate::scanner
