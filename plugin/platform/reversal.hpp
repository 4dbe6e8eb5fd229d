// 2601 冲正: undoes a message whose outcome is unknown, by its message number. Repeating it is
// safe.
#pragma once

#include <string>

#include "base/json.hpp"

namespace tillgate::platform {

// What a lost message asked for.
enum class Reversible { settlement, cancellation };

struct Reversal {
  std::string message_id;  // of the lost message
  Reversible what = Reversible::settlement;
  std::string person_number;
  std::string insured_region;
};

Json reversal_input(const Reversal& reversal);

}  // namespace tillgate::platform
