// Which keystrokes of a keyboard-like scanner (键盘口扫码枪) belong to one scan.
//
// The suffix ends a scan: CR, LF or TAB, as scanners are set. Time only spoils: a pause inside a
// scan means that something was lost or that a person is typing, and neither the part before it nor
// what follows at once is believed, since half a code may look like a whole one. Which window or
// field had the focus plays no part.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct FramingSettings {
  std::int64_t idle_ms = 100;     // a longer pause inside a scan spoils it
  std::int64_t settle_ms = 1000;  // what begins so soon after a spoilt part is its other half
  std::size_t max_length = 512;   // bytes
};

struct Frame {
  std::string text;             // without the suffix; never empty
  std::optional<Reason> fault;  // TOO_LONG, NO_TERMINATOR; with either the text is not to be used
  std::int64_t ended_ms = 0;    // when its last byte came
};

// Times are of one clock that does not go back. Not for use by two threads at once.
class Framing {
 public:
  explicit Framing(FramingSettings settings = {}) : settings_(settings) {}

  // Bytes that arrived together at `at_ms`; answers the frames that this completes or spoils.
  std::vector<Frame> feed(std::int64_t at_ms, std::string_view bytes);

  // Nothing arrived until `at_ms`: spoils a part that has waited too long. feed() does this too; a
  // caller with a timer learns of it without waiting for the next scan.
  std::vector<Frame> wait(std::int64_t at_ms);

 private:
  void spoil(Reason why, std::vector<Frame>& out);

  FramingSettings settings_;
  std::string waiting_;
  std::int64_t last_ms_ = 0;
  std::optional<std::int64_t> spoilt_ms_;  // when the last spoilt part ended
  bool is_other_half_ = false;             // what waits began too soon after it
  bool overflowed_ = false;                // the rest of a frame that was too long is skipped
};

}  // namespace tillgate::scanner
