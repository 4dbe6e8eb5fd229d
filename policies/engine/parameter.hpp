// A parameter 参数: a threshold of a rule, and how far a lower layer (region 地区, shop 门店) may
// move it.
//
//   parameter := name " " ("integer" | "day") " " default " " direction [" " least ".." most]
//   direction := "lower" | "raise" | "open" | "fixed"
//
//   otc_max_packs integer 5 open 2..10
//   trace_fund_from day 2025-07-01 fixed
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace tillgate::policies {

struct Parameter {
  enum class Type { integer, day };  // a day is written YYYY-MM-DD and bound as its day number
  enum class Direction {
    lower,  // may only be made smaller
    raise,  // may only be made larger
    open,   // either way
    fixed,  // not at all
  };
  std::string name;
  Type type = Type::integer;
  std::int64_t value = 0;
  Direction direction = Direction::fixed;
  std::optional<std::int64_t> least, most;  // bounds whoever sets it

  bool operator==(const Parameter&) const = default;
};

std::string_view name_of(Parameter::Direction direction) noexcept;
// The value as it is written: a number, or a date.
std::string written(const Parameter& parameter, std::int64_t value);

// The text behind "param:".
Result<Parameter> parse_parameter(std::string_view text);

using ParameterValues = std::map<std::string, std::int64_t>;

// Moves `values` to what a lower layer sets: {"otc_max_packs": 3, "nocode_until": "2026-12-31"}.
// Nothing moves on failure: TILLGATE_E_CONFIG, `where` is the JSON pointer of the first value that
// is unknown, of the wrong type, or moved further than its declaration allows.
Result<Done> move_parameters(const std::vector<Parameter>& declared, const Json& settings,
                             ParameterValues& values);

}  // namespace tillgate::policies
