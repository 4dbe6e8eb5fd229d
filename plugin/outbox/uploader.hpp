// Sends what the queue holds, one message after the other.
#pragma once

#include <cstdint>

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

class Uploader {
 public:
  Uploader(Queue& queue, platform::Client& client, platform::SignInDesk& sign_ins)
      : queue_(queue), client_(client), sign_ins_(sign_ins) {}

  // Until nothing is due, the platform is not reached, or the deadline has passed. Signs the
  // cashier of a message in when they are not today. Blocks on the network; one run at a time.
  Result<UploadRun> run(Due due, const Deadline& deadline);

 private:
  Queue& queue_;
  platform::Client& client_;
  platform::SignInDesk& sign_ins_;
};

}  // namespace tillgate::outbox
