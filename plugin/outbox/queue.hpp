// Uploads that wait for the platform (待上传). What is queued together with a sale's outcome is
// never lost: it stays until the platform accepted or rejected it, over any number of restarts and
// offline days.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "crypto/secret_key.hpp"
#include "store/database.hpp"

namespace tillgate::outbox {

// A message as it is queued.
struct Letter {
  std::string document;  // our own name of the message, never used for another one
  std::string sale;      // messages of one sale go out in order
  std::string kind;      // transaction number
  std::string cashier_id;
  std::string cashier_name;  // whom the platform knows as the sender
  Json message;
};

struct Upload {
  std::int64_t id = 0;
  Letter letter;
  std::int64_t attempts = 0;  // failed so far
};

struct Counts {
  std::int64_t waiting = 0;
  std::int64_t rejected = 0;
  std::optional<UtcMs> oldest_waiting;
};

// A message that the platform refused (被退回): it waits for somebody who mends the cause.
struct Rejection {
  std::string document;
  std::string sale;
  std::string reason;  // the platform's words
};

enum class UploadState { queued, accepted, rejected };

struct Kept {
  UploadState state = UploadState::queued;
  bool erased = false;  // its content went with the person it named
  Letter letter;        // without a message when erased
};

enum class Due { by_schedule, all };

class Queue {
 public:
  Queue(store::Database& database, const crypto::SecretKey& data_key, const Clock& clock)
      : database_(database), data_key_(data_key), clock_(clock) {}

  // Inside the caller's transaction. False when a message of this name is there already.
  Result<bool> add(const Letter& letter);

  // The oldest messages that are due, at most `most`, in the order they were queued; older ones of
  // the same sale are among them or done.
  Result<std::vector<Upload>> batch(Due due, std::int64_t most);
  Result<Done> accepted(std::int64_t id);
  Result<Done> rejected(std::int64_t id, const std::string& reason);
  // Tried in vain; tried again after retry_delay_ms(attempts, noise).
  Result<Done> failed(const Upload& upload, const std::string& reason);

  // A rejected message waits again, with another content when one is given; its cause was mended.
  // TILLGATE_E_ARGUMENT when there is no rejected message of this name.
  Result<Done> requeue(const std::string& document, const std::optional<Json>& message);

  // The message of this name, whatever became of it.
  Result<std::optional<Kept>> find(const std::string& document);
  // Whether at least so many wait. Costs no more than counting them.
  Result<bool> holds(std::int64_t waiting);
  Result<Counts> counts();
  // The newest first, at most `most` of them.
  Result<std::vector<Rejection>> rejections(std::int64_t most);

 private:
  Result<Upload> read(store::Query& query) const;
  store::Database& database_;
  const crypto::SecretKey& data_key_;
  const Clock& clock_;
};

// 1 s, 2 s, 4 s … up to 5 minutes, shortened by up to a half as the noise will have it: the tills
// of a region must not come back all in the same second.
std::int64_t retry_delay_ms(std::int64_t attempts, std::uint64_t noise);

}  // namespace tillgate::outbox
