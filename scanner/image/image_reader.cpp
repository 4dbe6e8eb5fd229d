#include "scanner/image/image_reader.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tillgate::scanner {

namespace {

// What a camera's frame takes stays with the shared memory; more is given back after the picture.
constexpr std::size_t kept_pixels = 4u << 20;

// Waited for a late answer before its child is ended, over all pictures that wait.
constexpr std::int64_t patience_at_first_ms = 1000;

bool reaches_last_pixel(const GreyView& picture) {
  return picture.stride >= picture.width &&
         picture.pixels.size() >=
             std::size_t{picture.stride} * (picture.height - 1) + picture.width;
}

// The child stops looking early enough for its answer to arrive.
std::uint32_t budget_within(const Deadline& deadline) {
  constexpr std::int64_t longest_ms = 60'000;
  return static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(deadline.remaining_ms() * 4 / 5, 1, longest_ms));
}

void copy_dense(const GreyView& picture, std::span<std::uint8_t> onto) {
  for (std::uint32_t y = 0; y < picture.height; ++y)
    std::copy_n(picture.row(y), picture.width, onto.data() + std::size_t{y} * picture.width);
}

}  // namespace

ImageReader::ImageReader(std::filesystem::path decoder_program)
    : decoder_program_(std::move(decoder_program)) {}

Result<Reading> ImageReader::read(const GreyView& picture, const Deadline& deadline,
                                  Effort effort) {
  wire::Request request{picture.width, picture.height, 0, effort};
  if (!request.within_limits() || !reaches_last_pixel(picture))
    return Failure{TILLGATE_E_ARGUMENT, "picture is outside its limits", ""};

  const std::unique_lock lock(one_at_a_time_, std::chrono::milliseconds(deadline.remaining_ms()));
  if (!lock) return Failure{TILLGATE_E_DEADLINE, "another picture is being decoded", ""};
  TILLGATE_CHECK(share_memory());
  const std::int64_t left_before = deadline.remaining_ms();
  if (auto settled = settle_owed_answer(deadline); !settled) {
    count_picture(settled.failure(), 0);
    return std::move(settled).failure();
  }
  copy_dense(picture, memory_->bytes());
  auto reading = attempt(request, deadline);
  if (!reading && reading.failure().status == TILLGATE_E_DECODER && has_read_) {
    request.libraries = Libraries::sturdy;
    reading = attempt(request, deadline);
  }
  count_picture(reading, left_before - deadline.remaining_ms());
  if (!reading) keep_warm();
  if (picture.area() > kept_pixels && memory_) memory_->release();
  return reading;
}

ReaderCounters ImageReader::counters() const {
  const std::lock_guard lock(counting_);
  return counters_;
}

// A failure leaves no child, or one that owes an answer: anything else would be out of step.
Result<Reading> ImageReader::attempt(const wire::Request& request, const Deadline& deadline) {
  auto reading = exchange(request, deadline);
  if (reading) {
    has_read_ = true;
  } else if (!owes_answer_) {
    if (reading.failure().status == TILLGATE_E_DECODER) count_crash();
    stop();
  }
  return reading;
}

Result<Reading> ImageReader::exchange(const wire::Request& request, const Deadline& deadline) {
  TILLGATE_CHECK(send(request, deadline));
  std::uint8_t first = 0;
  // The child writes an answer at once: before its first byte nothing of it was read.
  auto begun = child_->read({&first, 1}, deadline);
  if (!begun) {
    owes_answer_ = begun.failure().status == TILLGATE_E_DEADLINE;
    patience_ms_ = patience_at_first_ms;
    return std::move(begun).failure();
  }
  TILLGATE_TRY(payload, receive_rest(first, deadline));
  return wire::decode_answer(payload);
}

Result<Bytes> ImageReader::receive_rest(std::uint8_t first, const Deadline& deadline) {
  std::array<std::uint8_t, wire::answer_header_size> header{first};
  TILLGATE_CHECK(child_->read(std::span(header).subspan(1), deadline));
  TILLGATE_TRY(length, wire::decode_answer_header(header));
  Bytes payload(length);
  TILLGATE_CHECK(child_->read(payload, deadline));
  return payload;
}

// After success the child, if there is one, waits for a picture. TILLGATE_E_DEADLINE: it is still
// at the last one.
Result<Done> ImageReader::settle_owed_answer(const Deadline& deadline) {
  if (!owes_answer_) {
    if (deadline.passed()) return Failure{TILLGATE_E_DEADLINE, "no time left for a picture", ""};
    return Done{};
  }
  const SystemClock clock;
  const std::int64_t before = clock.monotonic_ms();
  const std::int64_t wait_ms = std::min(deadline.remaining_ms(), patience_ms_);
  std::uint8_t first = 0;
  const auto begun = child_->read({&first, 1}, Deadline::in(clock, wait_ms));
  patience_ms_ -= std::max<std::int64_t>(clock.monotonic_ms() - before, 1);
  if (!begun && begun.failure().status == TILLGATE_E_DEADLINE && patience_ms_ > 0)
    return begun.failure();
  const bool arrived = begun && receive_rest(first, deadline);
  if (!begun && begun.failure().status == TILLGATE_E_DECODER) count_crash();
  owes_answer_ = false;
  if (!arrived) stop();
  return Done{};
}

Result<Done> ImageReader::send(const wire::Request& request, const Deadline& deadline) {
  const auto bytes = [&] {
    wire::Request in_time = request;
    in_time.budget_ms = budget_within(deadline);
    return wire::encode_request(in_time);
  };
  if (child_) {
    // A child that died since the last picture shows here, before anything of this one is lost.
    auto sent = child_->write(bytes(), deadline);
    if (sent || sent.failure().status != TILLGATE_E_DECODER) return sent;
    count_crash();
    stop();
  }
  TILLGATE_CHECK(start());
  return child_->write(bytes(), deadline);
}

Result<Done> ImageReader::share_memory() {
  if (memory_) return Done{};
  TILLGATE_TRY(memory, os::SharedMemory::create(wire::max_pixels));
  memory_.emplace(std::move(memory));
  return Done{};
}

Result<Done> ImageReader::start() {
  TILLGATE_CHECK(share_memory());
  TILLGATE_TRY(child, os::ChildProcess::start(decoder_program_, {}, &*memory_));
  child_.emplace(std::move(child));
  child_id_ = child_->id();
  const std::lock_guard lock(counting_);
  if (std::exchange(started_, true)) ++counters_.restarts;
  return Done{};
}

void ImageReader::stop() noexcept {
  owes_answer_ = false;
  child_id_ = 0;
  if (!child_) return;
  child_->kill();
  ending_ = std::exchange(child_, std::nullopt);  // waits for the one before, long gone
}

// The next picture should find a child that has loaded its libraries. One that cannot be started
// now is tried again then.
void ImageReader::keep_warm() {
  if (has_read_ && !child_) [[maybe_unused]]
    const bool started = start().ok();
}

void ImageReader::count_crash() {
  const std::lock_guard lock(counting_);
  ++counters_.crashes;
}

void ImageReader::count_picture(const Result<Reading>& reading, std::int64_t took_ms) {
  const std::lock_guard lock(counting_);
  ++counters_.frames;
  if (reading) {
    const auto took = static_cast<std::uint64_t>(std::max<std::int64_t>(took_ms, 0));
    ++counters_.answered;
    counters_.milliseconds += took;
    counters_.slowest_milliseconds = std::max(counters_.slowest_milliseconds, took);
  } else if (reading.failure().status == TILLGATE_E_DEADLINE) {
    ++counters_.timeouts;
  }
}

}  // namespace tillgate::scanner
