// 9001 签到 and 9002 签退
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

Outcome sign_in(const Context& context, const Message& message) {
  if (text_of(message.input["signIn"], "opter_no") != message.operator_id)
    return refuse("签到操作员与报文经办人不一致");
  const std::string number = context.books.next_number(message.institution->region, message.now);
  context.books.sign_ins.push_back(
      {number, message.institution->code, message.operator_id, local_day(message.now), false});
  return accept({{"signinoutb", {{"sign_time", local_text(message.now)}, {"sign_no", number}}}});
}

Outcome sign_out(const Context& context, const Message& message) {
  const Json& wanted = message.input["signOut"];
  if (text_of(wanted, "opter_no") != message.operator_id)
    return refuse("签退操作员与报文经办人不一致");
  for (SignIn& one : context.books.sign_ins) {
    if (one.number != text_of(wanted, "sign_no") || one.operator_id != message.operator_id)
      continue;
    one.ended = true;
    return accept({{"signoutoutb", {{"sign_time", local_text(message.now)}}}});
  }
  return refuse("未找到签到记录");
}

}  // namespace tillgate::simulator
