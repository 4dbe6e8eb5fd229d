#include "ledger/journal.hpp"

#include <algorithm>

#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/generation.hpp"
#include "ledger/opening.hpp"
#include "ledger/proof.hpp"
#include "ledger/publication.hpp"
#include "ledger/tile.hpp"

namespace tillgate::ledger {

namespace {

// Far beyond any sale, and far enough from the limit of an exact integer that totals do not reach
// it.
constexpr Fen max_fund_fen = 100'000'000'000;  // 1,000,000,000 CNY

Json vkeys_of(const std::vector<crypto::VerifierKey>& keys) {
  Json lines = Json::array();
  for (const crypto::VerifierKey& key : keys) lines.push_back(crypto::vkey_text(key.name, key.key));
  return lines;
}

Draft draft_of(const ClockWatch::Anomaly& anomaly) {
  return {"clock_anomaly",
          "",
          {{"before", utc_text(anomaly.before)},
           {"now", utc_text(anomaly.now)},
           {"change_ms", anomaly.change_ms},
           {"while_closed", anomaly.while_closed}},
          {},
          0};
}

// Is the database older than what was signed? A generation without a record has shown nothing.
bool is_behind(const std::optional<State>& state, const Checkpoint& signed_before) {
  const std::int64_t signed_generation = generation_of(signed_before.origin).number;
  if (!state) return signed_before.size > 0 || signed_generation > 1;
  const std::int64_t generation = generation_of(state->origin).number;
  return generation < signed_generation ||
         (generation == signed_generation && state->size() < signed_before.size);
}

}  // namespace

Journal::Journal(store::Database& database, const crypto::KeyFolder& keys, Settings settings,
                 const Clock& clock)
    : database_(&database),
      tables_(database),
      keys_(&keys),
      signers_(keys),
      settings_(std::move(settings)),
      clock_(&clock),
      watch_(clock) {
  if (!settings_.signed_state.empty()) signed_state_.emplace(settings_.signed_state);
}

Journal::~Journal() {
  database_->observe({});
}

Result<std::unique_ptr<Journal>> Journal::open(store::Database& database,
                                               const crypto::KeyFolder& keys, Settings settings,
                                               const Clock& clock) {
  std::unique_ptr<Journal> journal(new Journal(database, keys, std::move(settings), clock));
  database.observe(
      [own = journal.get()](store::Database::Outcome outcome) { own->transaction_ended(outcome); });
  TILLGATE_CHECK(journal->check_and_begin());
  TILLGATE_CHECK(journal->announce_rotation());
  TILLGATE_TRY(state, journal->state());
  TILLGATE_CHECK(journal->flush_signed_state(state.checkpoint));
  return journal;
}

// The signed state is asked first: a database that is behind it is left as it is, whatever it
// holds.
Result<Done> Journal::check_and_begin() {
  TILLGATE_TRY(state, tables_.state());
  if (state && !same_log(state->origin, keys_->origin()))
    return Failure{TILLGATE_E_KEY, "the keys are those of another log", keys_->origin()};
  if (state) signers_.sign_as(state->origin);
  if (const std::string next = signers_.next_keys(); !next.empty()) {
    TILLGATE_TRY(until, tables_.rotation(next));
    if (until) signers_.announce_next(*until);
  }
  std::optional<SignedState::Found> signed_before;
  if (signed_state_) {
    TILLGATE_TRY(found, signed_state_->newest([this](const SignedState::Found& candidate) {
      return same_log(candidate.checkpoint.origin, keys_->origin())
                 ? signers_.have_signed(candidate.note, candidate.checkpoint.origin)
                 : Result<bool>(false);
    }));
    signed_before = std::move(found);
  }
  if (signed_before) {
    if (is_behind(state, signed_before->checkpoint))
      return begin_next_generation(*signed_before, state);
  }
  if (!state) return begin();

  TILLGATE_TRY(required, signers_.required_keys());
  TILLGATE_CHECK(check_opening(tables_, *state, state->origin, required));
  opening_.no_signed_state = signed_state_ && !signed_before && state->size() > 0;
  if (signed_before && signed_before->checkpoint.origin == state->origin) {
    TILLGATE_TRY(root, root_at(signed_before->checkpoint.size, tables_.stored_hash()));
    if (root != signed_before->checkpoint.root) return begin_next_generation(*signed_before, state);
  }
  if (state->size() > 0) {
    TILLGATE_TRY(last, tables_.entries(state->size() - 1, 1));
    TILLGATE_TRY(record, read_record(as_text(last.front())));
    watch_.begin_after(record.utc);
  }
  return Done{};
}

Result<Done> Journal::begin() {
  TILLGATE_TRY(entries, tables_.last_entry_plus_one());
  if (entries != 0)
    return Failure{TILLGATE_E_LEDGER, "there are records, but the state of the log is gone", ""};
  TILLGATE_TRY(transaction, store::Transaction::begin(*database_));
  State state;
  state.origin = signers_.origin();
  TILLGATE_CHECK(sign(state));
  TILLGATE_CHECK(tables_.save_state(state));
  opening_.begun = true;
  return transaction.commit();
}

Result<Done> Journal::begin_next_generation(const SignedState::Found& signed_before,
                                            const std::optional<State>& found) {
  if (settings_.after_restore == AfterRestore::refuse)
    return Failure{TILLGATE_E_LEDGER,
                   "the database does not continue what was signed: it was restored or replaced",
                   signed_before.checkpoint.origin + ", record " +
                       std::to_string(signed_before.checkpoint.size)};
  const std::int64_t newest =
      std::max(generation_of(signed_before.checkpoint.origin).number,
               found ? generation_of(found->origin).number : std::int64_t{1});
  signers_.sign_as(origin_of_generation(keys_->origin(), newest + 1));
  if (found) tables_ = Tables(*database_, tables_.generation() + 1);

  Draft draft{"generation_begun", "", {{"signed", signed_before.note}}, {}, 0};
  if (found)
    draft.body["found"] = {
        {"origin", found->origin}, {"size", found->size()}, {"root", to_hex(found->root)}};
  TILLGATE_TRY(keys, verifier_keys());
  draft.body["keys"] = vkeys_of(keys);
  TILLGATE_TRY(transaction, store::Transaction::begin(*database_));
  State state;
  state.origin = signers_.origin();
  TILLGATE_CHECK(sign(state));
  TILLGATE_CHECK(tables_.save_state(state));
  TILLGATE_CHECK(seal(draft));
  TILLGATE_CHECK(transaction.commit());
  opening_.next_generation = true;
  return Done{};
}

// The record is sealed while the keys before still sign: they vouch for the next ones.
Result<Done> Journal::announce_rotation() {
  const std::string next = signers_.next_keys();
  if (next.empty() || signers_.announced()) return Done{};
  const UtcMs now = clock_->now();
  const UtcMs until = now + settings_.rotation_overlap_ms;
  TILLGATE_TRY(former, verifier_keys());
  signers_.announce_next(until);
  TILLGATE_TRY(keys, signers_.required_keys());
  const Draft draft{
      "key_rotated",
      "",
      {{"former", vkeys_of(former)}, {"keys", vkeys_of(keys)}, {"both_until", utc_text(until)}},
      {},
      0};
  TILLGATE_TRY(transaction, store::Transaction::begin(*database_));
  TILLGATE_CHECK(tables_.add_rotation(next, until));
  TILLGATE_CHECK(seal(draft));
  TILLGATE_CHECK(transaction.commit());
  opening_.rotated = true;
  return Done{};
}

// The observer of the database: what was committed is what was signed.
void Journal::transaction_ended(store::Database::Outcome outcome) {
  const auto note = std::exchange(sealed_note_, std::nullopt);
  if (outcome != store::Database::Outcome::committed) return watch_.not_recorded();
  watch_.recorded();
  if (!note || !signed_state_) return;
  // A failure here costs nothing yet: before a checkpoint is handed out it is written again.
  const std::lock_guard turn(signed_state_turn_);
  static_cast<void>(signed_state_->write(*note, os::Flush::later));
}

Result<Done> Journal::flush_signed_state(const std::string& note) {
  if (!signed_state_) return Done{};
  const std::lock_guard turn(signed_state_turn_);
  if (note == flushed_note_) return Done{};
  TILLGATE_CHECK(signed_state_->write(note, os::Flush::to_disk));
  flushed_note_ = note;
  return Done{};
}

Result<State> Journal::state() const {
  TILLGATE_TRY(state, tables_.state());
  if (!state) return Failure{TILLGATE_E_LEDGER, "the state of the log is gone", "ledger_state"};
  return *std::move(state);
}

Result<Done> Journal::sign(State& state) const {
  state.root = state.frontier.root();
  TILLGATE_TRY(note, signers_.sign(checkpoint_text({state.origin, state.size(), state.root, {}}),
                                   clock_->now()));
  state.checkpoint = std::move(note);
  return Done{};
}

Result<std::vector<crypto::VerifierKey>> Journal::verifier_keys() const {
  return signers_.verifier_keys(clock_->now());
}

bool Journal::rotation_is_over() const {
  return signers_.overlap_is_over(clock_->now());
}

void Journal::note_platform_time(UtcMs told) {
  watch_.note_platform_time(told);
}

Result<Journal::Prepared> Journal::prepare(const Draft& draft, const State& state) const {
  if (draft.fund_fen > max_fund_fen || draft.fund_fen < -max_fund_fen)
    return Failure{TILLGATE_E_ARGUMENT, "no sale moves that much money", "fund_fen"};
  const std::uint64_t index = state.size();
  Prepared prepared;
  prepared.fund_total_fen = state.fund_total_fen + draft.fund_fen;
  Record record;
  record.index = index;
  record.kind = draft.kind;
  record.utc = clock_->now();
  record.monotonic_ms = clock_->monotonic_ms();
  record.till = settings_.till;
  record.operator_id = draft.operator_id;
  record.platform = watch_.platform_time();
  record.fund_fen = draft.fund_fen;
  record.fund_total_fen = prepared.fund_total_fen;
  record.body = draft.body;
  for (const Disclosure& disclosure : draft.disclosures) {
    TILLGATE_TRY(text, disclosure_text(disclosure));
    if (!record.digests.emplace(disclosure.name, disclosure_digest(text)).second)
      return Failure{TILLGATE_E_ARGUMENT, "a disclosure is given twice", "disclosures"};
    TILLGATE_TRY(sealed,
                 seal_disclosure(keys_->data_key(), {state.origin, index, disclosure.name}, text));
    prepared.disclosures.emplace_back(disclosure.name, std::move(sealed));
  }
  TILLGATE_TRY(entry, record_text(record));
  prepared.entry = std::move(entry);
  return prepared;
}

Result<Sealed> Journal::seal(const Draft& draft) {
  if (!database_->in_transaction())
    return Failure{TILLGATE_E_INTERNAL, "a record is sealed only inside a transaction", ""};
  if (const auto anomaly = watch_.look()) {
    TILLGATE_CHECK(append({draft_of(*anomaly)}));
  }
  return append({draft});
}

Result<Done> Journal::seal_all(const std::vector<Draft>& drafts) {
  if (!database_->in_transaction())
    return Failure{TILLGATE_E_INTERNAL, "a record is sealed only inside a transaction", ""};
  if (drafts.empty()) return Done{};
  if (const auto anomaly = watch_.look()) {
    TILLGATE_CHECK(append({draft_of(*anomaly)}));
  }
  TILLGATE_CHECK(append(drafts));
  return Done{};
}

Result<Journal::Prepared> Journal::extend(State& state, const Draft& draft) const {
  if (state.size() == max_records) return Failure{TILLGATE_E_LIMIT, "the log is full", ""};
  TILLGATE_TRY(prepared, prepare(draft, state));
  prepared.index = state.size();
  prepared.leaf = leaf_hash(as_bytes(prepared.entry));
  prepared.subject = draft.subject;
  state.frontier.append(prepared.leaf, [&](unsigned level, std::uint64_t number, const Hash& hash) {
    if (level % tile_height == 0)
      prepared.tile_roots.push_back({level / tile_height, number, hash});
  });
  state.fund_total_fen = prepared.fund_total_fen;
  return prepared;
}

Result<Done> Journal::write(const Prepared& prepared) {
  TILLGATE_CHECK(tables_.add_entry(prepared.index, as_bytes(prepared.entry), prepared.leaf));
  for (const auto& [level, number, hash] : prepared.tile_roots)
    TILLGATE_CHECK(tables_.add_tile_root(level, number, hash));
  for (const auto& [name, sealed] : prepared.disclosures)
    TILLGATE_CHECK(tables_.add_disclosure(prepared.index, name, sealed, prepared.subject));
  return Done{};
}

Result<Sealed> Journal::append(const std::vector<Draft>& drafts) {
  TILLGATE_TRY(state, this->state());
  // First everything that can refuse a draft or fail to sign, then the writes.
  std::vector<Prepared> all;
  for (const Draft& draft : drafts) {
    TILLGATE_TRY(prepared, extend(state, draft));
    all.push_back(std::move(prepared));
  }
  TILLGATE_CHECK(sign(state));
  for (const Prepared& prepared : all) TILLGATE_CHECK(write(prepared));
  TILLGATE_CHECK(tables_.save_state(state));
  sealed_note_ = state.checkpoint;
  return Sealed{all.back().index, all.back().leaf, std::move(state.checkpoint)};
}

Result<std::optional<Sealed>> Journal::erase(std::string_view subject,
                                             const std::string& operator_id) {
  Json records = Json::array();
  for (std::int64_t generation = 1; generation <= tables_.generation(); ++generation) {
    Tables tables(*database_, generation);
    TILLGATE_TRY(found, tables.disclosures_of(subject));
    std::optional<std::string> former;  // name of an earlier generation, whose indexes are its own
    if (!found.empty() && generation < tables_.generation()) {
      TILLGATE_TRY(state, tables.state());
      if (state) former = state->origin;
    }
    for (const auto& [index, name] : found) {
      if (records.empty() || records.back()["record"] != index ||
          records.back().value("origin", "") != former.value_or("")) {
        records.push_back({{"record", index}, {"names", Json::array()}});
        if (former) records.back()["origin"] = *former;
      }
      records.back()["names"].push_back(name);
    }
    TILLGATE_CHECK(tables.remove_disclosures_of(subject));
  }
  if (records.empty()) return std::optional<Sealed>();
  Draft draft;
  draft.kind = "disclosure_erased";
  draft.operator_id = operator_id;
  draft.body = {{"records", std::move(records)}};
  TILLGATE_TRY(sealed, seal(draft));
  return std::optional<Sealed>(std::move(sealed));
}

Result<Done> Journal::publish(const std::filesystem::path& folder, const std::string& note) {
  if (database_->in_transaction())
    return Failure{TILLGATE_E_INTERNAL, "a log is not published inside a transaction", ""};
  const std::lock_guard turn(publish_turn_);
  TILLGATE_CHECK(ledger::publish(
      *database_, folder, [this](const std::string& newest) { return flush_signed_state(newest); },
      note));
  return Done{};
}

Result<std::string> Journal::checkpoint() {
  if (database_->in_transaction())
    return Failure{TILLGATE_E_INTERNAL, "a checkpoint is not handed out inside a transaction", ""};
  TILLGATE_TRY(state, this->state());
  TILLGATE_CHECK(flush_signed_state(state.checkpoint));
  return tables_.with_cosignatures(std::move(state.checkpoint));
}

Result<Receipt> Journal::receipt(std::uint64_t index) {
  TILLGATE_TRY(note, checkpoint());
  TILLGATE_TRY(text, entry(index));
  return make_receipt(note, index, leaf_hash(as_bytes(text)), tables_.stored_hash());
}

Result<std::string> Journal::entry(std::uint64_t index) const {
  TILLGATE_TRY(entries, tables_.entries(index, 1));
  return std::string(as_text(entries.front()));
}

Result<std::uint64_t> Journal::size() const {
  TILLGATE_TRY(state, this->state());
  return state.size();
}

Result<std::optional<Json>> Journal::disclosure(std::uint64_t index, std::string_view name) const {
  TILLGATE_TRY(sealed, tables_.disclosure(index, name));
  if (!sealed) return std::optional<Json>();
  const Failure not_sealed{TILLGATE_E_LEDGER, "a disclosure is not what was sealed",
                           "record " + std::to_string(index)};
  TILLGATE_TRY(text, open_disclosure(keys_->data_key(), {origin(), index, name}, *sealed));
  if (!text) return not_sealed;
  TILLGATE_TRY(entries, tables_.entries(index, 1));
  TILLGATE_TRY(record, read_record(as_text(entries.front())));
  TILLGATE_TRY(digests, parse_json(record.digests));
  if (digests.value(std::string(name), "") != to_hex(disclosure_digest(*text))) return not_sealed;
  TILLGATE_TRY(disclosure, parse_disclosure(*text));
  return std::optional<Json>(std::move(disclosure.value));
}

}  // namespace tillgate::ledger
