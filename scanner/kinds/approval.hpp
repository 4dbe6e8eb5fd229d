// Approval number of a drug 药品批准文号 and registration number of a device 医疗器械注册证号.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

// Where goods come from, as both numbers tell it.
enum class Origin { domestic, imported, hk_mo_tw, repacked_import };

struct ApprovalNumber {
  std::string
      letters;         // H Z S J B T F, or HJ ZJ SJ (imported), HC ZC SC (Hong Kong, Macau, Taiwan)
  std::string digits;  // 8
  std::optional<int> year;  // the first four digits, when they can be one; old numbers have none
  Origin origin = Origin::domestic;
};

// "国药准字", letters, eight digits. `today` is a day number of base/time.hpp. Checks in this
// order: EMPTY, WRONG_FAMILY (another authority's number) or BAD_PREFIX, BAD_CHAR, BAD_STRUCTURE
// (letters), BAD_LENGTH, BAD_DATE (two letters need a year).
Parsed<ApprovalNumber> parse_approval_number(std::string_view text, std::int64_t today);

struct DeviceRegistration {
  std::string issuer;  // 国, or a province's one-character name
  Origin origin = Origin::domestic;
  int year = 0;
  int device_class = 0;  // 2 or 3
  std::string category;  // 2 digits
  std::string sequence;  // 4 digits
};

// The form since 2014: issuer, 械注, 准/进/许, year 4, class 1, category 2, sequence 4. Class 3 and
// goods from abroad are national, class 2 is provincial. Checks in this order: EMPTY, BAD_PREFIX,
// BAD_REGION, BAD_STRUCTURE (准/进/许), BAD_CHAR, BAD_LENGTH, BAD_DATE, BAD_STRUCTURE (class).
Parsed<DeviceRegistration> parse_device_registration(std::string_view text, std::int64_t today);

}  // namespace tillgate::scanner
