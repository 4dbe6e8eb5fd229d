#include "scanner/decoder/decoder.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "scanner/decoder/agreement.hpp"
#include "scanner/decoder/islands.hpp"
#include "scanner/image/reading.hpp"

namespace tillgate::scanner {

namespace {

// In pixels.
constexpr std::size_t large = 2'000'000;   // beyond, a smaller copy is looked at first
constexpr std::size_t turnable = 600'000;  // beyond, a smaller copy is turned first
constexpr std::size_t doublable = 500'000;

constexpr std::size_t most_islands = 16;
constexpr std::size_t small_island = 15'000;    // read better when doubled
constexpr std::size_t island_pixels = 120'000;  // enough for the modules of any symbol on a box

// What a slow till takes for a megapixel, until the libraries have shown it here.
constexpr double quick_start_ms = 40;
constexpr double thorough_start_ms = 150;

// Pictures differ and tills are busy: an answer that comes too late is lost with all that was
// found.
constexpr double caution = 2;

// Libraries read a linear symbol along rows and columns. A 20-digit code is five times as long as
// high, so that a row crosses all its bars up to 11 degrees off; these turns leave no angle out.
constexpr std::array<double, 3> turns = {22.5, 45, 67.5};

// Matrix symbols that stand alone are found up to 18 degrees off.
constexpr std::array<double, 1> upright_only = {0};

// A picture, changed or not, and the way back to the one that came.
struct Copy {
  GreyPicture picture;
  Mapping to_original;

  std::size_t area() const { return picture.view().area(); }
};

Mapping composed(const Mapping& outer, const Mapping& inner) {
  return {outer.xx * inner.xx + outer.xy * inner.yx,
          outer.xx * inner.xy + outer.xy * inner.yy,
          outer.x(inner.x0, inner.y0),
          outer.yx * inner.xx + outer.yy * inner.yx,
          outer.yx * inner.xy + outer.yy * inner.yy,
          outer.y(inner.x0, inner.y0)};
}

Copy copy_of(const Copy& source, Changed changed) {
  return {std::move(changed.picture), composed(source.to_original, changed.to_source)};
}

Copy reduced(const Copy& source, std::size_t pixels) {
  Copy out = copy_of(source, halved(source.picture.view()));
  while (out.area() > pixels) out = copy_of(out, halved(out.picture.view()));
  return out;
}

Copy of_handy_size(Copy island) {
  if (island.area() > island_pixels) return reduced(island, island_pixels);
  if (island.area() < small_island) return copy_of(island, doubled(island.picture.view()));
  return island;
}

// What a turned picture is filled up with: a grey that makes no edge where the picture ends.
std::uint8_t grey_of_rim(const GreyView& picture) {
  std::size_t sum = 0;
  for (const std::size_t y : {std::size_t{0}, std::size_t{picture.height} - 1})
    sum += std::accumulate(picture.row(y), picture.row(y) + picture.width, std::size_t{0});
  return static_cast<std::uint8_t>(sum / (2 * std::size_t{picture.width}));
}

bool names_pack_or_person(const Symbol& symbol) {
  const Scan scan = scan_of(symbol);
  const auto* code = std::get_if<Code>(&scan);
  return code != nullptr && (code->kind == Kind::trace || code->kind == Kind::e_credential ||
                             (code->kind == Kind::gs1 && !code->serial.empty()));
}

// The looks at one picture so far.
class Looks {
 public:
  Looks(const Clock& clock, const Deadline& budget) : clock_(clock), budget_(budget) {}

  // True when nothing more is needed.
  bool at(const Copy& copy, Library& library, Families families) {
    if (!affordable(library, copy.area())) return false;
    begun_ = true;
    const std::int64_t before = clock_.monotonic_ms();
    agreement_.add(library.backend->find(copy.picture, families), copy.to_original);
    const auto took = static_cast<double>(clock_.monotonic_ms() - before);
    const double megapixels = static_cast<double>(copy.area()) / 1e6;
    // The clock counts whole milliseconds: a small picture shows nothing.
    if (megapixels > 0.2)
      library.ms_per_megapixel = (library.ms_per_megapixel + took / megapixels) / 2;
    const Reading reading = agreement_.reading();
    return std::any_of(reading.symbols.begin(), reading.symbols.end(), names_pack_or_person);
  }

