// The bytes between the register's process and the decoder child, both ways over one stream.
//
// The picture itself lies at the start of the memory they share, width*height bytes.
//
//   request := "TGS2" width:u32 height:u32 budget_ms:u32 effort:u8 libraries:u8
//   answer  := "TGA2" length:u32 payload[length]
//   payload := count:u16 disputed:u32 symbol[count]
//   symbol  := symbology:u8 aim[3] quality:u32 corner[4] bytes_length:u32 bytes text_length:u32
//   text corner  := x:i32 y:i32
//
// Numbers are little-endian. The child looks at pictures from outside and may have been taken over
// by one: the reader of an answer believes nothing but its own checks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "scanner/image/effort.hpp"
#include "scanner/image/symbol.hpp"

namespace tillgate::scanner::wire {

inline constexpr std::uint32_t max_side = 8192;
inline constexpr std::size_t max_pixels = 32u << 20;
inline constexpr std::size_t max_symbols = 64;
inline constexpr std::size_t max_payload = 1u << 20;

inline constexpr std::size_t request_size = 18;
inline constexpr std::size_t answer_header_size = 8;

struct Request {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t budget_ms = 0;
  Effort effort = Effort::photograph;
  Libraries libraries = Libraries::all;

  // 1 to max_side each, max_pixels together.
  bool within_limits() const;
};

std::array<std::uint8_t, request_size> encode_request(const Request& request);
// TILLGATE_E_DECODER when it is none or the picture is beyond the limits.
Result<Request> decode_request(std::span<const std::uint8_t, request_size> header);

// Header and payload. Symbols beyond the limits are left out.
Bytes encode_answer(const Reading& reading);
// The payload's length, from the header; TILLGATE_E_DECODER when it is none or longer than
// max_payload.
Result<std::size_t> decode_answer_header(std::span<const std::uint8_t, answer_header_size> header);
// TILLGATE_E_DECODER for anything but a payload exactly as above.
Result<Reading> decode_answer(ByteView payload);

}  // namespace tillgate::scanner::wire
