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

// The newest checkpoint, which witnesses were asked to cosign: whether or not they did in a third
// of the time left, this is what goes out of the house now, though the log goes on meanwhile. Empty
// when there are no witnesses, and no network is used then: the newest one at each moment is as
// good.
Result<std::string> witnessed_checkpoint(Till& till, const Deadline& deadline);
// Brings the published folder, when one is configured, up to this checkpoint; one folder for each
// generation, named by the last word of its origin.
Result<Done> publish_log(Till& till, const std::string& checkpoint);
// The same, when there are new records and the last time is long enough ago: the configured pause,
// or a minute after uploads went out; or when witnesses are due.
enum class LogOccasion { time, upload };
Result<Done> publish_log_when_due(Till& till, LogOccasion occasion, const Deadline& deadline);

// Rows {"zh", "en"} for the status: a restored backup, a lost signed state, a key or certificate
// that ends.
Result<Json> log_warnings(const Till& till);

}  // namespace tillgate::checkout
