// Whose insurance code was shown (ec.query 扫码身份解析), or whose face a terminal authenticated
// (cn.nhsa.auth.check 刷脸身份换取). Messages to the decode service, without an envelope.
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
  std::string token;  // of the e-credential, for 1101; may be empty
};

Json code_query_message(const std::string& code, const Operator& cashier, const Settings& settings);
Json face_query_message(const FaceAuthentication& face, const Operator& cashier,
                        const Settings& settings);
Result<DecodedPerson> read_decoded(const Json& data);

}  // namespace tillgate::platform
