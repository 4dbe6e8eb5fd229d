// Picture files to grey pictures. For tools: what a register's camera gives needs no file.
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "scanner/image/grey.hpp"

namespace tillgate::scanner {

// PNG and JPEG, told apart by their first bytes; colours become grey, what is transparent white.
// TILLGATE_E_ARGUMENT when the bytes are neither, are broken, or hold more than ImageReader takes;
// of the file also when it cannot be read.
Result<GreyPicture> decode_picture(ByteView bytes);
Result<GreyPicture> read_picture_file(const std::filesystem::path& file);

}  // namespace tillgate::scanner
