// How hard a picture is looked at, and by whom.
#pragma once

#include <cstdint>

namespace tillgate::scanner {

enum class Effort : std::uint8_t {
  frame,       // one of a stream of frames: the cheap looks, the next frame comes anyway
  photograph,  // the only picture there is: every look that the deadline leaves room for
};

// Which libraries may look: after a child died of a picture, the one that is not known to die may
// still read it.
enum class Libraries : std::uint8_t { all, sturdy };

}  // namespace tillgate::scanner
