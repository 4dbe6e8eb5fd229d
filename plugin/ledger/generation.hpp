// Generations (代) of a log. An origin names one tree for ever; a log that cannot be continued goes
// on under the next generation's name.
//
//   origin := log "/" ["g"] generation     chain.example/store-42/till-3/g1, .../g2
//
// A name of another form is its own first generation; its second one is that name and "/g2".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tillgate::ledger {

struct Generation {
  std::string_view log;  // what all generations share
  std::int64_t number = 1;
};

Generation generation_of(std::string_view origin);
bool same_log(std::string_view origin, std::string_view other);
// The name of a generation of the same log, in the form `origin` has.
std::string origin_of_generation(std::string_view origin, std::int64_t number);

}  // namespace tillgate::ledger
