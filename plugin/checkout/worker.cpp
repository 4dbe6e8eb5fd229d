#include "checkout/worker.hpp"

#include <chrono>

#include "checkout/log_upkeep.hpp"
#include "checkout/recovery.hpp"
#include "checkout/sealing.hpp"
#include "checkout/till.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::chrono::seconds pause{5};
constexpr std::int64_t step_ms = 10'000;  // longest stay in one step

}  // namespace

Result<outbox::UploadRun> send_uploads(Till& till, outbox::Due due, const Deadline& deadline) {
  const std::unique_lock turn(till.upload_turn, std::chrono::milliseconds(deadline.remaining_ms()));
  if (!turn) return outbox::UploadRun{};
  outbox::UploadHooks hooks;
  hooks.outcome = [&till](const std::vector<outbox::Answered>& answered) {
    return seal_uploads(till, answered);
  };
  // A message carries a checkpoint: what was signed is flushed before that leaves the house.
  hooks.before_sending = [&till]() -> Result<Done> {
    TILLGATE_CHECK(till.journal->checkpoint());
    return Done{};
  };
  hooks.give_way = [&till](const Deadline& until) { till.precedence.give_way(until); };
  outbox::Uploader uploader(*till.uploads, *till.platform, *till.sign_ins, std::move(hooks));
  return uploader.run(due, deadline);
}

Worker::Worker(Till& till) : till_(till), thread_([this] { work(); }) {
  till_.wake_worker = [this] { wake(); };
}

Worker::~Worker() {
  stop_.request_stop();
  wake();
  thread_.join();
  till_.wake_worker = [] {};
}

void Worker::wake() {
  {
    const std::lock_guard turn(turn_);
    woken_ = true;
  }
  signal_.notify_one();
}

void Worker::work() {
  std::unique_lock turn(turn_);
  while (true) {
    signal_.wait_for(turn, pause, [this] { return woken_; });
    if (stop_.stop_requested()) return;
    woken_ = false;
    turn.unlock();
    const Next next = step();
    turn.lock();
    if (next == Next::go_on) woken_ = true;
  }
}

// What cannot be done now stays in the database and is tried again; the gate's status shows it.
Worker::Next Worker::step() {
  const Deadline deadline = Deadline::in(*till_.clock, step_ms, stop_.get_token());
  static_cast<void>(reverse_uncertain(till_, deadline));
  const auto sent = send_uploads(till_, outbox::Due::by_schedule, deadline);
  // An upload is an occasion: whoever receives it may ask for the log.
  static_cast<void>(
      publish_log_when_due(till_, sent && sent->sent > 0 ? LogOccasion::upload : LogOccasion::time,
                           Deadline::in(*till_.clock, step_ms, stop_.get_token())));
  return sent && sent->unfinished ? Next::go_on : Next::wait;
}

}  // namespace tillgate::checkout
