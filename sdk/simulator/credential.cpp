// What an e-credential stands for: 1162 through the platform, and the messages of the local decode
// service (ec.query, cn.nhsa.qrcode.get, cn.nhsa.ec.auth, cn.nhsa.auth.check).
#include <algorithm>

#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

namespace {

constexpr const char* token_kind = "01";
constexpr const char* card_kind = "03";

const Person* person_showing(const World& world, const std::string& code) {
  const auto& all = world.persons();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Person& one) {
    return !code.empty() && one.shown_code == code;
  });
  return found == all.end() ? nullptr : &*found;
}

const Credential* credential_of(const Person& person, const char* kind) {
  const auto found = std::find_if(person.credentials.begin(), person.credentials.end(),
                                  [kind](const Credential& one) { return one.kind == kind; });
  return found == person.credentials.end() ? nullptr : &*found;
}

// Face authentication: the number a terminal got stands for the person it looked at. This world's
// terminal always looks at its first person.
std::string authentication_of(const Json& data) {
  return "AUTH-" + text_of(data, "outBizNo");
}

Json decoded(const Person& person) {
  const Credential* token = credential_of(person, token_kind);
  return {{"idNo", person.certificate_number},
          {"idType", person.certificate_kind},
          {"userName", person.name},
          {"ecToken", token == nullptr ? "" : token->number},
          {"insuOrg", person.insurances.front().region},
          {"gender", person.sex},
          {"birthday", person.born}};
}

}  // namespace

Outcome decode_credential(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  if (text_of(data, "orgId") != message.institution->code) return refuse("机构ID与报文不符");
  const Person* person = person_showing(context.world, text_of(data, "ecQrCode"));
  if (person == nullptr) return refuse("二维码无效或已过期,请刷新后重试");
  const Credential* token = credential_of(*person, token_kind);
  if (token == nullptr) return refuse("电子凭证未激活");
  Json output = identify(context, message, *person, *token);
  output["ecToken"] = token->number;
  if (const Credential* card = credential_of(*person, card_kind)) {
    output["cardno"] = card->number;
    output["card_sn"] = card->card_serial;
  }
  return accept(std::move(output));
}

Outcome decode_locally(const Context& context, const Message& message) {
  const Json& data = message.input["data"];
  if (text_of(message.input, "orgId") != message.institution->code ||
      text_of(data, "orgId") != message.institution->code)
    return refuse("机构ID不正确");
  if (message.transaction == "cn.nhsa.ec.auth")
    return accept({{"authNo", authentication_of(data)}, {"outBizNo", text_of(data, "outBizNo")}});
  const auto& all = context.world.persons();
  const Person* person = nullptr;
  if (message.transaction == "cn.nhsa.auth.check") {
    if (text_of(data, "authNo") != authentication_of(data)) return refuse("实人认证流水号不存在");
    person = &all.front();
  } else if (!text_of(data, "ecQrCode").empty()) {
    person = person_showing(context.world, text_of(data, "ecQrCode"));
  } else {
    // The terminal's own scanner reads whoever stands before it: the first person.
    person = &all.front();
  }
  if (person == nullptr) return refuse("二维码无效或已过期,请刷新后重试");
  return accept(decoded(*person));
}

}  // namespace tillgate::simulator
