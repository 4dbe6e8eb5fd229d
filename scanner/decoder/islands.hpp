// Parts of a picture that look like a matrix symbol standing alone: dark, about square, paper
// around.
#pragma once

#include <cstdint>
#include <vector>

#include "scanner/image/grey.hpp"

namespace tillgate::scanner {

struct Island {
  Changed cut;             // the island alone with a margin of paper
  std::uint8_t paper = 0;  // the grey around it
};

// The largest first, at most `limit`. What stands near an island but not in it is left out: the
// detectors of matrix symbols lose their way in print.
std::vector<Island> islands(const GreyView& picture, std::size_t limit);

}  // namespace tillgate::scanner
