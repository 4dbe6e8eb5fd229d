#include "scanner/image/image_reader.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "scanner/image/wire.hpp"

namespace tillgate::scanner {

namespace {

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

}  // namespace

ImageReader::ImageReader(std::filesystem::path decoder_program)
    : decoder_program_(std::move(decoder_program)) {}

Result<Reading> ImageReader::read(const GreyView& picture, const Deadline& deadline) {
  const wire::Request limits{picture.width, picture.height, 0};
  if (!limits.within_limits() || !reaches_last_pixel(picture))
    return Failure{TILLGATE_E_ARGUMENT, "picture is outside its limits", ""};

  const std::unique_lock lock(one_at_a_time_, std::chrono::milliseconds(deadline.remaining_ms()));
  if (!lock) return Failure{TILLGATE_E_DEADLINE, "another picture is being decoded", ""};
  auto reading = exchange(picture, deadline);
  if (!reading) stop();
  return reading;
}

Result<Done> ImageReader::send_header(const GreyView& picture, const Deadline& deadline) {
  const auto header =
      wire::encode_request({picture.width, picture.height, budget_within(deadline)});
  if (child_) {
    // A child that died since the last picture shows here, before anything of this one is lost.
    auto sent = child_->write(header, deadline);
    if (sent || sent.failure().status != TILLGATE_E_DECODER) return sent;
    stop();
  }
  TILLGATE_CHECK(start());
  return child_->write(header, deadline);
}

Result<Reading> ImageReader::exchange(const GreyView& picture, const Deadline& deadline) {
  TILLGATE_CHECK(send_header(picture, deadline));
  if (picture.stride == picture.width) {
    TILLGATE_CHECK(child_->write(picture.pixels.first(picture.area()), deadline));
  } else {
    for (std::uint32_t y = 0; y < picture.height; ++y)
      TILLGATE_CHECK(child_->write({picture.row(y), picture.width}, deadline));
  }

  std::array<std::uint8_t, wire::answer_header_size> header{};
  TILLGATE_CHECK(child_->read(header, deadline));
  TILLGATE_TRY(length, wire::decode_answer_header(header));
  Bytes payload(length);
  TILLGATE_CHECK(child_->read(payload, deadline));
  return wire::decode_answer(payload);
}

Result<Done> ImageReader::start() {
  TILLGATE_TRY(child, os::ChildProcess::start(decoder_program_, {}));
  child_.emplace(std::move(child));
  child_id_ = child_->id();
  return Done{};
}

void ImageReader::stop() noexcept {
  child_.reset();
  child_id_ = 0;
}

}  // namespace tillgate::scanner
