// What must hold for any input, a property for each parser of bytes that come from outside. Asked
// by libFuzzer, one target a property, and by a seeded test.
//
// A new parser: its property in the file of its room, one row there, a few valid
// inputs in corpus/NAME.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tillgate::fuzz {

struct Property {
  std::string_view name;
  // Empty, or what does not hold for these bytes.
  std::string (*broken)(std::string_view bytes);
};

std::span<const Property> scanner_properties();
std::span<const Property> log_properties();
std::span<const Property> platform_properties();
std::span<const Property> document_properties();

std::vector<Property> all_properties();

}  // namespace tillgate::fuzz
