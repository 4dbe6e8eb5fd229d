#include "sdk/register/picture.hpp"

#include <png.h>

#include <stdexcept>

namespace reg {

Picture read_png(const std::filesystem::path& path) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&image, path.c_str()) == 0)
    throw std::runtime_error("cannot read picture " + path.string() + ": " + image.message);
  image.format = PNG_FORMAT_GRAY;
  Picture picture;
  picture.width = static_cast<std::int32_t>(image.width);
  picture.height = static_cast<std::int32_t>(image.height);
  picture.pixels.resize(PNG_IMAGE_SIZE(image));
  const png_color white{255, 255, 255};
  if (png_image_finish_read(&image, &white, picture.pixels.data(), 0, nullptr) == 0)
    throw std::runtime_error("cannot read picture " + path.string() + ": " + image.message);
  return picture;
}

}  // namespace reg
