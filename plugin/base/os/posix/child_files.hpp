// The files of a child beyond its standard streams, by number: agreed between the two sides.
#pragma once

namespace tillgate::os {

inline constexpr int child_memory_file = 3;

}  // namespace tillgate::os
