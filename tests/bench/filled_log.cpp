#include "bench/filled_log.hpp"

#include <map>

#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/record.hpp"
#include "ledger/tile.hpp"

namespace tillgate::bench {

using namespace ledger;

Draft sale_draft() {
  Draft draft{"sale_settled", "op-7", {{"sale", "R-000123"}, {"total_fen", 1714}}, {}, 1714};
  for (int line = 1; line <= 5; ++line)
    draft.body["lines"].push_back({{"line", line},
                                   {"sku", "D018"},
                                   {"milli", 1000},
                                   {"price_fen", 571},
                                   {"codes", {"8999901000001000000" + std::to_string(line)}}});
  draft.disclosures = {{"person", {{"name", "沈十七"}, {"id", "11010119900307899X"}}}};
  return draft;
}

FilledLog::FilledLog(std::uint64_t records) {
  must(crypto::KeyFolder::create(key_folder(), "bench.example/s/t/g1"));
  keys_ = std::make_unique<crypto::KeyFolder>(must(crypto::KeyFolder::load(key_folder())));
  database_ = must(store::Database::open(database_file()));
  fill(records);
  open_again();
}

FilledLog& FilledLog::of(std::uint64_t records) {
  static std::map<std::uint64_t, std::unique_ptr<FilledLog>> logs;
  auto& log = logs[records];
  if (!log) log = std::make_unique<FilledLog>(records);
  return *log;
}

void FilledLog::open_again() {
  close();
  database_ = must(store::Database::open(database_file()));
  journal_ = must(Journal::open(*database_, *keys_, {"t1", key_folder() / "signed.state"}, clock_));
}

void FilledLog::close() {
  journal_.reset();
  database_.reset();
}

void FilledLog::seal(const Draft& draft) {
  auto transaction = must(store::Transaction::begin(*database_));
  must(journal_->seal(draft));
  must(transaction.commit());
}

void FilledLog::fill(std::uint64_t records) {
  Tables tables(*database_);
  State state;
  state.origin = keys_->origin();
  auto transaction = must(store::Transaction::begin(*database_));
  Record record;
  record.kind = "sale_settled";
  record.till = "t1";
  record.operator_id = "op-7";
  record.body = sale_draft().body;
  for (std::uint64_t i = 0; i < records; ++i) {
    record.index = i;
    record.utc = clock_.now();
    record.fund_fen = 1714;
    record.fund_total_fen = state.fund_total_fen += 1714;
    const std::string entry = must(record_text(record));
    const Hash leaf = leaf_hash(as_bytes(entry));
    must(tables.add_entry(i, as_bytes(entry), leaf));
    state.frontier.append(leaf, [&](unsigned level, std::uint64_t number, const Hash& hash) {
      if (level % tile_height == 0) must(tables.add_tile_root(level / tile_height, number, hash));
    });
  }
  state.root = state.frontier.root();
  state.checkpoint =
      must(crypto::sign_note(checkpoint_text({state.origin, state.size(), state.root, {}}),
                             {&keys_->ed25519(), &keys_->sm2()}));
  must(tables.save_state(state));
  must(transaction.commit());
}

}  // namespace tillgate::bench
