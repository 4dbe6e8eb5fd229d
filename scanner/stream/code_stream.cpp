#include "scanner/stream/code_stream.hpp"

#include <algorithm>

namespace tillgate::scanner {

std::vector<Symbol> CodeStream::see(const Reading& frame) {
  const std::int64_t now = clock_.monotonic_ms();
  std::erase_if(seen_, [&](const Seen& seen) { return is_over(seen, now); });
  std::vector<Symbol> confirmed;
  for (const Symbol& symbol : frame.symbols) {
    Seen& seen = entry_for(symbol);
    if (confirms(seen, now)) confirmed.push_back(symbol);
  }
  return confirmed;
}

bool CodeStream::is_over(const Seen& seen, std::int64_t now_ms) const {
  return now_ms - seen.last_ms >= (seen.told ? rules_.cool_down_ms : rules_.together_ms);
}

bool CodeStream::confirms(Seen& seen, std::int64_t now_ms) const {
  seen.last_ms = now_ms;
  if (seen.told) return false;
  std::erase_if(seen.at_ms, [&](std::int64_t at) { return now_ms - at >= rules_.together_ms; });
  seen.at_ms.push_back(now_ms);
  if (seen.at_ms.size() < rules_.agreeing_frames) return false;
  seen.told = true;
  seen.at_ms.clear();
  return true;
}

CodeStream::Seen& CodeStream::entry_for(const Symbol& symbol) {
  const auto known = std::find_if(seen_.begin(), seen_.end(), [&](const Seen& seen) {
    return seen.symbol.symbology == symbol.symbology && seen.symbol.bytes == symbol.bytes;
  });
  if (known != seen_.end()) return *known;
  return seen_.emplace_back(Seen{symbol, {}, 0, false});
}

Result<std::vector<Symbol>> VideoReader::frame(const GreyView& picture, const Deadline& deadline) {
  TILLGATE_TRY(reading, reader_.read(picture, deadline, Effort::frame));
  return codes_.see(reading);
}

}  // namespace tillgate::scanner
