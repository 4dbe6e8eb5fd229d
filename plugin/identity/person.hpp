// The person a sale is for, as the platform knows them (参保人). Bound to one sale only.
#pragma once

#include <optional>
#include <string>

#include "base/json.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "platform/person_query.hpp"

namespace tillgate::identity {

using platform::Insurance;
using platform::Sex;

struct Person {
  std::string number;  // 人员编号
  std::string name;
  Sex sex = Sex::unknown;
  std::optional<std::string> birth_date;  // YYYY-MM-DD
  std::string certificate_kind;           // 人员证件类型
  std::string certificate_number;         // 证件号码
  Insurance insurance;                    // the one row this sale is settled under
  std::string credential_kind;            // 就诊凭证类型: 01 e-credential, 02 identity card
  std::string credential_number;          // 就诊凭证编号
  UtcMs verified_at = 0;
};

// For sealed storage only: the document holds everything above in clear.
Json to_json(const Person& person);
Person person_of(const Json& document);

// 张*三 style: first and last character of the name, a star for each between; two characters keep
// the first.
std::string masked_name(const std::string& name);

}  // namespace tillgate::identity
