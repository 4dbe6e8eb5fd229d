#include "platform/sign_in_desk.hpp"

#include <chrono>

namespace tillgate::platform {

Result<Session> SignInDesk::session(const Operator& cashier, const Deadline& deadline) {
  // Another thread may be asking a platform that does not answer.
  const std::unique_lock turn(turn_, std::chrono::milliseconds(deadline.remaining_ms()));
  if (!turn) return Failure{TILLGATE_E_OFFLINE, "nothing was sent: another sign-in hangs", ""};
  const std::int64_t today = local_day(clock_.now());
  {
    TILLGATE_TRY(known,
                 database_.query("SELECT number FROM sign_in WHERE operator = ? AND day = ?"));
    TILLGATE_TRY(found, known.bind(cashier.id).bind(today).step());
    if (found) return Session{cashier, known.text(0)};
  }
  TILLGATE_TRY(answer, client_.sign_in(cashier, deadline));
  if (const auto* refusal = std::get_if<Refusal>(&answer))
    return Failure{TILLGATE_E_PLATFORM, "sign-in refused: " + refusal->reason, ""};
  const auto& signed_in = std::get<SignIn>(answer);

  // Losing this note costs one more sign-in, so it need not wait for the disk.
  TILLGATE_TRY(transaction, store::Transaction::begin(database_, store::Durability::relaxed));
  {
    TILLGATE_TRY(forget, database_.query("DELETE FROM sign_in WHERE day < ?"));
    TILLGATE_CHECK(forget.bind(today).run());
    TILLGATE_TRY(
        note,
        database_.query("INSERT OR REPLACE INTO sign_in (operator, day, number) VALUES (?, ?, ?)"));
    TILLGATE_CHECK(note.bind(cashier.id).bind(today).bind(signed_in.number).run());
  }
  TILLGATE_CHECK(transaction.commit());
  return Session{cashier, signed_in.number};
}

}  // namespace tillgate::platform
