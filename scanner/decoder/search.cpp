#include "scanner/decoder/search.hpp"

#include <algorithm>
#include <array>

namespace tillgate::scanner {

namespace {

// In pixels.
constexpr std::size_t large = 2'000'000;   // beyond, a smaller copy is looked at first
constexpr std::size_t turnable = 600'000;  // beyond, a smaller copy is turned first
constexpr std::size_t doublable = 500'000;

constexpr std::size_t most_islands = 16;
constexpr std::size_t small_island = 15'000;    // read better when doubled
constexpr std::size_t island_pixels = 120'000;  // enough for the modules of any symbol on a box

// Libraries read a linear symbol along rows and columns. A 20-digit code is five times as long as
// high, so that a row crosses all its bars up to 11 degrees off; these turns leave no angle out.
constexpr std::array<double, 3> turns = {22.5, 45, 67.5};

// Matrix symbols that stand alone are found up to 18 degrees off.
constexpr std::array<double, 1> upright_only = {0};

// The grid of a large matrix symbol drifts off its modules by a hair; another angle of the pixels
// under it lets it fall elsewhere.
constexpr std::array<double, 4> tilts = {-3, 3, -8, 8};

// A screenshot or a cropped photograph ends where its symbol does, without the blank space around
// it that the standards demand and the libraries look for.
constexpr std::uint32_t margin = 16;
constexpr std::uint8_t white = 255;

// Bars that blur or glare has left as faint ripples, doubled. So much sharpening also makes bars of
// noise: two strengths have to give the same.
constexpr std::array<Sharpening, 2> faint_bars = {{{4, 3}, {4, 5}}};

Changed sharp(const GreyView& source) {
  return sharpened(source);
}

Copy of_handy_size(Copy island) {
  if (island.area() > island_pixels) return reduced(island, island_pixels);
  if (island.area() < small_island) return Copy(island, doubled(island.view()));
  return island;
}

}  // namespace

Search::Search(Library& quick, Library& thorough, Looks& looks, const GreyView& picture)
    : quick_(quick), thorough_(thorough), looks_(looks), original_(picture) {
  if (picture.area() > large) smaller_ = reduced(original_, large);
}

// The next frame comes anyway: where one code was read, the one beside it will be.
bool Search::frame() {
  return first_looks() || looks_.found_something() || second_looks();
}

bool Search::photograph() {
  return first_looks() || second_looks() || closer_looks() ||
         (smaller_ && looks_.at(original_, {quick_})) || looks_.found_something() || last_looks();
}

bool Search::sturdy() {
  return looks_.at(main(), {thorough_}) || changed(0.25, halved, {thorough_}) ||
         changed(1, sharp, {thorough_});
}

bool Search::first_looks() {
  return looks_.at(main(), {quick_}) || changed(0.25, halved, {quick_});
}

bool Search::second_looks() {
  return looks_.at(main(), {thorough_, Families::all, Scrutiny::glance}) ||
         changed(1, inverted, {quick_, Families::matrix});
}

// Symbols turned, standing alone, cut close, or with bars that only the thorough library follows.
bool Search::closer_looks() {
  const auto with_margin = [](const GreyView& view) { return framed(view, margin, white); };
  return at_islands(upright_only) ||
         (main().area() <= doublable && changed(1, with_margin, {quick_})) || at_reduced_turned() ||
         looks_.at(main(), {thorough_}) || at_islands(turns);
}

// When nothing at all was found: where one code is sharp enough, the one beside it is too.
bool Search::last_looks() {
  return changed(1, sharp, {quick_}) || at_softened_half() ||
         (main().area() > turnable && at_turned(main())) ||
         (main().area() <= doublable && at_doubled());
}

template <class Change>
bool Search::changed(double growth, Change change, const Look& look) {
  const auto pixels = static_cast<std::size_t>(growth * static_cast<double>(main().area()));
  return looks_.at_copy(
      pixels, [&] { return Copy(main(), change(main().view())); }, look);
}

// Matrix symbols cut out of what surrounds them.
bool Search::at_islands(std::span<const double> angles) {
  const Look look{quick_, Families::matrix};
  if (!looks_.affordable(look, main().area() / 4)) return false;
  if (!islands_) islands_ = islands(main().view(), most_islands);
  for (const Island& island : *islands_) {
    if (!looks_.affordable(look, island_pixels)) return false;
    const Copy upright = of_handy_size(Copy(main(), island.cut));
    for (const double degrees : angles) {
      const auto make = [&] {
        return Copy(upright, turned(upright.view(), degrees, island.paper));
      };
      if (looks_.at_copy(upright.area(), make, look)) return true;
    }
  }
  return false;
}

// Symbols at any angle.
bool Search::at_turned(const Copy& upright) {
  const GreyView view = upright.view();
  const std::uint8_t grey = grey_of_rim(view);
  return std::any_of(turns.begin(), turns.end(), [&](double degrees) {
    const auto make = [&] { return Copy(upright, turned(view, degrees, grey)); };
    return looks_.at_copy(upright.area() * 2, make, {quick_});
  });
}

bool Search::at_reduced_turned() {
  return main().area() > turnable ? at_turned(reduced(main(), turnable)) : at_turned(main());
}

// Modules with a pattern in them, coarse print, noise.
bool Search::at_softened_half() {
  if (!looks_.affordable({thorough_}, main().area() / 4)) return false;
  const Copy half(main(), halved(main().view()));
  const Copy soft(half, softened(half.view()));
  return looks_.at(soft, {quick_}) || looks_.at(soft, {thorough_});
}

bool Search::at_doubled() {
  if (!looks_.affordable({quick_}, main().area() * 4)) return false;
  const Copy twice(main(), doubled(main().view()));
  const std::uint8_t grey = grey_of_rim(twice.view());
  const Look faint{quick_, Families::linear, Scrutiny::close, Light::faint};
  return looks_.at(twice, {quick_}) || looks_.at(twice, {thorough_}) ||
         std::any_of(faint_bars.begin(), faint_bars.end(),
                     [&](const Sharpening& by) {
                       const auto make = [&] { return Copy(twice, sharpened(twice.view(), by)); };
                       return looks_.at_copy(twice.area(), make, faint);
                     }) ||
         std::any_of(tilts.begin(), tilts.end(), [&](double degrees) {
           const auto make = [&] { return Copy(twice, turned(twice.view(), degrees, grey)); };
           return looks_.at_copy(twice.area(), make, {quick_, Families::matrix});
         });
}

}  // namespace tillgate::scanner
