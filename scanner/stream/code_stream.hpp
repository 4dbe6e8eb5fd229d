// Codes of a video: one is told when two frames agreed on it, and not again while it stays in view.
#pragma once

#include <cstdint>
#include <vector>

#include "base/time.hpp"
#include "scanner/image/image_reader.hpp"
#include "scanner/image/symbol.hpp"

namespace tillgate::scanner {

struct StreamRules {
  std::uint32_t agreeing_frames = 2;  // a code is told when it was read in that many
  std::int64_t together_ms = 2'000;   // and none of these is longer ago than this
  std::int64_t cool_down_ms = 3'000;  // a code is told again when it was out of view that long
};

// A camera misreads a blurred or half-covered code now and then, and hardly ever twice the same
// way. Symbols are the same when symbology and bytes are. Not thread-safe.
class CodeStream {
 public:
  explicit CodeStream(const Clock& clock, StreamRules rules = {}) : clock_(clock), rules_(rules) {}

  // What the readings of one frame confirm, in their order; where they lie is told by this frame.
  std::vector<Symbol> see(const Reading& frame);

  // For the next customer: what was told may be told again at once.
  void forget() { seen_.clear(); }

 private:
  struct Seen {
    Symbol symbol;
    std::vector<std::int64_t> at_ms;  // of the frames that agree, oldest first, until it is told
    std::int64_t last_ms = 0;
    bool told = false;
  };

  bool is_over(const Seen& seen, std::int64_t now_ms) const;
  bool confirms(Seen& seen, std::int64_t now_ms) const;
  Seen& entry_for(const Symbol& symbol);

  const Clock& clock_;
  const StreamRules rules_;
  std::vector<Seen> seen_;
};

// Frames to confirmed codes.
class VideoReader {
 public:
  // `reader` outlives this.
  VideoReader(ImageReader& reader, const Clock& clock, StreamRules rules = {})
      : reader_(reader), codes_(clock, rules) {}

  // Blocks until the deadline at most; failures as of ImageReader::read. A frame that failed is as
  // good as one that shows nothing: the next one may be given at once.
  Result<std::vector<Symbol>> frame(const GreyView& picture, const Deadline& deadline);

  void forget() { codes_.forget(); }

 private:
  ImageReader& reader_;
  CodeStream codes_;
};

}  // namespace tillgate::scanner
