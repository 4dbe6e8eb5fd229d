// Who we are at the platform, and who acts for us.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "crypto/signature.hpp"
#include "platform/region.hpp"

namespace tillgate::platform {

struct Settings {
  std::string url;               // https://…, one address for every transaction
  std::string region;            // 就医地医保区划 of the shop, 6 digits
  std::string receiver;          // 接收方系统代码, given by the region
  std::string institution_code;  // 定点医药机构编号, 12 characters
  std::string institution_name;  // 定点医药机构名称
  std::string application;       // x-tif-paasid, access key or client id
  std::string secret;            // the application's secret; in no failure text and no message
  int message_slot = 0;          // this till's place in the message numbers (message_id.hpp)
  std::string machine_address = "00-00-00-00-00-00";  // 签到MAC地址, at most 20 characters
  std::string network_address = "127.0.0.1";          // 签到IP地址, at most 20 characters
  Region manner;                                      // how the region speaks
  std::shared_ptr<const crypto::PrivateKey> signer;   // SM2, of encrypted messages; may be null
};

// TILLGATE_E_CONFIG names the setting that cannot be used.
Result<Done> check_settings(const Settings& settings);

// 经办人: the cashier a message is sent for.
struct Operator {
  std::string id;  // at most 20 characters
  std::string name;
};

// An operator who signed in today (签到).
struct Session {
  Operator cashier;
  std::string sign_in_number;  // 签到流水号
};

}  // namespace tillgate::platform
