// The witnesses (见证方) of the log: asked in the background to cosign its checkpoints, so that
// even the owner of the till, who holds all keys, cannot rewrite what they have seen. Selling never
// waits for them, and goes on without them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "checkout/configuration.hpp"
#include "ledger/cosignature.hpp"
#include "ledger/journal.hpp"
#include "ledger/witness_reply.hpp"
#include "platform/http.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

class Witnesses {
 public:
  // Makes the connection to a witness; for tests to put another in its place.
  using Connect =
      std::function<Result<std::unique_ptr<platform::Transport>>(const WitnessAddress&)>;

  // All must outlive this object. No network. TILLGATE_E_CONFIG names what cannot be used.
  static Result<std::unique_ptr<Witnesses>> create(const WitnessPolicy& policy,
                                                   store::Database& database,
                                                   ledger::Journal& journal, const Clock& clock,
                                                   const Connect& connect);

  bool none() const noexcept { return members_.empty(); }
  // There are new records and the last round is long enough ago, or a witness that failed may be
  // asked again, or nobody was asked for an hour: then a fresh time says that nothing was hidden.
  bool due() const;

  // Asks each witness that has not signed the newest checkpoint lately and is not to be left alone
  // after a failure; one after the other, several seconds each at most. The newest checkpoint as it
  // was when the round began, with the lines of those that have signed it by now. Blocks on the
  // network; one round at a time, and who would have to wait for another longer than the deadline
  // gets the checkpoint as it is. What fails is in the status, and a witness that refuses this
  // history is sealed as witness_refused and not asked again. Not inside a transaction.
  Result<std::string> ask(const Deadline& deadline);

  // status.schema.json, /witnesses: {wanted, reached, members:[…]}.
  Result<Json> status() const;
  // Rows {"zh", "en"}: a witness that refuses this log; fewer cosignatures than are wanted.
  Result<Json> warnings() const;

 private:
  struct Member {
    ledger::WitnessKey key;
    std::string vkey;
    std::string url;  // of add-checkpoint
    std::unique_ptr<platform::Transport> transport;
    std::int64_t failures = 0;                // one after the other, since the gate was opened
    std::optional<std::int64_t> not_before;   // on the running clock
    std::optional<std::int64_t> cosigned_at;  // on the running clock; in this run
  };
  // What the database knows of a member.
  struct Known {
    std::optional<ledger::Cosignature> cosignature;
    std::optional<UtcMs> failed_at;
    std::string failure;
    bool refused = false;
  };

  Witnesses(const WitnessPolicy& policy, store::Database& database, ledger::Journal& journal,
            const Clock& clock)
      : policy_(policy),
        database_(database),
        journal_(journal),
        clock_(clock),
        opened_at_(clock.monotonic_ms()) {}

  Result<Known> known_of(const Member& member) const;
  bool keeps_up(const Member& member, const Known& known) const;
  Result<Done> ask_member(Member& member, const std::string& note, const Deadline& deadline);
  Result<ledger::WitnessReply> exchange(const Member& member, std::uint64_t old_size,
                                        const std::string& note, const Deadline& deadline) const;
  Result<Done> note_cosigned(Member& member, const std::string& note,
                             const ledger::WitnessReply& reply);
  Result<Done> note_failure(Member& member, const std::string& reason, bool refused);

  const WitnessPolicy& policy_;
  store::Database& database_;
  ledger::Journal& journal_;
  const Clock& clock_;
  std::int64_t opened_at_;
  std::vector<Member> members_;

  std::timed_mutex round_turn_;
  mutable std::mutex state_turn_;  // failures and times of the members, and of the last round
  std::optional<std::int64_t> last_round_;
  std::uint64_t asked_size_ = 0;
};

}  // namespace tillgate::checkout
