// Pictures from files, as the grey pixels tillgate_sale_scan_image takes.
#pragma once

#include <filesystem>

#include "sdk/register/library.hpp"

namespace reg {

// A PNG file of any kind, as 8-bit grey. Throws std::runtime_error.
Picture read_png(const std::filesystem::path& path);

}  // namespace reg
