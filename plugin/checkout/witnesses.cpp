#include "checkout/witnesses.hpp"

#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/proof.hpp"
#include "ledger/witness_book.hpp"
#include "outbox/queue.hpp"

namespace tillgate::checkout {

namespace {

using ReplyKind = ledger::WitnessReply::Kind;

constexpr std::int64_t heartbeat_ms = 3'600'000;
constexpr std::int64_t member_ms = 5'000;  // longest stay with one witness
constexpr const char* record_kind = "witness_refused";

// How old the last cosignature of a witness may be that counts.
std::int64_t grace_ms(std::int64_t every_ms) {
  return std::max(2 * heartbeat_ms, 3 * every_ms);
}

std::string name_list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : "; ") + printable(name, 200);
  return text;
}

}  // namespace

Result<std::unique_ptr<Witnesses>> Witnesses::create(const WitnessPolicy& policy,
                                                     store::Database& database,
                                                     ledger::Journal& journal, const Clock& clock,
                                                     const Connect& connect) {
  std::unique_ptr<Witnesses> witnesses(new Witnesses(policy, database, journal, clock));
  if (policy.wanted > policy.members.size())
    return Failure{TILLGATE_E_CONFIG, "more cosignatures are wanted than there are witnesses",
                   "/witnesses/wanted"};
  for (std::size_t i = 0; i < policy.members.size(); ++i) {
    const WitnessAddress& address = policy.members[i];
    const std::string where = "/witnesses/members/" + std::to_string(i);
    auto key = ledger::parse_witness_vkey(address.vkey);
    if (!key) return Failure{TILLGATE_E_CONFIG, key.failure().detail, where + "/vkey"};
    for (const Member& earlier : witnesses->members_)
      if (earlier.key.key.encoded().size() == key->key.encoded().size() &&
          std::ranges::equal(earlier.key.key.encoded(), key->key.encoded()))
        return Failure{TILLGATE_E_CONFIG, "two witnesses have the same key", where + "/vkey"};
    TILLGATE_TRY(transport, connect(address));
    const std::string slash = address.url.ends_with('/') ? "" : "/";
    witnesses->members_.push_back({std::move(key).value(),
                                   address.vkey,
                                   address.url + slash + "add-checkpoint",
                                   std::move(transport),
                                   0,
                                   {},
                                   {}});
  }
  return witnesses;
}

Result<Witnesses::Known> Witnesses::known_of(const Member& member) const {
  Known known;
  TILLGATE_TRY(kept, journal_.cosignatures());
  for (ledger::Cosignature& one : kept)
    if (one.witness == member.vkey) known.cosignature = std::move(one);
  TILLGATE_TRY(query, database_.query("SELECT failed_ms, reason, refused FROM witness_failure"
                                      " WHERE origin = ? AND witness = ?"));
  TILLGATE_TRY(found, query.bind(journal_.origin()).bind(member.vkey).step());
  if (!found) return known;
  known.failed_at = query.integer(0);
  known.failure = query.text(1);
  known.refused = query.integer(2) != 0;
  return known;
}

bool Witnesses::due() const {
  if (none()) return false;
  const auto size = journal_.size();
  if (!size) return false;
  const std::int64_t now = clock_.monotonic_ms();
  const std::lock_guard turn(state_turn_);
  if (!last_round_ || now - *last_round_ >= heartbeat_ms) return true;
  if (*size > asked_size_ && now - *last_round_ >= policy_.every_ms) return true;
  return std::any_of(members_.begin(), members_.end(), [now](const Member& member) {
    return member.not_before && now >= *member.not_before;
  });
}

