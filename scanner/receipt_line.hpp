// Whether the codes scanned for one line of a receipt are those it needs.
//
// A whole pack needs a code each; a split sale (拆零) needs one, however many pieces are sold, and
// the pack it is taken from may have been used for an earlier split. A refused scan does not make
// the line fail as long as enough good ones come: what counts first is whether the line has its
// codes, then which scan was odd.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct ReceiptLine {
  std::vector<std::string> drug_ids;  // one product may own several, one a pack level
  std::int64_t quantity = 1;          // packs, or pieces when split
  bool split = false;
  std::int64_t most_codes = 1;  // split only: how many packs the pieces may come from
};

// Answers the accepted codes, in the order of the scans. Reasons: TOO_FEW; otherwise that of the
// first refused scan: those of parse_trace, WRONG_ITEM, DUPLICATE, ALREADY_SOLD, TOO_MANY.
Parsed<std::vector<std::string>> match_receipt_line(const ReceiptLine& line,
                                                    std::span<const std::string> scans,
                                                    std::span<const std::string> sold_before);

}  // namespace tillgate::scanner
