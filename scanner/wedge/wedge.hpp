// A keyboard-like scanner from its keystrokes to codes: framing, repair, classification, and the
// second trigger pull told from a second pack.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/scan.hpp"
#include "scanner/wedge/framing.hpp"

namespace tillgate::scanner {

struct WedgeSettings {
  FramingSettings framing;
  std::int64_t repeat_ms = 800;  // the same code again within this is the same pull of the trigger
};

struct WedgeScan {
  Scan scan;
  std::vector<std::string_view> repairs;  // as scan_repaired() names them
  // The same code as the scan before, within repeat_ms of it: most likely the trigger was held. A
  // pack's own code cannot be sold twice anyway; for a retail code this is what tells two packs
  // from one, so the caller asks rather than counts. Never set for secrets and persons' numbers:
  // they are not remembered, not even so long.
  bool repeated = false;
  // What arrived, for a technician's eyes; may name a person, so it is neither logged nor kept.
  std::string raw;
};

// Times are of one clock that does not go back. Not for use by two threads at once.
class Wedge {
 public:
  explicit Wedge(WedgeSettings settings = {}) : settings_(settings), framing_(settings.framing) {}

  std::vector<WedgeScan> feed(std::int64_t at_ms, std::string_view bytes, const Context& context);
  std::vector<WedgeScan> wait(std::int64_t at_ms);

 private:
  WedgeScan read(Frame frame, const Context& context);

  WedgeSettings settings_;
  Framing framing_;
  std::optional<Code> last_;
  std::int64_t last_ms_ = 0;
};

}  // namespace tillgate::scanner
