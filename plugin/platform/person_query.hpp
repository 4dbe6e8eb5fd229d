// 1101 人员基本信息获取: who the holder of a credential is, and how they are insured.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/money.hpp"
#include "base/result.hpp"

namespace tillgate::platform {

// What the insured person shows (就诊凭证).
struct Credential {
  std::string kind;  // 就诊凭证类型: 01 e-credential, 02 identity card, 03 social-security card
  std::string number;                 // token, identity number or card number
  std::string card_serial;            // 卡识别码, for a card
  std::string certificate_kind = {};  // 人员证件类型, for a permit that is no identity card
};

enum class Sex { unknown, male, female };

// One way the person is insured (参保信息).
struct Insurance {
  std::string kind;  // 险种: 310 employees, 390 residents, …
  std::string status;  // 参保状态: 1 normal, 2 paused, 4 ended; empty when the region does not tell
  std::string region;       // 参保地医保区划
  std::string person_kind;  // 人员类别
  Fen balance_fen = 0;      // personal account 个人账户
};

struct Person {
  std::string number;  // 人员编号
  std::string name;
  Sex sex = Sex::unknown;
  std::optional<std::string> birth_date;  // YYYY-MM-DD
  std::string certificate_kind;           // 人员证件类型
  std::string certificate_number;         // 证件号码
  std::vector<Insurance> insurances;      // in the platform's order; may be empty
};

Json person_query_input(const Credential& credential);
Result<Person> read_person(const Json& output);

}  // namespace tillgate::platform
