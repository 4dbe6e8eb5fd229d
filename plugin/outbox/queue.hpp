// Uploads that wait for the platform (待上传). What is queued together with a sale's outcome is never lost:
// it stays until the platform accepted or rejected it, over any number of restarts and offline days.
#pragma once

#include <optional>
#include <string>

#include "base/json.hpp"
#include "base/time.hpp"
#include "crypto/secret_key.hpp"
#include "store/database.hpp"

namespace tillgate::outbox {

struct Upload {
  std::int64_t id = 0;
  std::string kind;  // transaction number
  Json message;
  std::int64_t attempts = 0;  // failed so far
};

struct Counts {
  std::int64_t waiting = 0;
  std::int64_t rejected = 0;
  std::optional<UtcMs> oldest_waiting;
};

enum class Due { by_schedule, all };

class Queue {
 public:
  Queue(store::Database& database, const crypto::SecretKey& data_key, const Clock& clock)
      : database_(database), data_key_(data_key), clock_(clock) {}

  // Inside the caller's transaction. `document` is our own name of the message; a message of a name
  // that is already there is not queued again (false).
  Result<bool> add(const std::string& document, const std::string& sale, const std::string& kind, const Json& message);

  // The oldest message that is due and has no older one of the same sale before it.
  Result<std::optional<Upload>> next(Due due);
  Result<Done> accepted(std::int64_t id);
  Result<Done> rejected(std::int64_t id, const std::string& reason);
  // Tried in vain; tried again after retry_delay_ms(attempts).
  Result<Done> failed(const Upload& upload, const std::string& reason);

  Result<Counts> counts();

 private:
  store::Database& database_;
  const crypto::SecretKey& data_key_;
  const Clock& clock_;
};

// 1 s, 2 s, 4 s … up to 5 minutes.
std::int64_t retry_delay_ms(std::int64_t attempts);

}  // namespace tillgate::outbox
