#include "outbox/uploader.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace tillgate::outbox {

namespace {

void rest(std::chrono::steady_clock::time_point begun, const Deadline& deadline) {
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begun);
  const std::int64_t pause = std::min(took.count() * rest_share, longest_rest_ms);
  std::this_thread::sleep_for(std::chrono::milliseconds(std::min(pause, deadline.remaining_ms())));
}

}  // namespace

Result<Done> Uploader::note(const std::vector<Answered>& answered) {
  if (answered.empty()) return Done{};
  if (outcome_) return outcome_(answered);
  for (const Answered& one : answered)
    TILLGATE_CHECK(one.refusal ? queue_.rejected(one.upload.id, *one.refusal)
                               : queue_.accepted(one.upload.id));
  return Done{};
}

Result<Done> Uploader::send(std::vector<Upload>& batch, const Deadline& deadline,
                            std::vector<Answered>& answered) {
  for (Upload& upload : batch) {
    if (deadline.passed()) return Done{};
    TILLGATE_TRY(session, sign_ins_.session({upload.letter.cashier_id, upload.letter.cashier_name},
                                            deadline));
    TILLGATE_TRY(answer,
                 client_.upload(upload.letter.kind, upload.letter.message, session, deadline));
    std::optional<std::string> refusal;
    if (const auto* no = std::get_if<platform::Refusal>(&answer)) refusal = no->reason;
    answered.push_back({std::move(upload), std::move(refusal)});
  }
  return Done{};
}

Result<UploadRun> Uploader::run(Due due, const Deadline& deadline) {
  UploadRun run;
  while (!deadline.passed()) {
    // The platform asked for quiet; somebody who says "now" is not the schedule.
    if (due == Due::by_schedule && client_.quiet_ms() > 0) {
      run.reached = false;
      return run;
    }
    TILLGATE_TRY(batch, queue_.batch(due, upload_batch));
    if (batch.empty()) return run;
    if (before_sending_) TILLGATE_CHECK(before_sending_());
    const auto begun = std::chrono::steady_clock::now();
    std::vector<Answered> answered;
    const auto sent = send(batch, deadline, answered);
    const std::size_t count = answered.size();
    for (const Answered& one : answered) ++(one.refusal ? run.rejected : run.sent);
    TILLGATE_CHECK(note(answered));
    if (!sent) {
      // Whether it arrived is not known; it is sent again under the same document numbers.
      TILLGATE_CHECK(queue_.failed(batch[count], sent.failure().detail));
      run.reached = false;
      return run;
    }
    if (static_cast<std::int64_t>(count) == upload_batch) rest(begun, deadline);
  }
  return run;
}

}  // namespace tillgate::outbox
