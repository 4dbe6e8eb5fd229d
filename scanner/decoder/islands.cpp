#include "scanner/decoder/islands.hpp"

#include <algorithm>
#include <utility>

namespace tillgate::scanner {

namespace {

enum class Cell : std::uint8_t { paper, dark, taken };

// A grid over the picture. A cell is dark when it is clearly darker than the paper around it.
struct Grid {
  std::uint32_t cell_side = 0;  // pixels
  GreyPicture means;            // of each cell
  std::vector<Cell> cells;

  Cell& at(std::uint32_t x, std::uint32_t y) { return cells[std::size_t{y} * means.width + x]; }
  // Calls use(x, y) for the cell and those around it.
  template <class Use>
  void around(std::uint32_t x, std::uint32_t y, Use use) const {
    for (std::uint32_t ny = y == 0 ? 0 : y - 1; ny <= std::min(y + 1, means.height - 1); ++ny) {
      for (std::uint32_t nx = x == 0 ? 0 : x - 1; nx <= std::min(x + 1, means.width - 1); ++nx)
        use(nx, ny);
    }
  }
};

// A group of dark cells that hang together.
struct Patch {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> cells;
  std::uint32_t left = 0, top = 0, right = 0, bottom = 0;  // of the cells, inclusive
  std::uint32_t cell_side = 0;
  std::uint64_t paper_sum = 0;  // over the paper cells beside it
  std::uint64_t paper_count = 0;

  std::uint32_t width() const { return (right - left + 1) * cell_side; }
  std::uint32_t height() const { return (bottom - top + 1) * cell_side; }
  std::size_t area() const { return std::size_t{width()} * height(); }
};

Grid grid_of(GreyPicture means, std::uint32_t cell_side) {
  constexpr std::uint32_t block = 16;
  constexpr int darker_than_percent =
      85;  // of the paper; half a symbol's modules are as light as that
  Grid blocks;
  blocks.means = GreyPicture((means.width + block - 1) / block, (means.height + block - 1) / block);
  for (std::uint32_t y = 0; y < means.height; ++y) {
    for (std::uint32_t x = 0; x < means.width; ++x) {
      std::uint8_t& lightest = blocks.means.row(y / block)[x / block];
      lightest = std::max(lightest, means.row(y)[x]);
    }
  }
  Grid grid{cell_side, std::move(means), {}};
  grid.cells.resize(grid.means.pixels.size(), Cell::paper);
  for (std::uint32_t y = 0; y < grid.means.height; ++y) {
    for (std::uint32_t x = 0; x < grid.means.width; ++x) {
      int paper = 0;  // the lightest cell near here, wherever the light comes from
      blocks.around(x / block, y / block, [&](std::uint32_t bx, std::uint32_t by) {
        paper = std::max<int>(paper, blocks.means.row(by)[bx]);
      });
      if (grid.means.row(y)[x] * 100 < paper * darker_than_percent) grid.at(x, y) = Cell::dark;
    }
  }
  return grid;
}

Patch take_patch(Grid& grid, std::uint32_t x, std::uint32_t y) {
  Patch patch{{{x, y}}, x, y, x, y, grid.cell_side};
  grid.at(x, y) = Cell::taken;
  for (std::size_t next = 0; next < patch.cells.size(); ++next) {
    const auto [cx, cy] = patch.cells[next];
    patch.left = std::min(patch.left, cx);
    patch.right = std::max(patch.right, cx);
    patch.top = std::min(patch.top, cy);
    patch.bottom = std::max(patch.bottom, cy);
    grid.around(cx, cy, [&](std::uint32_t nx, std::uint32_t ny) {
      if (grid.at(nx, ny) == Cell::paper) {
        patch.paper_sum += grid.means.row(ny)[nx];
        ++patch.paper_count;
      } else if (grid.at(nx, ny) == Cell::dark) {
        grid.at(nx, ny) = Cell::taken;
        patch.cells.emplace_back(nx, ny);
      }
    });
  }
  return patch;
}

bool may_be_symbol(const Patch& patch) {
  constexpr std::uint32_t least_side = 20;  // pixels; the smallest symbols have ten modules
  constexpr double longest_shape = 4.5;
  constexpr double least_filled = 0.35;  // a square on its corner fills half of its box
  const std::uint32_t shorter = std::min(patch.width(), patch.height());
  const std::uint32_t longer = std::max(patch.width(), patch.height());
  const double filled = static_cast<double>(patch.cells.size()) * patch.cell_side * patch.cell_side;
  return shorter >= least_side && longer <= longest_shape * shorter &&
         filled >= least_filled * static_cast<double>(patch.area()) && patch.paper_count > 0;
}

// The patch's cells and one around each, paper elsewhere and two cells of it around.
Island cut_out(const GreyView& picture, const Patch& patch) {
  constexpr std::uint32_t margin = 2;
  const std::int64_t side = patch.cell_side;
  const std::int64_t left = (std::int64_t{patch.left} - margin) * side;
  const std::int64_t top = (std::int64_t{patch.top} - margin) * side;
  const auto paper = static_cast<std::uint8_t>(patch.paper_sum / patch.paper_count);
  GreyPicture out(patch.width() + 2 * margin * patch.cell_side,
                  patch.height() + 2 * margin * patch.cell_side, paper);
  for (const auto& [cx, cy] : patch.cells) {
    const auto first = [&](std::uint32_t c) {
      return std::max<std::int64_t>((std::int64_t{c} - 1) * side, 0);
    };
    const auto last = [&](std::uint32_t c, std::uint32_t limit) {
      return std::min<std::int64_t>((std::int64_t{c} + 2) * side, limit);
    };
    for (std::int64_t y = first(cy); y < last(cy, picture.height); ++y) {
      const std::uint8_t* row = picture.row(static_cast<std::size_t>(y));
      std::copy(row + first(cx), row + last(cx, picture.width),
                out.row(static_cast<std::size_t>(y - top)) + (first(cx) - left));
    }
  }
  return {{std::move(out), {1, 0, static_cast<double>(left), 0, 1, static_cast<double>(top)}},
          paper};
}

}  // namespace

std::vector<Island> islands(const GreyView& picture, std::size_t limit) {
  std::vector<Patch> patches;
  const GreyPicture quarter = halved(halved(picture).picture.view()).picture;
  const GreyPicture sixteenth = halved(halved(quarter.view()).picture.view()).picture;
  // Fine cells keep small symbols apart from print, coarse ones hold those with large modules
  // together.
  for (auto& [means, cell_side] : {std::pair{quarter, 4u}, std::pair{sixteenth, 16u}}) {
    Grid grid = grid_of(means, cell_side);
    for (std::uint32_t y = 0; y < grid.means.height; ++y) {
      for (std::uint32_t x = 0; x < grid.means.width; ++x) {
        if (grid.at(x, y) != Cell::dark) continue;
        Patch patch = take_patch(grid, x, y);
        if (may_be_symbol(patch)) patches.push_back(std::move(patch));
      }
    }
  }
  std::stable_sort(patches.begin(), patches.end(),
                   [](const Patch& a, const Patch& b) { return a.area() > b.area(); });
  if (patches.size() > limit) patches.resize(limit);
  std::vector<Island> out;
  out.reserve(patches.size());
  for (const Patch& patch : patches) out.push_back(cut_out(picture, patch));
  return out;
}

}  // namespace tillgate::scanner
