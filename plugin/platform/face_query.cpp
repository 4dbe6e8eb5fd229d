#include "platform/face_query.hpp"

#include "platform/reply_node.hpp"

namespace tillgate::platform {

namespace {

constexpr const char* pharmacy_purchase = "02121";  // 用码业务类型
constexpr const char* no_office = "无";             // a pharmacy has no departments

}  // namespace

Json face_query_message(const FaceAuthentication& face, const Operator& cashier,
                        const Settings& settings) {
  return {{"orgId", settings.institution_code},
          {"transType", "cn.nhsa.auth.check"},
          {"data",
           {{"orgId", settings.institution_code},
            {"businessType", pharmacy_purchase},
            {"outBizNo", face.business_number},
            {"authNo", face.number},
            {"operatorId", cashier.id},
            {"operatorName", cashier.name},
            {"officeId", no_office},
            {"officeName", no_office}}}};
}

Result<DecodedPerson> read_face(const Json& data) {
  const ReplyNode reply(data);
  TILLGATE_TRY(number, reply.required_text("idNo"));
  TILLGATE_TRY(name, reply.required_text("userName"));
  return DecodedPerson{number, name};
}

}  // namespace tillgate::platform
