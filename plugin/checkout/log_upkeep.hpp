// What keeps the sealed log in order beside sealing: publishing it, its keys, and what somebody has
// to be told about it.
#pragma once

#include <string>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::checkout {

struct Till;

// After the journal was opened: verifier keys under the name of a new generation, the data key for
// an auditor, the end of a change of keys.
Result<Done> keep_keys_in_order(Till& till);

// Brings the published folder up to date, when one is configured: one folder for each generation,
// named by the last word of its origin.
Result<Done> publish_log(Till& till);
// The same, when there are new records and the last time is long enough ago: the configured pause,
// or a minute after uploads went out.
enum class LogOccasion { time, upload };
Result<Done> publish_log_when_due(Till& till, LogOccasion occasion);

// Rows {"zh", "en"} for the status: a restored backup, a lost signed state, a key or certificate
// that ends.
Result<Json> log_warnings(const Till& till);

}  // namespace tillgate::checkout
