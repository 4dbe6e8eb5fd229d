#include "scanner/aim.hpp"

#include <algorithm>
#include <array>

namespace tillgate::scanner {

namespace {

struct Carrier {
  char letter;
  std::string_view name;
  std::string_view modifiers;
};

// The symbologies that scanners of a shop are set to read.
constexpr auto symbologies = std::to_array<Carrier>({
    {'A', "Code 39", "0123457"},
    {'C', "Code 128", "0124"},
    {'E', "EAN/UPC", "01234"},
    {'F', "Codabar", "0124"},
    {'G', "Code 93", "0"},
    {'I', "ITF", "013"},
    {'J', "DotCode", "012345"},
    {'L', "PDF417", "012345"},
    {'Q', "QR Code", "0123456"},
    {'U', "MaxiCode", "0123"},
    {'d', "Data Matrix", "0123456"},
    {'e', "GS1 DataBar", "0123"},
    {'h', "Han Xin", "0123"},
    {'z', "Aztec", "0123456789ABC"},
});

const Carrier* symbology_of(char letter) {
  const auto found = std::find_if(symbologies.begin(), symbologies.end(),
                                  [&](const Carrier& s) { return s.letter == letter; });
  return found == symbologies.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Reason> fault_of_aim(std::string_view aim) {
  const Carrier* symbology = symbology_of(aim[0]);
  if (symbology == nullptr) return Reason::unknown_symbology;
  if (symbology->modifiers.find(aim[1]) == std::string_view::npos) return Reason::bad_modifier;
  return {};
}

bool is_gs1_carrier(std::string_view aim) {
  constexpr auto carriers = std::to_array<std::string_view>({"C1", "d2", "Q3", "e0", "J1"});
  return std::find(carriers.begin(), carriers.end(), aim) != carriers.end();
}

Parsed<AimText> split_aim(std::string_view text) {
  if (text.empty()) return Reason::empty;
  AimText out;
  if (text.front() != ']') {
    out.data = text;
    return out;
  }
  if (text.size() < 3) return Reason::truncated;
  if (const auto fault = fault_of_aim(text.substr(1, 2))) return *fault;
  if (text.size() == 3) return Reason::empty;
  out.aim = text.substr(1, 2);
  out.symbology = symbology_of(text[1])->name;
  out.gs1 = is_gs1_carrier(out.aim);
  out.data = text.substr(3);
  return out;
}

}  // namespace tillgate::scanner
