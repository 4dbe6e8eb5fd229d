// The picture part of the tool: says what is in picture files, and measures how many of a folder
// are read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace tillgate::scanner {

// As given on the command line, names in UTF-8.
struct PictureArguments {
  std::vector<std::string> files = {};
  std::string bench = {};           // a folder
  std::string decoder = {};         // tillgate-decoder; empty: beside this program
  std::int64_t deadline_ms = 1000;  // for each picture

  bool given() const { return !files.empty() || !bench.empty(); }
};

// Exit status of the tool, as tool.hpp tells.
int answer_pictures(const PictureArguments& arguments, std::ostream& out, std::ostream& err);

// One JSON document a line for each file: file, codes (kind, value, symbology, corners, quality),
// line (the code a line of the basket would get, or why it gets none), disputed, ms. Identity
// numbers, e-credentials and payment codes are named by their kind, never shown.
int read_pictures(const PictureArguments& arguments, std::ostream& out, std::ostream& err);

// A folder of folders, each with pictures and beside each its expected text (NAME.png, NAME.txt).
// Pictures of a folder called falsepositives-* show no code; others without text are left out. One
// JSON document a line for each picture (file, expected, read, kind, ms, outcome), on `table` the
// rates and times a folder. not_answered when a picture was read wrongly or got no answer.
int bench_pictures(const PictureArguments& arguments, std::ostream& out, std::ostream& table);

std::filesystem::path decoder_of(const PictureArguments& arguments);

}  // namespace tillgate::scanner
