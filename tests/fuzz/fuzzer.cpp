// A libFuzzer target for the property named at compile time.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fuzz/properties.hpp"

namespace {

tillgate::fuzz::Property asked() {
  for (const auto& property : tillgate::fuzz::all_properties())
    if (property.name == TILLGATE_FUZZED) return property;
  std::fprintf(stderr, "no property %s\n", TILLGATE_FUZZED);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tillgate::fuzz::Property property = asked();
  const std::string broken = property.broken({reinterpret_cast<const char*>(data), size});
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
