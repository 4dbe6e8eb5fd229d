#include "sdk/simulator/amounts.hpp"

#include <algorithm>
#include <limits>

namespace tillgate::simulator {

namespace {

constexpr std::int64_t whole = 1000;           // permille
constexpr std::int64_t units = 10'000;         // of a quantity
constexpr std::int64_t per_fen = 100'000'000;  // price units times quantity units in a fen

std::int64_t divided_half_up(std::int64_t value, std::int64_t by) {
  return (value + by / 2) / by;
}

}  // namespace

std::optional<Fen> line_amount(std::int64_t price, std::int64_t quantity) {
  std::int64_t product = 0;
  if (price < 0 || quantity <= 0 || __builtin_mul_overflow(price, quantity, &product))
    return std::nullopt;
  if (product > std::numeric_limits<std::int64_t>::max() - per_fen) return std::nullopt;
  return divided_half_up(product, per_fen);
}

LineAmounts split_line(const Item& item, Fen total, std::int64_t quantity) {
  LineAmounts line;
  line.total = total;
  if (item.self_pay_permille >= whole) {
    line.self_paid = total;
    return line;
  }
  Fen within = total;
  if (item.limit_price_fen)
    within = std::min(total, divided_half_up(*item.limit_price_fen * quantity, units));
  line.over_limit = total - within;
  line.first_paid = divided_half_up(within * item.self_pay_permille, whole);
  line.in_scope = within - line.first_paid;
  return line;
}

SaleAmounts split_sale(const std::vector<LineAmounts>& lines, const Insurance& insurance,
                       Fen balance) {
  SaleAmounts sale;
  for (const LineAmounts& line : lines) {
    sale.sum.total += line.total;
    sale.sum.self_paid += line.self_paid;
    sale.sum.over_limit += line.over_limit;
    sale.sum.first_paid += line.first_paid;
    sale.sum.in_scope += line.in_scope;
  }
  sale.pooled_fund = sale.sum.in_scope * insurance.pooled_permille / whole;
  sale.person_part = sale.sum.total - sale.pooled_fund;
  sale.account = std::min(balance, sale.person_part);
  sale.cash = sale.person_part - sale.account;
  return sale;
}

}  // namespace tillgate::simulator
