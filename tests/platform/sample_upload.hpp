// The upload of a sale by an invented shop.
#pragma once

#include "platform/sale_upload.hpp"

namespace tillgate::test {

inline platform::SaleUpload sample_upload() {
  platform::SaleUpload sale;
  sale.item_code = "XC08CAA187A001010304658";
  sale.shop_code = "D089";
  sale.product_name = "苯磺酸氨氯地平片";
  sale.batch_number = "B0001";
  sale.lot = "20260101";
  sale.made = "2026-01-01";
  sale.expires = "2028-12-31";
  sale.rx_class = platform::RxClass::prescription;
  sale.pharmacist_name = "药师甲";
  sale.pharmacist_licence = "ZY0001";
  sale.price_fen = 1380;
  sale.quantity_milli = 2000;
  sale.codes = {"89900890000000000011", "89900890000000000028"};
  sale.receipt = "S0001";
  sale.sold_at = 1'795'140'900'000;
  sale.sold_by = "收银员甲";
  return sale;
}

}  // namespace tillgate::test
