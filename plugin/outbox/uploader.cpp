#include "outbox/uploader.hpp"

namespace tillgate::outbox {

Result<Done> Uploader::answered(const Upload& upload, const std::optional<std::string>& refusal) {
  if (outcome_) return outcome_(upload, refusal);
  return refusal ? queue_.rejected(upload.id, *refusal) : queue_.accepted(upload.id);
}

Result<UploadRun> Uploader::run(Due due, const Deadline& deadline) {
  UploadRun run;
  while (!deadline.passed()) {
    TILLGATE_TRY(next, queue_.next(due));
    if (!next) return run;
    const Upload& upload = *next;

    auto session =
        sign_ins_.session({upload.letter.cashier_id, upload.letter.cashier_name}, deadline);
    if (!session) {
      TILLGATE_CHECK(queue_.failed(upload, session.failure().detail));
      run.reached = false;
      return run;
    }
    auto answer = client_.upload(upload.letter.kind, upload.letter.message, *session, deadline);
    if (!answer) {
      // Whether it arrived is not known; it is sent again under the same document numbers.
      TILLGATE_CHECK(queue_.failed(upload, answer.failure().detail));
      run.reached = false;
      return run;
    }
    if (const auto* refusal = std::get_if<platform::Refusal>(&*answer)) {
      TILLGATE_CHECK(answered(upload, refusal->reason));
      ++run.rejected;
    } else {
      TILLGATE_CHECK(answered(upload, std::nullopt));
      ++run.sent;
    }
  }
  return run;
}

}  // namespace tillgate::outbox
