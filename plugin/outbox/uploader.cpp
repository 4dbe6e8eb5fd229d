#include "outbox/uploader.hpp"

namespace tillgate::outbox {

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
  }
  return run;
}

}  // namespace tillgate::outbox
