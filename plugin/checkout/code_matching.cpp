#include "checkout/code_matching.hpp"

#include <algorithm>

namespace tillgate::checkout {

namespace {

bool wants_more(const Line& line) {
  return static_cast<std::int64_t>(line.codes.size()) < line.codes_wanted();
}

bool of_product(const Line& line, const std::optional<Product>& product) {
  return product && line.product.sku == product->sku;
}

std::int64_t times_in_sale(const SaleDocument& sale, const std::string& code) {
  std::int64_t times = 0;
  for (const Line& line : sale.lines)
    times += std::count_if(line.codes.begin(), line.codes.end(),
                           [&](const ScannedCode& c) { return c.code == code; });
  return times;
}

// A code of this line that the rules would object to: of another product, or scanned twice.
ScannedCode* replaceable(const SaleDocument& sale, Line& line) {
  const auto found =
      std::find_if(line.codes.rbegin(), line.codes.rend(), [&](const ScannedCode& c) {
        return c.sku != line.product.sku || times_in_sale(sale, c.code) > 1;
      });
  return found == line.codes.rend() ? nullptr : &*found;
}

Refusal not_of_this_line(const std::optional<Product>& product) {
  if (!product)
    return {"unknown_code", "这个追溯码没有登记过", "The code is in no register",
            "请换一盒;没有别的就请药师核对", "Take another pack, or ask the pharmacist"};
  return {"other_product", "追溯码和商品对不上:这是" + product->name,
          "The code is of another product: " + product->name, "请扫对的那一盒,或先加商品",
          "Scan the right pack, or add its line first"};
}

}  // namespace

Placement place_code(SaleDocument& sale, const ScannedCode& scanned,
                     const std::optional<Product>& product) {
  const bool duplicate = times_in_sale(sale, scanned.code) > 0;
  const Refusal already{"already_scanned", "这盒已经扫过了", "This pack was scanned already",
                        "请扫下一盒", "Scan the next pack"};

  for (Line& line : sale.lines) {
    if (!of_product(line, product) || !wants_more(line)) continue;
    line.codes.push_back(scanned);
    return {line.number, duplicate ? std::optional(already) : std::nullopt};
  }
  if (duplicate) return {std::nullopt, already};
  for (Line& line : sale.lines) {
    if (!of_product(line, product)) continue;
    if (ScannedCode* const wrong = replaceable(sale, line)) {
      *wrong = scanned;
      return {line.number, std::nullopt};
    }
    return {std::nullopt, Refusal{"line_complete", "这个商品的盒数已经扫够了",
                                  "All packs of this line are scanned", "要多买请先改数量",
                                  "To sell more, change the quantity first"}};
  }
  for (Line& line : sale.lines) {
    if (!wants_more(line)) continue;
    line.codes.push_back(scanned);
    return {line.number, not_of_this_line(product)};
  }
  return {std::nullopt, not_of_this_line(product)};
}

}  // namespace tillgate::checkout
