// What ends one day - the signing keys of the log, certificates, rule packs - and when somebody is
// told.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

namespace tillgate::checkout {

struct Till;

struct Ending {
  enum class What { certificate, keys, rules };
  What what = What::certificate;
  std::string name;  // of its file or folder
  UtcMs at = 0;
};
// All that is known: rule packs and keys with a last day - the next ones, once they are there - the
// certificates
// beside them, and those the platform's certificate must chain to. A bundle of more than eight
// certificates is a public one and passed over.
std::vector<Ending> endings(const Till& till);
// For the status: {"what", "name", "ends" (China time), "days" (whole ones left, 0 when over)}.
Json to_json(const Ending& ending, UtcMs now);
// The warning, from 60 days before on, more urgent at 30 and 7; empty before.
std::optional<Json> expiry_warning(const Ending& ending, UtcMs now);

}  // namespace tillgate::checkout