Result<std::string> Witnesses::ask(const Deadline& deadline) {
  const std::unique_lock round(round_turn_, std::chrono::milliseconds(deadline.remaining_ms()));
  TILLGATE_TRY(note, journal_.checkpoint());
  if (!round.owns_lock() || none()) return std::move(note);
  for (std::size_t i = 0; i < members_.size(); ++i) {
    // A witness that hangs must not use up the time of those behind it. What cannot be noted now
    // shows at the next round.
    const auto left = static_cast<std::int64_t>(members_.size() - i);
    static_cast<void>(
        ask_member(members_[i], note, deadline.within(deadline.remaining_ms() / left)));
  }
  TILLGATE_TRY(parsed, crypto::parse_note(note));
  TILLGATE_TRY(checkpoint, ledger::parse_checkpoint_text(parsed.text));
  {
    const std::lock_guard turn(state_turn_);
    last_round_ = clock_.monotonic_ms();
    asked_size_ = checkpoint.size;
  }
  return journal_.cosigned(note);
}

Result<Done> Witnesses::ask_member(Member& member, const std::string& note,
                                   const Deadline& deadline) {
  const std::int64_t now = clock_.monotonic_ms();
  TILLGATE_TRY(known, known_of(member));
  if (known.refused || deadline.passed()) return Done{};
  TILLGATE_TRY(parsed, crypto::parse_note(note));
  {
    const std::lock_guard turn(state_turn_);
    if (member.not_before && now < *member.not_before) return Done{};
    const bool has_this = known.cosignature && known.cosignature->text == parsed.text;
    if (has_this && member.cosigned_at && now - *member.cosigned_at < heartbeat_ms) return Done{};
  }
  std::uint64_t old_size = known.cosignature ? known.cosignature->size : 0;
  // A witness may have signed what this till does not remember; it says so once.
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto reply = exchange(member, old_size, note, deadline);
    if (!reply) return note_failure(member, reply.failure().detail, false);
    if (reply->kind == ReplyKind::cosigned) return note_cosigned(member, note, *reply);
    if (reply->kind != ReplyKind::other_size || attempt > 0)
      return note_failure(member, reply->detail, reply->kind == ReplyKind::history_refused);
    old_size = reply->known_size;
  }
  return Done{};
}

Result<ledger::WitnessReply> Witnesses::exchange(const Member& member, std::uint64_t old_size,
                                                 const std::string& note,
                                                 const Deadline& deadline) const {
  TILLGATE_TRY(parsed, crypto::parse_note(note));
  TILLGATE_TRY(checkpoint, ledger::parse_checkpoint_text(parsed.text));
  TILLGATE_TRY(proof, ledger::consistency_proof(old_size, checkpoint.size, journal_.stored_hash()));
  platform::HttpRequest request;
  request.url = member.url;
  request.content_type = "text/plain; charset=utf-8";
  request.body = ledger::add_checkpoint_text({old_size, std::move(proof), note});
  TILLGATE_TRY(reply, member.transport->post(request, deadline.within(member_ms)));
  return ledger::read_witness_reply(member.key, {old_size, checkpoint.size, parsed.text},
                                    reply.status, reply.body);
}

Result<Done> Witnesses::note_cosigned(Member& member, const std::string& note,
                                      const ledger::WitnessReply& reply) {
  TILLGATE_TRY(parsed, crypto::parse_note(note));
  TILLGATE_TRY(checkpoint, ledger::parse_checkpoint_text(parsed.text));
  {
    TILLGATE_TRY(transaction, store::Transaction::begin(database_));
    TILLGATE_CHECK(journal_.save_cosignature(
        {member.vkey, checkpoint.size, parsed.text, reply.line, reply.time_s}));
    {
      TILLGATE_TRY(query, database_.query("DELETE FROM witness_failure"
                                          " WHERE origin = ? AND witness = ?"));
      TILLGATE_CHECK(query.bind(journal_.origin()).bind(member.vkey).run());
    }
    TILLGATE_CHECK(transaction.commit());
  }
  const std::lock_guard turn(state_turn_);
  member.failures = 0;
  member.not_before.reset();
  member.cosigned_at = clock_.monotonic_ms();
  return Done{};
}

