// Sales as data: a basket of invented medicines.
#pragma once

#include "checkout/sale_document.hpp"

namespace tillgate::test {

inline checkout::Product medicine(const std::string& sku, bool traced = true) {
  return checkout::product_of({{"sku", sku},
                               {"name", "示例药 " + sku},
                               {"spec", "10mg"},
                               {"maker", "示例药厂"},
                               {"kind", "drug"},
                               {"traced", traced}});
}

inline checkout::Line line_of(std::int64_t number, const checkout::Product& product,
                              std::int64_t packs = 1, checkout::Pay pay = checkout::Pay::fund) {
  checkout::Line line;
  line.number = number;
  line.product = product;
  line.quantity_milli = packs * 1000;
  line.price_fen = 1000;
  line.total_fen = packs * 1000;
  line.pay = pay;
  return line;
}

inline checkout::SaleDocument basket(std::vector<checkout::Line> lines) {
  checkout::SaleDocument sale;
  sale.key = "S1";
  sale.operator_id = "C001";
  sale.operator_name = "收银员甲";
  sale.lines = std::move(lines);
  return sale;
}

}  // namespace tillgate::test
