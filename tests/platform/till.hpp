// A client of a faked platform, and requests of an invented shop and buyer.
#pragma once

#include "platform/client.hpp"
#include "platform/counting_ids.hpp"
#include "platform/fake_transport.hpp"
#include "platform/sample_upload.hpp"
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
