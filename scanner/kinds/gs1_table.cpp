#include "scanner/kinds/gs1_table.hpp"

#include <algorithm>
#include <array>

namespace tillgate::scanner {

namespace {

using enum Gs1Content;

constexpr std::string_view goods = "01,02,8006,8026";
constexpr std::string_view traded = "01,02";
constexpr std::string_view logistic = "00,01";

/* clang-format off */
constexpr auto table = std::to_array<Gs1Identifier>({
    {"00", checked, 18, 18, true},
    {"01", checked, 14, 14, true, "", "02,255,37"},
    {"02", checked, 14, 14, true, "37", ""},
    {"10", text, 1, 20, false, goods},
    {"11", date, 6, 6, true, goods},
    {"12", date, 6, 6, true, "8020"},
    {"13", date, 6, 6, true, goods},
    {"15", date, 6, 6, true, goods},
    {"16", date, 6, 6, true, goods},
    {"17", date, 6, 6, true, "01,02,255,8006,8026"},
    {"20", digits, 2, 2, true, goods},
    {"21", text, 1, 20, false, "01,03,8006", "235"},
    {"22", text, 1, 20, false, "01"},
    {"235", text, 1, 28, false, "01"},
    {"240", text, 1, 30, false, goods},
    {"241", text, 1, 30, false, goods},
    {"242", digits, 1, 6, false, goods},
    {"243", text, 1, 20, false, "01"},
    {"250", text, 1, 30, false, "01,8006;21"},
    {"251", text, 1, 30, false, "01,8006"},
    {"30", digits, 1, 8, false, traded},
    {"310n", digits, 6, 6, true, traded}, {"311n", digits, 6, 6, true, traded}, {"312n", digits, 6, 6, true, traded},
    {"313n", digits, 6, 6, true, traded}, {"314n", digits, 6, 6, true, traded}, {"315n", digits, 6, 6, true, traded},
    {"316n", digits, 6, 6, true, traded}, {"320n", digits, 6, 6, true, traded}, {"356n", digits, 6, 6, true, traded},
    {"357n", digits, 6, 6, true, traded}, {"360n", digits, 6, 6, true, traded}, {"361n", digits, 6, 6, true, traded},
    {"330n", digits, 6, 6, true, logistic}, {"331n", digits, 6, 6, true, logistic}, {"332n", digits, 6, 6, true, logistic},
    {"333n", digits, 6, 6, true, logistic}, {"334n", digits, 6, 6, true, logistic}, {"335n", digits, 6, 6, true, logistic},
    {"336n", digits, 6, 6, true, logistic}, {"340n", digits, 6, 6, true, logistic},
    {"37", digits, 1, 8, false, "00;02,8026"},
    {"400", text, 1, 30, false},
    {"401", text, 1, 30, false},
    {"402", checked, 17, 17, false},
    {"403", text, 1, 30, false, "00"},
    {"410", checked, 13, 13, true}, {"411", checked, 13, 13, true}, {"412", checked, 13, 13, true},
    {"413", checked, 13, 13, true}, {"414", checked, 13, 13, true}, {"415", checked, 13, 13, true, "8020"},
    {"416", checked, 13, 13, true}, {"417", checked, 13, 13, true},
    {"420", text, 1, 20, false, "", "421"},
    {"421", coded_text, 4, 12, false},
    {"422", digits, 3, 3, false, goods, "426"},
    {"426", digits, 3, 3, false, traded},
    {"7001", digits, 13, 13, false, goods},
    {"7003", time, 10, 10, false, goods},
    {"7004", digits, 1, 4, false, "01"},
    {"7006", time, 6, 6, false, "01"},
    {"7020", text, 1, 20, false, "01,8006"},
    {"7021", text, 1, 20, false, "01,8006"},
    {"710", text, 1, 20, false, "01"}, {"711", text, 1, 20, false, "01"}, {"712", text, 1, 20, false, "01"},
    {"713", text, 1, 20, false, "01"}, {"714", text, 1, 20, false, "01"}, {"715", text, 1, 20, false, "01"},
    {"716", text, 1, 20, false, "01"}, {"717", text, 1, 20, false, "01"},
    {"8003", asset, 14, 30, false},
    {"8004", text, 1, 30, false},
    {"8005", digits, 6, 6, false, traded},
    {"8008", time, 8, 12, false, traded},
    {"8012", text, 1, 20, false, "01"},
    {"8018", checked, 18, 18, false},
    {"8020", text, 1, 25, false, "415"},
    {"8200", text, 1, 70, false, "01"},
    {"90", text, 1, 30, false},
    {"91", text, 1, 90, false}, {"92", text, 1, 90, false}, {"93", text, 1, 90, false}, {"94", text, 1, 90, false},
    {"95", text, 1, 90, false}, {"96", text, 1, 90, false}, {"97", text, 1, 90, false}, {"98", text, 1, 90, false},
    {"99", text, 1, 90, false},
});
/* clang-format on */

bool begins_with(std::string_view data, std::string_view ai) {
  return data.size() >= ai.size() &&
         std::equal(ai.begin(), ai.end(), data.begin(),
                    [](char a, char d) { return a == d || (a == 'n' && d >= '0' && d <= '5'); });
}

// Where the identifiers of each first digit begin in the table, which is in their order.
constexpr auto first_of_digit = [] {
  std::array<std::size_t, 11> first{};
  for (std::size_t digit = 0; digit < first.size(); ++digit) {
    const auto is_before = [&](const Gs1Identifier& entry) {
      return static_cast<std::size_t>(entry.ai.front() - '0') < digit;
    };
    first[digit] = static_cast<std::size_t>(std::count_if(table.begin(), table.end(), is_before));
  }
  return first;
}();
static_assert(std::is_sorted(table.begin(), table.end(),
                             [](const Gs1Identifier& a, const Gs1Identifier& b) {
                               return a.ai.front() < b.ai.front();
                             }));

}  // namespace

const Gs1Identifier* gs1_identifier_at(std::string_view data) {
  if (data.empty() || data.front() < '0' || data.front() > '9') return nullptr;
  const auto digit = static_cast<std::size_t>(data.front() - '0');
  for (std::size_t i = first_of_digit[digit]; i < first_of_digit[digit + 1]; ++i)
    if (begins_with(data, table[i].ai)) return &table[i];
  return nullptr;
}

}  // namespace tillgate::scanner
