// Six-digit dates of GS1 element strings (GS1 General Specifications 3.4 and 7.12).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct Gs1Date {
  int year = 0;
  int month = 0;
  int day = 0;              // 0: month precision
  std::string last_usable;  // YYYY-MM-DD for the application identifiers 12, 15, 16, 17; else empty
};

// YYMMDD of the application identifier `ai`. The century is the one that puts the year within 50
// years of `today` (a day number of base/time.hpp). Day 00 means the whole month, up to its last
// day; the identifiers 7003 and 8008 do not allow it. Checks in this order: EMPTY, BAD_CHAR,
// BAD_LENGTH, BAD_DATE.
Parsed<Gs1Date> parse_gs1_date(std::string_view yymmdd, std::string_view ai, std::int64_t today);

}  // namespace tillgate::scanner
