// Sends what the queue holds, one message after the other, and notes the answers by the batch: each
// note waits for the disk.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "outbox/queue.hpp"
#include "platform/client.hpp"
#include "platform/sign_in_desk.hpp"

namespace tillgate::outbox {

struct UploadRun {
  std::int64_t sent = 0;
  std::int64_t rejected = 0;
  bool reached = true;      // false: the platform did not answer, the rest waits
  bool unfinished = false;  // the deadline ended it; more may be due
};

// A message the platform answered: `refusal` is its reason, empty when it took it.
struct Answered {
  Upload upload;
  std::optional<std::string> refusal;
};

// What becomes of messages the platform answered. Until it is noted a message counts as not sent,
// and is sent again under its own document number.
using UploadOutcome = std::function<Result<Done>(const std::vector<Answered>& answered)>;

// Noted together: more would save little, and a sale that comes meanwhile waits for the note.
constexpr std::int64_t upload_batch = 32;

// What else happens around the uploads; each may be left out.
struct UploadHooks {
  // Must note the answers in the queue (accepted, rejected); without it that is all that happens.
  UploadOutcome outcome;
  // Asked before each batch leaves; when it fails, the run ends.
  std::function<Result<Done>()> before_sending;
  // Called before each message and each note; returns when nobody needs the till more urgently, at
  // the deadline at the latest.
  std::function<void(const Deadline& deadline)> give_way;
};

class Uploader {
 public:
  Uploader(Queue& queue, platform::Client& client, platform::SignInDesk& sign_ins,
           UploadHooks hooks = {})
      : queue_(queue), client_(client), sign_ins_(sign_ins), hooks_(std::move(hooks)) {}

  // Until nothing is due, the platform is not reached, or the deadline has passed. Signs the
  // cashier of a message in when they are not today. Blocks on the network; one run at a time.
  Result<UploadRun> run(Due due, const Deadline& deadline);

 private:
  Result<Done> note(const std::vector<Answered>& answered);
  void give_way(const Deadline& deadline);
  // How many from `first` on go out in one message (Region::upload_rows).
  std::size_t together(const std::vector<Upload>& batch, std::size_t first) const;
  // Those of one message. True when all of them were taken.
  Result<bool> send_together(const std::vector<Upload>& batch, std::size_t first, std::size_t count,
                             const platform::Session& session, const Deadline& deadline);
  // Sends the batch until the platform is not reached or the deadline has passed; the failure is
  // the reason, and the message after the answered ones is the one it is about.
  Result<Done> send(std::vector<Upload>& batch, const Deadline& deadline,
                    std::vector<Answered>& answered);
  Queue& queue_;
  platform::Client& client_;
  platform::SignInDesk& sign_ins_;
  UploadHooks hooks_;
};

}  // namespace tillgate::outbox
