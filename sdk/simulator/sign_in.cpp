// 9001 签到
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

Outcome sign_in(const Context& context, const Message& message) {
  if (text_of(message.input["signIn"], "opter_no") != message.operator_id)
    return refuse("签到操作员与报文经办人不一致");
  const std::string number = context.books.next_number(message.institution->region, message.now);
  context.books.sign_ins.push_back(
      {number, message.institution->code, message.operator_id, local_day(message.now)});
  return accept({{"signinoutb", {{"sign_time", local_text(message.now)}, {"sign_no", number}}}});
}

}  // namespace tillgate::simulator
