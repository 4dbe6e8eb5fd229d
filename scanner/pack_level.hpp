// Which level of packaging a code stands for: 1 the smallest pack sold, 2 a bundle 中包装, 3 a case
// 箱, higher ones possible. Every level has a traceability code of its own with twenty digits, and
// nothing in those digits tells the level: it is known from the product master (each level has a
// drug id of its own) or from the producer's relation that the platform hands out.
#pragma once

#include <cstdint>
#include <optional>

#include "scanner/code.hpp"

namespace tillgate::scanner {

struct PackLevel {
  std::int64_t level = 1;  // 1 and up; a level that is only known to be no single pack is 2
  bool exact = true;       // false: at least this level
};

// `registered` is what the product master says of the code's drug id or GTIN, 1 and up. Without it
// a traceability code has no known level; the indicator digit of a GTIN tells a single pack (0)
// from a bundle or case (1-8), and a shipping code is never a single pack. Nothing for codes that
// stand for no goods, and for goods of variable measure (indicator 9).
std::optional<PackLevel> pack_level_of(const Code& code, std::optional<std::int64_t> registered);

// The platform's code_level counts from the largest pack (1) downwards, its code_pack_level from
// the smallest upwards, and both stand in one answer. Turns the former into the latter; nothing
// when it is not between 1 and `levels`, the number of levels that the product has.
std::optional<std::int64_t> level_from_largest(std::int64_t code_level, std::int64_t levels);

// A line of the basket counts single packs: GOT_OUTER_PACK for anything larger, nothing when the
// code may be taken, which includes a level nobody knows.
std::optional<Refusal> refuse_outer_pack(const std::optional<PackLevel>& level);

}  // namespace tillgate::scanner
