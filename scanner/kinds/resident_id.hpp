// Resident identity number 公民身份号码 (GB 11643-1999): region 6, birth date 8, sequence 3,
// check 1; and the two permits that are built like it. Personal data: nothing of it may reach a
// diagnostic, a refusal or a log.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

enum class Sex { male, female };

struct ResidentId {
  std::string region;      // 6 digits (GB/T 2260); only the province is held against a list
  std::string birth_date;  // YYYY-MM-DD, a day of the calendar, 1900-01-01 or later
  std::string sequence;    // 3 digits, odd for male, never 000
  Sex sex = Sex::male;
  char check = '0';  // 0-9 or X
};

inline constexpr std::int64_t any_birth_day = std::numeric_limits<std::int64_t>::max();

// `today` is a day number of base/time.hpp; without it a birth date in the future passes.
// Checks in this order: EMPTY, OLD_15 (the withdrawn form of 15 digits), BAD_CHAR (a small x too),
// BAD_LENGTH, GOT_HMT (regions 81-83), GOT_FOREIGN_PR (first digit 9), BAD_REGION, BAD_DATE,
// BAD_STRUCTURE (sequence 000), BAD_CHECK (ISO 7064 MOD 11-2).
Parsed<ResidentId> parse_resident_id(std::string_view text, std::int64_t today = any_birth_day);

// The same, for callers that need no reason.
std::optional<ResidentId> check_resident_id(std::string_view text,
                                            std::int64_t today = any_birth_day);

// Residence permit of Hong Kong, Macau and Taiwan residents 港澳台居民居住证: the same structure,
// the region is 810000, 820000 or 830000.
struct ResidencePermit {
  ResidentId number;
  std::string_view from;  // "HK", "MO" or "TW"
};

// Checks in this order: EMPTY, BAD_CHAR, BAD_LENGTH, BAD_REGION, BAD_DATE, BAD_STRUCTURE,
// BAD_CHECK.
Parsed<ResidencePermit> parse_residence_permit(std::string_view text,
                                               std::int64_t today = any_birth_day);

// Foreign permanent resident 外国人永久居留身份证. Since 2023: 9, province 2, country's number 3,
// birth date 8, sequence 3, check of the resident number. Before: 3 letters, region 4, birth
// YYMMDD, 2 that nothing is known about. Both are in use.
struct ForeignResident {
  enum class Form { since_2023, before };
  Form form = Form::since_2023;
  std::string country;     // three digits (ISO 3166-1 numeric), or three letters
  std::string region;      // 2 digits, or 4
  std::string birth_date;  // YYYY-MM-DD, or YYMMDD of an unknown century
  std::string sequence;    // since_2023 only, as sex
  Sex sex = Sex::male;
};

// Which form is meant tells the first character. Checks in this order: EMPTY, BAD_CHAR, BAD_LENGTH,
// then since 2023: BAD_PREFIX, BAD_REGION, BAD_STRUCTURE (country), BAD_DATE, BAD_STRUCTURE
// (sequence), BAD_CHECK; before: BAD_STRUCTURE, BAD_REGION, BAD_DATE.
Parsed<ForeignResident> parse_foreign_resident(std::string_view text,
                                               std::int64_t today = any_birth_day);

}  // namespace tillgate::scanner
