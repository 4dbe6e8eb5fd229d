// The envelope around every transaction (公共报文). WIRE.md explains it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "platform/settings.hpp"

namespace tillgate::platform {

// What one message says.
struct Call {
  std::string transaction;     // 交易编号
  std::string message_id;      // 报文ID
  std::string insured_region;  // 参保地医保区划; empty when the input names no person
  Session session;             // without a number in the sign-in itself
  Json input;                  // numbers as decimal text
};

Json request_envelope(const Settings& settings, const Call& call, UtcMs now);

struct Reply {
  bool accepted = false;  // 交易状态码 0
  std::string words;  // the platform's own words when it was not; printable, at most 200 characters
  Json output;        // numbers as tokens (wire_json.hpp); null when there is none
  std::optional<UtcMs> told_at;  // 响应报文时间; empty when it tells none that can be read
};

// Opens an encrypted output. TILLGATE_E_PLATFORM when the body is not JSON or has no readable
// status code. A gateway answers in a shape of its own, without that code: its words are then in
// the detail.
Result<Reply> read_reply(std::string_view body, const Settings& settings);

// The platform's words fit for a screen.
std::string platform_words(std::string_view text);

}  // namespace tillgate::platform
