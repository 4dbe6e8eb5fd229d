// How a sale is split between fund, personal account and cash. Integers only; every identity of the
// interface holds by construction.
#pragma once

#include <string>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"
#include "sdk/simulator/world.hpp"

namespace tillgate::simulator {

struct LineAmounts {
  Fen total = 0;
  Fen self_paid = 0;   // 全自费
  Fen over_limit = 0;  // 超限价
  Fen first_paid = 0;  // 先行自付
  Fen in_scope = 0;    // 符合政策范围
};

struct SaleAmounts {
  LineAmounts sum;
  Fen pooled_fund = 0;
  Fen person_part = 0;
  Fen account = 0;
  Fen cash = 0;
};

// quantity in 1/10000 sales units, price in 1/1000000 yuan. Empty when out of range.
std::optional<Fen> line_amount(std::int64_t price, std::int64_t quantity);

LineAmounts split_line(const Item& item, Fen total, std::int64_t quantity);
// `balance`: what the personal account may pay; 0 when it is not to be used.
SaleAmounts split_sale(const std::vector<LineAmounts>& lines, const Insurance& insurance,
                       Fen balance);

}  // namespace tillgate::simulator
