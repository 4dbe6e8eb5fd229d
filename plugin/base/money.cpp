#include "base/money.hpp"

#include <limits>

namespace tillgate {

Result<std::int64_t> scaled_integer(std::string_view decimal, int scale) {
  const auto bad = [] { return Failure{TILLGATE_E_ARGUMENT, "not a decimal number in range", ""}; };
  const bool negative = decimal.starts_with('-');
  if (negative) decimal.remove_prefix(1);
  std::int64_t value = 0;
  int fraction_digits = -1;  // -1 before the point
  bool any_digit = false;
  for (const char c : decimal) {
    if (c == '.' && fraction_digits < 0) {
      fraction_digits = 0;
      continue;
    }
    if (c < '0' || c > '9') return bad();
    any_digit = true;
    if (fraction_digits >= 0 && fraction_digits++ >= scale) {
      if (c != '0') return bad();
      continue;
    }
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, c - '0', &value))
      return bad();
  }
  if (!any_digit) return bad();
  for (int digits = fraction_digits < 0 ? 0 : fraction_digits; digits < scale; ++digits)
    if (__builtin_mul_overflow(value, 10, &value)) return bad();
  return negative ? -value : value;
}

std::string decimal_text(std::int64_t scaled, int scale) {
  // The magnitude is taken unsigned, so that the most negative value has one too.
  const std::uint64_t magnitude =
      scaled < 0 ? ~static_cast<std::uint64_t>(scaled) + 1 : static_cast<std::uint64_t>(scaled);
  std::string digits = std::to_string(magnitude);
  const auto places = static_cast<std::size_t>(scale);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, 1, '.');
  return scaled < 0 ? "-" + digits : digits;
}

Result<Fen> line_total(Fen price_fen, Milli quantity) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(price_fen, quantity, &product) ||
      product > std::numeric_limits<std::int64_t>::max() - 500)
    return Failure{TILLGATE_E_LIMIT, "line amount is out of range", ""};
  return (product + 500) / 1000;
}

}  // namespace tillgate
