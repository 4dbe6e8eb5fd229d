// Payment codes 付款码 of phone wallets. Known only to be told apart from goods: never used, never
// kept.
#pragma once

#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

enum class Wallet { wechat, alipay, unionpay };

// WeChat: 18 digits from 10-15; Alipay: 16 to 24 from 25-30; UnionPay: 19 from 62.
// Checks in this order: EMPTY, BAD_CHAR, then by prefix BAD_PREFIX and BAD_LENGTH, then AMBIGUOUS
// when the digits are a valid identity number as well.
Parsed<Wallet> parse_wallet_code(std::string_view text);

}  // namespace tillgate::scanner
