// Money in fen (1/100 CNY 分) and quantities in milli-units: integers only, no binary fractions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tillgate {

using Fen = std::int64_t;    // 1/100 CNY
using Milli = std::int64_t;  // sales units x 1000: one box 1000, half a box 500

// Decimal text with `scale` digits after the point becomes an integer of 10^-scale units:
// scaled_integer("27.6", 2) is 2760. More digits than `scale` are accepted only when they are
// zeros.
Result<std::int64_t> scaled_integer(std::string_view decimal, int scale);
// 2760 fen is "27.60".
std::string decimal_text(std::int64_t scaled, int scale);

// price_fen for one unit times quantity, rounded half up to a whole fen.
Result<Fen> line_total(Fen price_fen, Milli quantity);

}  // namespace tillgate
