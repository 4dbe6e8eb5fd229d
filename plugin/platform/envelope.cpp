#include "platform/envelope.hpp"

#include "base/text.hpp"
#include "platform/envelope_seal.hpp"
#include "platform/reply_node.hpp"
#include "platform/wire_json.hpp"
#include "platform/wire_time.hpp"

namespace tillgate::platform {

namespace {

constexpr std::size_t max_reply_bytes = 4 << 20;
constexpr std::size_t max_words = 200;

// What a gateway says in place of the platform: a code and a message, under whatever name.
std::string gateway_words(const ReplyNode& reply) {
  std::string words;
  for (const char* name : {"code", "message", "msg", "error"}) {
    const std::string text = reply.text(name);
    if (!text.empty()) words += (words.empty() ? "" : " ") + text;
  }
  return printable(words);
}

}  // namespace

std::string platform_words(std::string_view text) {
  return printable(text, max_words);
}

Json request_envelope(const Settings& settings, const Call& call, UtcMs now) {
  return {{"infno", call.transaction},
          {"msgid", call.message_id},
          {"mdtrtarea_admvs", settings.region},
          {"insuplc_admdvs", call.insured_region},
          {"recer_sys_code", settings.receiver},
          {"dev_no", ""},
          {"dev_safe_info", ""},
          {"cainfo", ""},
          {"signtype", ""},
          {"infver", "V1.0"},
          {"opter_type", "1"},
          {"opter", call.session.cashier.id},
          {"opter_name", call.session.cashier.name},
          {"inf_time", local_text(now)},
          {"fixmedins_code", settings.institution_code},
          {"fixmedins_name", settings.institution_name},
          {"sign_no", call.session.sign_in_number},
          {"input", call.input}};
}

Result<Reply> read_reply(std::string_view body, const Settings& settings) {
  auto parsed = parse_wire(body, {max_reply_bytes, 32});
  if (!parsed)
    return Failure{TILLGATE_E_PLATFORM, "the reply is " + parsed.failure().detail,
                   parsed.failure().where};
  Json& document = *parsed;
  if (settings.manner.encryption == Encryption::sm4)
    TILLGATE_CHECK(open_envelope(document, "output", settings.application, nullptr));
  const ReplyNode node(document);
  const std::string code = node.text("infcode");
  if (code.empty())
    return Failure{TILLGATE_E_PLATFORM, "the reply has no status code: " + gateway_words(node),
                   "infcode"};
  const auto number = scaled_integer(code, 0);
  if (!number)
    return Failure{TILLGATE_E_PLATFORM, "the reply's status code is no number", "infcode"};

  Reply reply;
  reply.accepted = *number == 0;
  if (!reply.accepted) {
    const std::string words = node.text("err_msg");
    reply.words = words.empty() ? "infcode " + std::to_string(*number) : platform_words(words);
  }
  reply.told_at = read_time(node.text("respond_time"));
  if (document.contains("output")) reply.output = std::move(document["output"]);
  return reply;
}

}  // namespace tillgate::platform
