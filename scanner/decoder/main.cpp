// tillgate-decoder: the child of scanner/image/image_reader.hpp. Reads requests of image/wire.hpp
// from standard input and answers them on standard output until the input ends. Started by the
// library, never by hand; it says nothing else and keeps nothing.
#include <new>

#include "base/os/process.hpp"
#include "base/time.hpp"
#include "scanner/decoder/decoder.hpp"
#include "scanner/image/wire.hpp"

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

// The largest picture with the copies made of it takes a quarter of this.
constexpr std::size_t memory_limit = TILLGATE_DECODER_MEMORY_MIB * std::size_t{1 << 20};

// For a picture that keeps a library busy for ever after the register went away: while it lives, it
// ends such a child by its own deadline.
constexpr unsigned cpu_seconds_per_picture = 60;

bool read_request(wire::Request& request, GreyPicture& picture) {
  std::array<std::uint8_t, wire::request_header_size> header{};
  if (!os::read_standard_input(header)) return false;
  const auto decoded = wire::decode_request(header);
  if (!decoded) return false;
  request = *decoded;
  picture = GreyPicture(request.width, request.height);
  return os::read_standard_input(picture.pixels);
}

int serve() {
  const SystemClock clock;
  Decoder decoder(make_zxing_backend(), make_zbar_backend(), clock);
  wire::Request request;
  GreyPicture picture;
  while (read_request(request, picture)) {
    os::limit_own_resources(memory_limit, cpu_seconds_per_picture);
    const Deadline budget = Deadline::in(clock, request.budget_ms);
    if (!os::write_standard_output(wire::encode_answer(decoder.read(std::move(picture), budget))))
      return 0;
  }
  return 0;
}

}  // namespace

int main() {
  os::limit_own_resources(memory_limit, cpu_seconds_per_picture);
  try {
    return serve();
  } catch (const std::bad_alloc&) {
    return 1;  // the register sees the stream end and starts another child
  }
}
