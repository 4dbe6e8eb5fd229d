// cn.nhsa.auth.check 刷脸身份换取: whose face a terminal authenticated. A message to the decode
// service, without an envelope.
#pragma once

#include <string>

#include "base/json.hpp"
#include "base/result.hpp"
#include "platform/settings.hpp"

namespace tillgate::platform {

// What the terminal got (cn.nhsa.ec.auth).
struct FaceAuthentication {
  std::string number;           // 实人认证业务流水号 authNo; serves once
  std::string business_number;  // 机构业务流水号 outBizNo
};

struct DecodedPerson {
  std::string certificate_number;
  std::string name;
};

Json face_query_message(const FaceAuthentication& face, const Operator& cashier,
                        const Settings& settings);
Result<DecodedPerson> read_face(const Json& data);

}  // namespace tillgate::platform
