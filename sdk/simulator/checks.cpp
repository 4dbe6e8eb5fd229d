#include "sdk/simulator/checks.hpp"

#include <algorithm>
#include <cstdlib>

#include "platform/message_id.hpp"
#include "platform/wire_time.hpp"

namespace tillgate::simulator {

namespace {

std::string message_id_problem(const Context& context, const Message& message) {
  const std::string& id = message.id;
  if (id.size() != platform::message_id_length) return "报文ID长度不是30位";
  if (!id.starts_with(message.institution->code)) return "报文ID不以机构编号开头";
  const std::string stamp = id.substr(platform::institution_code_length, 14);
  const bool serial =
      std::all_of(id.end() - 4, id.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!platform::read_stamp(stamp) || !serial) return "报文ID时间或流水号不正确";
  if (context.books.message_ids.contains(id)) return "报文ID重复";
  return "";
}

std::string sign_in_problem(const Context& context, const Message& message,
                            const std::string& number) {
  if (message.transaction == "9001") return number.empty() ? "" : "签到报文不应有签到流水号";
  const std::int64_t today = local_day(message.now);
  for (const SignIn& one : context.books.sign_ins)
    if (one.number == number && one.operator_id == message.operator_id &&
        one.institution == message.institution->code)
      return one.ended ? "已签退,请重新签到" : one.day == today ? "" : "签到已过期,请重新签到";
  return "未签到";
}

// The person a message is about, wherever its input names one.
std::string person_in(const Json& input) {
  for (const auto& group : input.items()) {
    const Json* row = &group.value();
    if (row->is_array() && !row->empty()) row = &row->front();
    if (!row->is_object()) continue;
    std::string number = text_of(*row, "psn_no");
    if (!number.empty()) return number;
  }
  return "";
}

std::string insured_region_problem(const Context& context, const Message& message) {
  const std::string number = person_in(message.input);
  if (number.empty()) return "";
  if (message.insured_region.empty()) return "参保地医保区划为空";
  const Person* person = context.world.person(number);
  if (person == nullptr) return "人员编号不存在";
  const bool known =
      std::any_of(person->insurances.begin(), person->insurances.end(),
                  [&](const Insurance& one) { return one.region == message.insured_region; });
  return known ? "" : "参保地医保区划与参保信息不符";
}

}  // namespace

std::string input_problem(const platform::FieldTable& fields, const Context& context,
                          const Message& message) {
  const auto findings = fields.check(message.input, platform::Direction::request,
                                     message.transaction, platform::Numbers::tokens);
  if (!findings.empty()) return field_problems(findings);
  return insured_region_problem(context, message);
}

std::string field_problems(const std::vector<platform::Finding>& findings) {
  std::string all;
  for (const platform::Finding& finding : findings)
    all += (all.empty() ? "" : "; ") + finding.path + ": " + finding.reason;
  return all;
}

std::string envelope_problem(const platform::FieldTable& fields, const Context& context,
                             const Institution& admitted, const Json& envelope, Message& message) {
  if (envelope.is_object()) {
    message.transaction = text_of(envelope, "infno");
    message.id = text_of(envelope, "msgid");
  }
  const auto findings =
      fields.check(envelope, platform::Direction::request, "envelope", platform::Numbers::tokens);
  if (!findings.empty()) return field_problems(findings);
  message.operator_id = text_of(envelope, "opter");
  message.insured_region = text_of(envelope, "insuplc_admdvs");
  message.input = envelope.at("input");
  message.institution = &admitted;

  if (transaction_by_number(message.transaction) == nullptr) return "交易编号不存在";
  if (text_of(envelope, "infver") != "V1.0") return "接口版本号不支持";
  if (text_of(envelope, "recer_sys_code") != context.world.customs().receiver)
    return "接收方系统代码不正确";
  if (text_of(envelope, "fixmedins_code") != admitted.code) return "机构编号与应用不符";
  if (text_of(envelope, "fixmedins_name") != admitted.name) return "机构名称不符";
  if (text_of(envelope, "mdtrtarea_admvs") != admitted.region) return "就医地医保区划不符";
  if (std::string problem = message_id_problem(context, message); !problem.empty()) return problem;
  const UtcMs sent = platform::read_time(text_of(envelope, "inf_time")).value_or(0);
  if (std::llabs(sent - message.now) > context.world.customs().clock_window_s * 1000)
    return "交易时间与平台时间不符";
  const Operator* known = admitted.operator_by_id(message.operator_id);
  if (known == nullptr || known->name != text_of(envelope, "opter_name"))
    return "经办人不存在或姓名不符";
  return sign_in_problem(context, message, text_of(envelope, "sign_no"));
}

}  // namespace tillgate::simulator
