#include "scanner/kinds/wallet.hpp"

#include <algorithm>
#include <array>

#include "scanner/digits.hpp"
#include "scanner/kinds/resident_id.hpp"

namespace tillgate::scanner {

Parsed<Wallet> parse_wallet_code(std::string_view text) {
  struct Shape {
    std::string_view lowest, highest;  // first two digits
    std::size_t shortest, longest;
    Wallet wallet;
  };
  constexpr auto shapes = std::to_array<Shape>({
      {"10", "15", 18, 18, Wallet::wechat},
      {"25", "30", 16, 24, Wallet::alipay},
      {"62", "62", 19, 19, Wallet::unionpay},
  });
  if (text.empty()) return Reason::empty;
  if (!all_digits(text)) return Reason::bad_char;
  const std::string_view prefix = text.substr(0, 2);
  const auto shape = std::find_if(shapes.begin(), shapes.end(), [&](const Shape& s) {
    return prefix.size() == 2 && prefix >= s.lowest && prefix <= s.highest;
  });
  if (shape == shapes.end()) return Reason::bad_prefix;
  if (text.size() < shape->shortest || text.size() > shape->longest) return Reason::bad_length;
  if (check_resident_id(text)) return Reason::ambiguous;
  return shape->wallet;
}

}  // namespace tillgate::scanner
