// tillgate-decoder: the child of scanner/image/image_reader.hpp. Reads requests of image/wire.hpp
// from standard input, looks at the picture in the memory its parent shares, and answers on
// standard output until the input ends. Started by the library, never by hand; it says nothing else
// and keeps nothing.
#include <new>

#include "base/os/confinement.hpp"
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

Result<wire::Request> next_request() {
  std::array<std::uint8_t, wire::request_size> bytes{};
  if (!os::read_standard_input(bytes)) return Failure{TILLGATE_E_DECODER, "no more pictures", ""};
  return wire::decode_request(bytes);
}

// The libraries fill their tables and the processor its caches before the first picture waits.
void warm_up(Decoder& decoder, const Clock& clock) {
  const GreyPicture nothing(320, 240, 200);
  decoder.read(nothing.view(), Deadline::in(clock, 100), Effort::frame, Libraries::all);
}

int serve() {
  const ByteView memory = os::memory_of_parent();
  const SystemClock clock;
  Decoder decoder(make_zxing_backend(), make_zbar_backend(), clock);
  warm_up(decoder, clock);
  // Where the system cannot do that, the decoder works all the same, as it does under a limit of
  // memory that the system does not keep.
  [[maybe_unused]] const bool confined = os::confine_to_open_streams();
  while (const auto request = next_request()) {
    os::limit_own_resources(memory_limit, cpu_seconds_per_picture);
    const std::size_t pixels = std::size_t{request->width} * request->height;
    if (pixels > memory.size()) return 1;
    const GreyView picture{memory.first(pixels), request->width, request->height, request->width};
    const Deadline budget = Deadline::in(clock, request->budget_ms);
    const Reading reading = decoder.read(picture, budget, request->effort, request->libraries);
    if (!os::write_standard_output(wire::encode_answer(reading))) return 0;
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
