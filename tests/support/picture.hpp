// Pictures of printed codes, as a camera at the counter might take them. Made from scratch with
// libzint: the same description gives the same pixels.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "scanner/image/grey.hpp"

namespace tillgate::test {

struct PrintedCode {
  // code128, ean13, ean8, qr, datamatrix: `text` as its bytes are. gs1-128, gs1-qr, gs1-datamatrix:
  // element string with bracketed identifiers, "[01]06999999000013[21]SN1".
  std::string symbology;
  std::string text;
};

struct Shot {
  std::vector<PrintedCode> codes;   // none to four on one box, among lines that look like print
  std::uint32_t module_pixels = 3;  // width of the narrowest bar or of a module
  std::uint32_t width = 0;          // of the picture; 0 as large as the box needs
  std::uint32_t height = 0;
  double rotate = 0;    // degrees anticlockwise, any angle; what the box leaves free is white
  double blur = 0;      // standard deviation of a Gaussian, pixels
  double darken = 0;    // share of the light taken away, 0 to 1
  double contrast = 1;  // 1 as printed, 0 all one grey
  double noise = 0;     // standard deviation, grey levels
  std::uint32_t seed = 1;
};

// The symbol alone with its quiet zone, black on white. Throws std::runtime_error when it cannot be
// made.
scanner::GreyPicture print(const PrintedCode& code, std::uint32_t module_pixels);

scanner::GreyPicture take(const Shot& shot);

// {"codes":[{"symbology","text"}],"module","width","height","rotate","blur","darken","contrast","noise",
// "seed"}; what is left out has the value above.
Shot shot_from_json(const Json& description);

// Throws std::runtime_error when the file cannot be written.
void write_png(const std::filesystem::path& file, const scanner::GreyPicture& picture);

}  // namespace tillgate::test
