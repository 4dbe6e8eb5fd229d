#include "ledger/journal.hpp"

#include <algorithm>

#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/opening.hpp"
#include "ledger/publication.hpp"
#include "ledger/tile.hpp"

namespace tillgate::ledger {

namespace {
// Far beyond any sale, and far enough from the limit of an exact integer that totals do not reach
// it.
constexpr Fen max_fund_fen = 100'000'000'000;  // 1,000,000,000 CNY
}  // namespace

Journal::Journal(store::Database& database, const crypto::KeyFolder& keys, Settings settings,
                 const Clock& clock)
    : database_(&database),
      tables_(database),
      keys_(&keys),
      settings_(std::move(settings)),
      clock_(&clock) {}

Result<std::unique_ptr<Journal>> Journal::open(store::Database& database,
                                               const crypto::KeyFolder& keys, Settings settings,
                                               const Clock& clock) {
  std::unique_ptr<Journal> journal(new Journal(database, keys, std::move(settings), clock));
  TILLGATE_TRY(state, journal->tables_.state());
  if (!state) {
    TILLGATE_CHECK(journal->begin());
  } else {
    TILLGATE_CHECK(check_opening(journal->tables_, *state, keys.origin(), keys.public_keys()));
  }
  return journal;
}

Result<Done> Journal::begin() {
  TILLGATE_TRY(entries, tables_.last_entry_plus_one());
  if (entries != 0)
    return Failure{TILLGATE_E_LEDGER, "there are records, but the state of the log is gone", ""};
  TILLGATE_TRY(transaction, store::Transaction::begin(*database_));
  State state;
  state.origin = keys_->origin();
  TILLGATE_CHECK(sign(state));
  TILLGATE_CHECK(tables_.save_state(state));
  return transaction.commit();
}

Result<State> Journal::state() const {
  TILLGATE_TRY(state, tables_.state());
  if (!state) return Failure{TILLGATE_E_LEDGER, "the state of the log is gone", "ledger_state"};
  return *std::move(state);
}

Result<Done> Journal::sign(State& state) const {
  state.root = state.frontier.root();
  TILLGATE_TRY(note,
               crypto::sign_note(checkpoint_text({state.origin, state.size(), state.root, {}}),
                                 {&keys_->ed25519(), &keys_->sm2()}));
  state.checkpoint = std::move(note);
  return Done{};
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
  TILLGATE_TRY(state, this->state());
  const std::uint64_t index = state.size();
  if (index == max_size) return Failure{TILLGATE_E_LIMIT, "the log is full", ""};

  // First everything that can refuse the draft or fail to sign, then the writes.
  TILLGATE_TRY(prepared, prepare(draft, state));
  const Hash leaf = leaf_hash(as_bytes(prepared.entry));
  struct TileRoot {
    unsigned level;
    std::uint64_t number;
    Hash hash;
  };
  std::vector<TileRoot> tile_roots;
  state.frontier.append(leaf, [&](unsigned level, std::uint64_t number, const Hash& hash) {
    if (level % tile_height == 0) tile_roots.push_back({level / tile_height, number, hash});
  });
  state.fund_total_fen = prepared.fund_total_fen;
  TILLGATE_CHECK(sign(state));

  TILLGATE_CHECK(tables_.add_entry(index, as_bytes(prepared.entry), leaf));
  for (const auto& [level, number, hash] : tile_roots)
    TILLGATE_CHECK(tables_.add_tile_root(level, number, hash));
  for (const auto& [name, sealed] : prepared.disclosures)
    TILLGATE_CHECK(tables_.add_disclosure(index, name, sealed));
  TILLGATE_CHECK(tables_.save_state(state));
  return Sealed{index, leaf, std::move(state.checkpoint)};
}

Result<Done> Journal::publish(const std::filesystem::path& folder) {
  TILLGATE_CHECK(ledger::publish(*database_, folder));
  return Done{};
}

Result<std::string> Journal::checkpoint() const {
  TILLGATE_TRY(state, this->state());
  return std::move(state.checkpoint);
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
  TILLGATE_TRY(text, open_disclosure(keys_->data_key(), {keys_->origin(), index, name}, *sealed));
  if (!text) return not_sealed;
  TILLGATE_TRY(entries, tables_.entries(index, 1));
  TILLGATE_TRY(record, read_record(as_text(entries.front())));
  TILLGATE_TRY(digests, parse_json(record.digests));
  if (digests.value(std::string(name), "") != to_hex(disclosure_digest(*text))) return not_sealed;
  TILLGATE_TRY(disclosure, parse_disclosure(*text));
  return std::optional<Json>(std::move(disclosure.value));
}

}  // namespace tillgate::ledger
