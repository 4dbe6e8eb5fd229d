// A client of a faked platform, and requests of an invented shop and buyer.
#pragma once

#include "platform/client.hpp"
#include "platform/counting_ids.hpp"
#include "platform/fake_transport.hpp"
#include "support/clock.hpp"

namespace tillgate::test {

inline platform::Settings sample_settings() {
  platform::Settings settings;
  settings.url = "https://platform.test/fsi";
  settings.region = "999900";
  settings.receiver = "YBXT";
  settings.institution_code = "P99999900001";
  settings.institution_name = "示例药店";
  settings.application = "TILLGATE-SAMPLE";
  settings.secret = "sample-secret-never-used-for-real";
  return settings;
}

inline const platform::Session session{{"C001", "收银员甲"}, "SIGN0001"};

// Two boxes at 13.80, person 1 of the sample world.
inline platform::SettlementRequest sample_settlement() {
  platform::SettlementRequest request;
  request.person_number = "99990000000000000001";
  request.credential = {"01", "999900SAMPLETOKEN0001", ""};
  request.insurance_kind = "310";
  request.insured_region = "999900";
  request.begun_at = 1'795'140'900'000;
  request.lines = {{"S0001-1", "XC08CAA187A001010304658", "D089", 1380, 2000, 2760, {}, "", ""}};
  return request;
}

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

struct Till {
  FixedClock clock;
  CountingIds ids;
  FakePlatform platform;
  std::unique_ptr<platform::Client> client =
      platform::Client::create(sample_settings(), std::make_unique<FakeTransport>(platform), clock,
                               ids)
          .value();

  Deadline deadline() const { return Deadline::in(clock, 3000); }
};

}  // namespace tillgate::test
