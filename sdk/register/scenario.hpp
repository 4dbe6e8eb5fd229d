// A day at the till as JSON lines. One line is one of
//
//   {"sale": KEY, "title": TEXT, "steps": [STEP…]}
//   {"import": FILE}    product master, relative to the scenario file
//   {"receive": GOODS}  goods receipt, stock_receive.schema.json
//   {"stock": FILE}     price and batch of each SKU, for lines that name none
//   {"sync": {}}        send what waits
//   {"remark": TEXT}
//
// A STEP is an object with one name: say, identify, line, remove_line, scan, picture, prescription,
// review, learn, override, move, quote, settle, abandon, refund. Dates may be relative (dates.hpp).
// Empty lines and lines that begin with # are skipped.
#pragma once

#include <filesystem>

#include "sdk/register/card.hpp"
#include "sdk/register/counter.hpp"

namespace reg {

// Throws std::runtime_error naming file and line when the file cannot be played.
void play(const std::filesystem::path& file, const std::filesystem::path& pictures,
          const Library& library, tillgate_gate gate, Counter& counter, Cards& cards);

}  // namespace reg