  // The same at a copy of about `pixels` that is made only when the look can be afforded.
  template <class Make>
  bool at_copy(std::size_t pixels, Make make, Library& library, Families families) {
    return affordable(library, pixels) && at(make(), library, families);
  }

  Reading reading() const { return agreement_.reading(); }

  bool affordable(const Library& library, std::size_t pixels) const {
    const double cost = library.ms_per_megapixel * static_cast<double>(pixels) / 1e6;
    return !begun_ || cost * caution < static_cast<double>(budget_.remaining_ms());
  }

 private:
  const Clock& clock_;
  const Deadline& budget_;
  Agreement agreement_;
  bool begun_ = false;
};

// The looks at one picture, in the order in which they pay.
class Search {
 public:
  Search(Library& quick, Library& thorough, Looks& looks, const Copy& original)
      : quick_(quick), thorough_(thorough), looks_(looks), original_(original) {
    if (original.area() > large) smaller_ = reduced(original, large);
  }

  void run() {
    const GreyView view = main().picture.view();
    const auto half = [&] { return copy_of(main(), halved(view)); };
    const auto sharp = [&] { return copy_of(main(), sharpened(view)); };
    const auto twice = [&] { return copy_of(main(), doubled(view)); };
    const bool may_be_too_small = main().area() <= doublable;
    [[maybe_unused]] const bool found =
        looks_.at(main(), quick_, Families::all) ||
        looks_.at_copy(main().area() / 4, half, quick_, Families::all) ||
        at_islands(upright_only) || at_reduced_turned() ||
        looks_.at(main(), thorough_, Families::all) || at_islands(turns) ||
        looks_.at_copy(main().area(), sharp, quick_, Families::all) ||
        (main().area() > turnable && at_turned(main())) ||
        (smaller_ && looks_.at(original_, quick_, Families::all)) ||
        (may_be_too_small && (looks_.at_copy(main().area() * 4, twice, quick_, Families::all) ||
                              looks_.at_copy(main().area() * 4, twice, thorough_, Families::all)));
  }

 private:
  const Copy& main() const { return smaller_ ? *smaller_ : original_; }

  // Matrix symbols cut out of what surrounds them.
  bool at_islands(std::span<const double> angles) {
    if (!looks_.affordable(quick_, main().area() / 4)) return false;
    if (!islands_) islands_ = islands(main().picture.view(), most_islands);
    for (const Island& island : *islands_) {
      if (!looks_.affordable(quick_, island_pixels)) return false;
      const Copy upright = of_handy_size(copy_of(main(), island.cut));
      for (const double degrees : angles) {
        const auto make = [&] {
          return copy_of(upright, turned(upright.picture.view(), degrees, island.paper));
        };
        if (looks_.at_copy(upright.area(), make, quick_, Families::matrix)) return true;
      }
    }
    return false;
  }

  // Linear symbols at any angle.
  bool at_turned(const Copy& upright) {
    const GreyView view = upright.picture.view();
    const std::uint8_t grey = grey_of_rim(view);
    return std::any_of(turns.begin(), turns.end(), [&](double degrees) {
      const auto make = [&] { return copy_of(upright, turned(view, degrees, grey)); };
      return looks_.at_copy(upright.area() * 2, make, quick_, Families::linear);
    });
  }

  bool at_reduced_turned() {
    return main().area() > turnable ? at_turned(reduced(main(), turnable)) : at_turned(main());
  }

  Library& quick_;
  Library& thorough_;
  Looks& looks_;
  const Copy& original_;
  std::optional<Copy> smaller_;
  std::optional<std::vector<Island>> islands_;
};

}  // namespace

Decoder::Decoder(std::unique_ptr<Backend> quick, std::unique_ptr<Backend> thorough,
                 const Clock& clock)
    : quick_{std::move(quick), quick_start_ms},
      thorough_{std::move(thorough), thorough_start_ms},
      clock_(clock) {}

Reading Decoder::read(GreyPicture picture, const Deadline& budget) {
  Looks looks(clock_, budget);
  const Copy original{std::move(picture), {}};
  Search(quick_, thorough_, looks, original).run();
  return looks.reading();
}

}  // namespace tillgate::scanner
