// 9001 签到: an operator signs in once a day; every later message of theirs carries the number.
#pragma once

#include <string>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "platform/settings.hpp"

namespace tillgate::platform {

struct SignIn {
  std::string number;  // 签到编号
  UtcMs at = 0;        // by the platform's clock
};

Json sign_in_input(const Operator& cashier, const Settings& settings);
Result<SignIn> read_sign_in(const Json& output);

}  // namespace tillgate::platform
