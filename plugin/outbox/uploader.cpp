#include "outbox/uploader.hpp"

namespace tillgate::outbox {

Result<Done> Uploader::note(const std::vector<Answered>& answered) {
  if (answered.empty()) return Done{};
  if (hooks_.outcome) return hooks_.outcome(answered);
  for (const Answered& one : answered)
    TILLGATE_CHECK(one.refusal ? queue_.rejected(one.upload.id, *one.refusal)
                               : queue_.accepted(one.upload.id));
  return Done{};
}

void Uploader::give_way(const Deadline& deadline) {
  if (hooks_.give_way) hooks_.give_way(deadline);
}

std::size_t Uploader::together(const std::vector<Upload>& batch, std::size_t first) const {
  const outbox::Letter& head = batch[first].letter;
  const std::size_t most = client_.manner().upload_rows;
  if (head.kind != "3505") return 1;
  const auto region_of = [](const Upload& one) {
    return one.letter.message.value("insured_region", "");
  };
  std::size_t count = 1;
  while (count < most && first + count < batch.size()) {
    const Upload& next = batch[first + count];
    if (next.letter.kind != head.kind || next.letter.cashier_id != head.cashier_id ||
        region_of(next) != region_of(batch[first]))
      break;
    ++count;
  }
  return count;
}

Result<bool> Uploader::send_together(const std::vector<Upload>& batch, std::size_t first,
                                     std::size_t count, const platform::Session& session,
                                     const Deadline& deadline) {
  std::vector<const Json*> messages;
  for (std::size_t i = 0; i < count; ++i) messages.push_back(&batch[first + i].letter.message);
  TILLGATE_TRY(answer, client_.upload_batch(batch[first].letter.kind, messages, session, deadline));
  return std::holds_alternative<Done>(answer);
}

Result<Done> Uploader::send(std::vector<Upload>& batch, const Deadline& deadline,
                            std::vector<Answered>& answered) {
  std::size_t alone = 0;  // up to here each is sent by itself: their batch was refused
  for (std::size_t at = 0; at < batch.size();) {
    give_way(deadline);
    if (deadline.passed()) return Done{};
    const Letter& letter = batch[at].letter;
    TILLGATE_TRY(session, sign_ins_.session({letter.cashier_id, letter.cashier_name}, deadline));
    const std::size_t count = at < alone ? 1 : together(batch, at);
    if (count > 1) {
      TILLGATE_TRY(taken, send_together(batch, at, count, session, deadline));
      if (!taken) {
        alone = at + count;
        continue;
      }
      for (std::size_t i = 0; i < count; ++i)
        answered.push_back({std::move(batch[at + i]), std::nullopt});
      at += count;
      continue;
    }
    TILLGATE_TRY(answer, client_.upload(letter.kind, letter.message, session, deadline));
    std::optional<std::string> refusal;
    if (const auto* no = std::get_if<platform::Refusal>(&answer)) refusal = no->reason;
    answered.push_back({std::move(batch[at]), std::move(refusal)});
    ++at;
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
    give_way(deadline);
    if (hooks_.before_sending) TILLGATE_CHECK(hooks_.before_sending());
    std::vector<Answered> answered;
    const auto sent = send(batch, deadline, answered);
    const std::size_t count = answered.size();
    for (const Answered& one : answered) ++(one.refusal ? run.rejected : run.sent);
    give_way(deadline);
    TILLGATE_CHECK(note(answered));
    if (!sent) {
      // Whether it arrived is not known; it is sent again under the same document numbers.
      TILLGATE_CHECK(queue_.failed(batch[count], sent.failure().detail));
      run.reached = false;
      return run;
    }
  }
  run.unfinished = true;
  return run;
}

}  // namespace tillgate::outbox
