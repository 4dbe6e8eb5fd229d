// Sends what the queue holds, one message after the other.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "outbox/queue.hpp"
#include "platform/client.hpp"
#include "platform/sign_in_desk.hpp"

namespace tillgate::outbox {

struct UploadRun {
  std::int64_t sent = 0;
  std::int64_t rejected = 0;
  bool reached = true;  // false: the platform did not answer, the rest waits
};

// What becomes of a message the platform answered: `refusal` is its reason, empty when it took it.
using UploadOutcome =
    std::function<Result<Done>(const Upload& upload, const std::optional<std::string>& refusal)>;

class Uploader {
 public:
  // `outcome` must note the answer in the queue (accepted, rejected); without one that is all that
  // happens. `before_sending` is asked before each message leaves; when it fails, the run ends.
  Uploader(Queue& queue, platform::Client& client, platform::SignInDesk& sign_ins,
           UploadOutcome outcome = {}, std::function<Result<Done>()> before_sending = {})
      : queue_(queue),
        client_(client),
        sign_ins_(sign_ins),
        outcome_(std::move(outcome)),
        before_sending_(std::move(before_sending)) {}

  // Until nothing is due, the platform is not reached, or the deadline has passed. Signs the
  // cashier of a message in when they are not today. Blocks on the network; one run at a time.
  Result<UploadRun> run(Due due, const Deadline& deadline);

 private:
  Result<Done> answered(const Upload& upload, const std::optional<std::string>& refusal);
  Queue& queue_;
  platform::Client& client_;
  platform::SignInDesk& sign_ins_;
  UploadOutcome outcome_;
  std::function<Result<Done>()> before_sending_;
};

}  // namespace tillgate::outbox
