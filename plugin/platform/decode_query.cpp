#include "platform/decode_query.hpp"

#include "platform/reply_node.hpp"

namespace tillgate::platform {

namespace {

constexpr const char* pharmacy_purchase = "02121";  // 用码业务类型
constexpr const char* no_office = "无";             // a pharmacy has no departments

Json decode_message(const char* transaction, const Operator& cashier, const Settings& settings) {
  return {{"orgId", settings.institution_code},
          {"transType", transaction},
          {"data",
           {{"orgId", settings.institution_code},
            {"businessType", pharmacy_purchase},
            {"operatorId", cashier.id},
            {"operatorName", cashier.name},
            {"officeId", no_office},
            {"officeName", no_office}}}};
}

}  // namespace

Json code_query_message(const std::string& code, const Operator& cashier,
                        const Settings& settings) {
  Json message = decode_message("ec.query", cashier, settings);
  message["data"]["ecQrCode"] = code;
  return message;
}

Json face_query_message(const FaceAuthentication& face, const Operator& cashier,
                        const Settings& settings) {
  Json message = decode_message("cn.nhsa.auth.check", cashier, settings);
  message["data"]["outBizNo"] = face.business_number;
  message["data"]["authNo"] = face.number;
  return message;
}

Result<DecodedPerson> read_decoded(const Json& data) {
  const ReplyNode reply(data);
  TILLGATE_TRY(number, reply.required_text("idNo"));
  TILLGATE_TRY(name, reply.required_text("userName"));
  return DecodedPerson{number, name, reply.text("ecToken")};
}

}  // namespace tillgate::platform
