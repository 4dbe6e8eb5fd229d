// Codes of the insurance's designated institutions 定点医药机构代码 and of their staff, as the NHSA
// gives them out: letters, region (GB/T 2260), sequence.
#pragma once

#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct InstitutionCode {
  enum class Type { pharmacy, hospital };
  Type type = Type::pharmacy;
  std::string region;    // 6 digits; only the province is held against a list
  std::string sequence;  // 5 digits
};

// P or H, 12 characters. Checks in this order: EMPTY, BAD_CHAR, BAD_LENGTH, BAD_PREFIX,
// BAD_STRUCTURE, BAD_REGION.
Parsed<InstitutionCode> parse_institution_code(std::string_view text);

struct StaffCode {
  enum class Role { doctor, nurse, hospital_pharmacist, hospital_technician };
  Role role = Role::doctor;
  std::string region;    // 6 digits
  std::string sequence;  // 6 digits
};

// D 医师, N 护士: 13 characters; HY 药师, HJ 技师: 14 characters. Checks in this order: EMPTY,
// BAD_CHAR, BAD_PREFIX, BAD_LENGTH, BAD_STRUCTURE, BAD_REGION.
Parsed<StaffCode> parse_staff_code(std::string_view text);

}  // namespace tillgate::scanner
