// The set-up check of a hand scanner (扫码枪设置检查), as documents of the register.
#pragma once

#include "base/json.hpp"

namespace tillgate::checkout {

// scanner_check.schema.json -> scanner_report.schema.json
Json scanner_report(const Json& check);

}  // namespace tillgate::checkout
