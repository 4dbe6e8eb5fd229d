// Data files compiled into the library; plugin/cmake/embed.cmake writes the definitions.
#pragma once

#include <span>
#include <string_view>

namespace tillgate::embedded {

struct File {
  std::string_view name;
  std::string_view content;
};

}  // namespace tillgate::embedded
