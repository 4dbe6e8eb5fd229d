#include "scanner/cli/picture_file.hpp"

// jpeglib.h needs what it does not include.
#include <cstddef>
#include <cstdio>
// clang-format off
#include <jpeglib.h>
// clang-format on
#include <png.h>

#include <csetjmp>
#include <string>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "scanner/image/wire.hpp"

namespace tillgate::scanner {

namespace {

constexpr std::size_t longest_file = 64u << 20;

Failure broken(const std::string& what) {
  return {TILLGATE_E_ARGUMENT, what, ""};
}

bool within_limits(std::uint32_t width, std::uint32_t height) {
  return wire::Request{width, height}.within_limits();
}

Result<GreyPicture> decode_png(ByteView bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
    return broken(image.message);
  if (!within_limits(image.width, image.height)) {
    png_image_free(&image);
    return broken("the picture is too large");
  }
  image.format = PNG_FORMAT_GRAY;
  GreyPicture picture(image.width, image.height);
  const png_color white{255, 255, 255};
  if (png_image_finish_read(&image, &white, picture.pixels.data(), 0, nullptr) == 0)
    return broken(image.message);
  return picture;
}

// libjpeg reports an error through a function that must not return.
struct JpegErrors {
  jpeg_error_mgr manager;  // first: libjpeg hands back a pointer to it
  std::jmp_buf out;
};

[[noreturn]] void leave(j_common_ptr jpeg) {
  std::longjmp(reinterpret_cast<JpegErrors*>(jpeg->err)->out, 1);
}

void say_nothing(j_common_ptr) {}

// Nothing with a destructor may live between setjmp and longjmp: the picture belongs to the caller.
bool decode_jpeg_into(ByteView bytes, GreyPicture& picture) {
  jpeg_decompress_struct jpeg{};
  JpegErrors errors{};
  jpeg.err = jpeg_std_error(&errors.manager);
  errors.manager.error_exit = leave;
  errors.manager.output_message = say_nothing;
  if (setjmp(errors.out) != 0) {
    jpeg_destroy_decompress(&jpeg);
    return false;
  }
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, bytes.data(), static_cast<unsigned long>(bytes.size()));
  jpeg_read_header(&jpeg, TRUE);
  bool fits = within_limits(jpeg.image_width, jpeg.image_height);
  if (fits) {
    jpeg.out_color_space = JCS_GRAYSCALE;
    jpeg_start_decompress(&jpeg);
    picture = GreyPicture(jpeg.output_width, jpeg.output_height);
    while (jpeg.output_scanline < jpeg.output_height) {
      JSAMPROW row = picture.row(jpeg.output_scanline);
      jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
  }
  jpeg_destroy_decompress(&jpeg);
  return fits;
}

}  // namespace

Result<GreyPicture> decode_picture(ByteView bytes) {
  const std::string_view text = as_text(bytes);
  if (text.starts_with("\x89PNG")) return decode_png(bytes);
  if (text.starts_with("\xFF\xD8\xFF")) {
    GreyPicture picture;
    if (decode_jpeg_into(bytes, picture)) return picture;
    return broken("not a JPEG picture, or too large");
  }
  return broken("neither a PNG nor a JPEG picture");
}

Result<GreyPicture> read_picture_file(const std::filesystem::path& file) {
  TILLGATE_TRY(content, os::read_file(file, longest_file, TILLGATE_E_ARGUMENT));
  return decode_picture(content);
}

}  // namespace tillgate::scanner
