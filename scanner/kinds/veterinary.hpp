// Veterinary traceability code 兽药追溯码: 24 digits, alone or in front of the other
// comma-separated parts of its QR text. It must never be shortened to a drug's twenty digits.
#pragma once

#include <string_view>

namespace tillgate::scanner {

bool is_veterinary_trace(std::string_view text);

}  // namespace tillgate::scanner
