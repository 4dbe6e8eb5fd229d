#include "platform/sign_in.hpp"

#include "platform/reply_node.hpp"

namespace tillgate::platform {

Json sign_in_input(const Operator& cashier, const Settings& settings) {
  return {{"signIn",
           {{"opter_no", cashier.id},
            {"mac", settings.machine_address},
            {"ip", settings.network_address}}}};
}

Result<SignIn> read_sign_in(const Json& output) {
  const ReplyNode result = ReplyNode(output).child("signinoutb");
  TILLGATE_TRY(number, result.required_text("sign_no"));
  TILLGATE_TRY(at, result.required_time("sign_time"));
  return SignIn{number, at};
}

}  // namespace tillgate::platform