Result<Done> Witnesses::note_failure(Member& member, const std::string& reason, bool refused) {
  {
    const std::lock_guard turn(state_turn_);
    member.not_before = clock_.monotonic_ms() + outbox::retry_delay_ms(member.failures, 0);
    ++member.failures;
    if (refused) member.not_before.reset();
  }
  TILLGATE_TRY(transaction,
               store::Transaction::begin(
                   database_, refused ? store::Durability::durable : store::Durability::relaxed));
  {
    TILLGATE_TRY(query, database_.query("INSERT OR REPLACE INTO witness_failure (origin, witness,"
                                        " failed_ms, reason, refused) VALUES (?, ?, ?, ?, ?)"));
    query.bind(journal_.origin()).bind(member.vkey).bind(clock_.now()).bind(reason);
    TILLGATE_CHECK(query.bind(std::int64_t{refused ? 1 : 0}).run());
  }
  if (refused) {
    ledger::Draft draft;
    draft.kind = record_kind;
    draft.body = {{"witness", member.vkey}, {"reason", reason}};
    TILLGATE_CHECK(journal_.seal(draft));
  }
  return transaction.commit();
}

// A till that was just opened has not had the time to ask; until then, what it left behind counts.
bool Witnesses::keeps_up(const Member& member, const Known& known) const {
  if (known.refused) return false;
  const std::int64_t grace = grace_ms(policy_.every_ms);
  const std::int64_t now = clock_.monotonic_ms();
  const std::lock_guard turn(state_turn_);
  if (member.cosigned_at) return now - *member.cosigned_at <= grace;
  return known.cosignature && member.failures == 0 && now - opened_at_ <= grace;
}

Result<Json> Witnesses::status() const {
  Json members = Json::array();
  std::int64_t reached = 0;
  for (const Member& member : members_) {
    TILLGATE_TRY(known, known_of(member));
    if (keeps_up(member, known)) ++reached;
    const auto& cosigned = known.cosignature;
    members.push_back(
        {{"name", member.key.name},
         {"url", member.url},
         {"records", cosigned ? Json(cosigned->size) : Json()},
         {"cosigned_at",
          cosigned ? Json(local_text(static_cast<UtcMs>(cosigned->time_s) * 1000)) : Json()},
         {"failed_at", known.failed_at ? Json(local_text(*known.failed_at)) : Json()},
         {"failure", known.failed_at ? Json(known.failure) : Json()},
         {"refused", known.refused}});
  }
  return Json{{"wanted", policy_.wanted}, {"reached", reached}, {"members", std::move(members)}};
}

Result<Json> Witnesses::warnings() const {
  Json rows = Json::array();
  std::size_t reached = 0;
  std::vector<std::string> missing;
  for (const Member& member : members_) {
    TILLGATE_TRY(known, known_of(member));
    if (known.refused)
      rows.push_back({{"zh", "见证方拒绝了本机日志:" + printable(member.key.name) +
                                 ",它见证过的历史与现在的不一致,请保留现状并马上通知稽核人员"},
                      {"en", "witness " + printable(member.key.name) +
                                 " refuses this log, whose history it signed differently: change "
                                 "nothing and tell the auditor now"}});
    if (keeps_up(member, known)) {
      ++reached;
    } else {
      missing.push_back(known.failed_at ? member.key.name + ": " + known.failure : member.key.name);
    }
  }
  if (reached < policy_.wanted)
    rows.push_back(
        {{"zh", "见证签名不够:需要 " + std::to_string(policy_.wanted) + " 个,现有 " +
                    std::to_string(reached) + " 个,请信息员检查网络(" + name_list(missing) + ")"},
         {"en", "too few witnesses keep up: " + std::to_string(policy_.wanted) + " wanted, " +
                    std::to_string(reached) +
                    " reached; have the network "
                    "checked (" +
                    name_list(missing) + ")"}});
  return rows;
}

}  // namespace tillgate::checkout
