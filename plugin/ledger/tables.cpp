#include "ledger/tables.hpp"

#include <algorithm>

#include "ledger/tile.hpp"

namespace tillgate::ledger {

namespace {

// SQLite's integers are signed; sizes stay within 2^63 - 1.
std::int64_t number(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}

Failure damaged(const std::string& what, const std::string& where) {
  return {TILLGATE_E_LEDGER, what, where};
}

std::int64_t newest_generation(store::Database& database) {
  auto query = database.query("SELECT coalesce(max(generation), 1) FROM ledger_state");
  if (!query) return 0;
  const auto found = query->step();
  return found && *found ? query->integer(0) : 0;
}

}  // namespace

Tables::Tables(store::Database& database)
    : database_(&database), generation_(newest_generation(database)) {}

std::int64_t Tables::row(std::uint64_t index) const noexcept {
  return number(static_cast<std::uint64_t>(generation_ - 1) * max_records + index);
}

Result<std::optional<State>> Tables::state() const {
  if (generation_ < 1)
    return Failure{TILLGATE_E_STORE, "the state of the log cannot be read", "ledger_state"};
  TILLGATE_TRY(query,
               database_->query("SELECT origin, size, root, frontier, checkpoint, fund_total_fen"
                                " FROM ledger_state WHERE generation = ?"));
  query.bind(generation_);
  TILLGATE_TRY(found, query.step());
  if (!found) return std::optional<State>();
  const auto root = to_hash(query.blob(2));
  if (!root || query.integer(1) < 0)
    return damaged("the state of the log is damaged", "ledger_state");
  TILLGATE_TRY(frontier,
               Frontier::from(static_cast<std::uint64_t>(query.integer(1)), query.blob(3)));
  return std::optional<State>(
      State{query.text(0), *root, std::move(frontier), query.text(4), query.integer(5)});
}

Result<Done> Tables::save_state(const State& state) {
  TILLGATE_TRY(
      query,
      database_->query(
          "INSERT INTO ledger_state (generation, origin, size, root, frontier, checkpoint,"
          " fund_total_fen) VALUES (?, ?, ?, ?, ?, ?, ?)"
          " ON CONFLICT (generation) DO UPDATE SET size = excluded.size, root = excluded.root,"
          " frontier = excluded.frontier, checkpoint = excluded.checkpoint,"
          " fund_total_fen = excluded.fund_total_fen"));
  query.bind(generation_)
      .bind(state.origin)
      .bind(number(state.size()))
      .bind(ByteView(state.root))
      .bind(ByteView(state.frontier.bytes()));
  query.bind(state.checkpoint).bind(state.fund_total_fen);
  return query.run();
}

Result<std::uint64_t> Tables::last_entry_plus_one() const {
  TILLGATE_TRY(query, database_->query("SELECT coalesce(max(idx) + 1, 0) FROM ledger_entry"
                                       " WHERE idx BETWEEN ? AND ?"));
  query.bind(row(0)).bind(row(max_records - 1));
  TILLGATE_TRY(found, query.step());
  const std::int64_t end = found ? query.integer(0) : 0;
  return end == 0 ? 0 : static_cast<std::uint64_t>(end - row(0));
}

Result<Done> Tables::add_entry(std::uint64_t index, ByteView entry, const Hash& leaf) {
  TILLGATE_TRY(query,
               database_->query("INSERT INTO ledger_entry (idx, entry, leaf) VALUES (?, ?, ?)"));
  return query.bind(row(index)).bind(entry).bind(ByteView(leaf)).run();
}

Result<std::vector<Bytes>> Tables::entries(std::uint64_t first, std::uint64_t count) const {
  TILLGATE_TRY(
      query,
      database_->query("SELECT idx, entry FROM ledger_entry WHERE idx >= ? ORDER BY idx LIMIT ?"));
  query.bind(row(first)).bind(number(count));
  std::vector<Bytes> entries;
  entries.reserve(count);
  while (entries.size() < count) {
    TILLGATE_TRY(found, query.step());
    if (!found || query.integer(0) != row(first + entries.size()))
      return damaged("a record is missing", "record " + std::to_string(first + entries.size()));
    entries.push_back(query.blob(1));
  }
  return entries;
}

Result<std::vector<Hash>> Tables::hashes(unsigned level, std::uint64_t first,
                                         std::uint64_t count) const {
  TILLGATE_TRY(
      query,
      level == 0
          ? database_->query(
                "SELECT idx, leaf FROM ledger_entry WHERE idx >= ? ORDER BY idx LIMIT ?")
          : database_->query("SELECT idx, hash FROM ledger_tile_root WHERE level = ? AND idx >= ?"
                             " ORDER BY idx LIMIT ?"));
  if (level != 0) query.bind(static_cast<std::int64_t>(level));
  query.bind(row(first)).bind(number(count));
  std::vector<Hash> hashes;
  hashes.reserve(count);
  while (hashes.size() < count) {
    TILLGATE_TRY(found, query.step());
    const auto hash = found ? to_hash(query.blob(1)) : std::nullopt;
    if (!hash || query.integer(0) != row(first + hashes.size()))
      return damaged("a hash is missing", "level " + std::to_string(level) + ", hash " +
                                              std::to_string(first + hashes.size()));
    hashes.push_back(*hash);
  }
  return hashes;
}

Result<Done> Tables::add_tile_root(unsigned level, std::uint64_t index, const Hash& hash) {
  TILLGATE_TRY(
      query, database_->query("INSERT INTO ledger_tile_root (level, idx, hash) VALUES (?, ?, ?)"));
  return query.bind(static_cast<std::int64_t>(level)).bind(row(index)).bind(ByteView(hash)).run();
}

Result<Done> Tables::add_disclosure(std::uint64_t index, std::string_view name, ByteView sealed,
                                    std::string_view subject) {
  TILLGATE_TRY(
      query, database_->query(
                 "INSERT INTO ledger_disclosure (idx, name, sealed, subject) VALUES (?, ?, ?, ?)"));
  query.bind(row(index)).bind(name).bind(sealed);
  if (subject.empty()) return query.bind_null().run();
  return query.bind(subject).run();
}

Result<std::optional<Bytes>> Tables::disclosure(std::uint64_t index, std::string_view name) const {
  TILLGATE_TRY(query,
               database_->query("SELECT sealed FROM ledger_disclosure WHERE idx = ? AND name = ?"));
  query.bind(row(index)).bind(name);
  TILLGATE_TRY(found, query.step());
  return found ? std::optional<Bytes>(query.blob(0)) : std::nullopt;
}

Result<std::vector<std::pair<std::uint64_t, std::string>>> Tables::disclosures_of(
    std::string_view subject) const {
  TILLGATE_TRY(query, database_->query("SELECT idx, name FROM ledger_disclosure"
                                       " WHERE subject = ? AND idx BETWEEN ? AND ?"
                                       " ORDER BY idx, name"));
  query.bind(subject).bind(row(0)).bind(row(max_records - 1));
  std::vector<std::pair<std::uint64_t, std::string>> found;
  while (true) {
    TILLGATE_TRY(more, query.step());
    if (!more) return found;
    found.emplace_back(static_cast<std::uint64_t>(query.integer(0) - row(0)), query.text(1));
  }
}

Result<Done> Tables::remove_disclosures_of(std::string_view subject) {
  TILLGATE_TRY(query, database_->query("DELETE FROM ledger_disclosure"
                                       " WHERE subject = ? AND idx BETWEEN ? AND ?"));
  return query.bind(subject).bind(row(0)).bind(row(max_records - 1)).run();
}

Result<std::optional<UtcMs>> Tables::rotation(std::string_view next_keys) const {
  TILLGATE_TRY(query, database_->query("SELECT until_ms FROM ledger_rotation WHERE next_keys = ?"));
  query.bind(next_keys);
  TILLGATE_TRY(found, query.step());
  return found ? std::optional<UtcMs>(query.integer(0)) : std::nullopt;
}

Result<Done> Tables::add_rotation(std::string_view next_keys, UtcMs until) {
  TILLGATE_TRY(query,
               database_->query("INSERT INTO ledger_rotation (next_keys, until_ms) VALUES (?, ?)"));
  return query.bind(next_keys).bind(until).run();
}

Result<Done> Tables::save_cosignature(const Cosignature& cosignature) {
  TILLGATE_TRY(query,
               database_->query(
                   "INSERT INTO ledger_cosignature (generation, witness, size, text, line, time_s)"
                   " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (generation, witness) DO UPDATE"
                   " SET size = excluded.size, text = excluded.text, line = excluded.line,"
                   " time_s = excluded.time_s WHERE excluded.size >= size"));
  query.bind(generation_)
      .bind(cosignature.witness)
      .bind(number(cosignature.size))
      .bind(cosignature.text)
      .bind(cosignature.line)
      .bind(number(cosignature.time_s));
  return query.run();
}

Result<std::vector<Cosignature>> Tables::cosignatures() const {
  TILLGATE_TRY(query, database_->query("SELECT witness, size, text, line, time_s"
                                       " FROM ledger_cosignature WHERE generation = ?"
                                       " ORDER BY witness"));
  query.bind(generation_);
  std::vector<Cosignature> found;
  while (true) {
    TILLGATE_TRY(more, query.step());
    if (!more) return found;
    found.push_back({query.text(0), static_cast<std::uint64_t>(query.integer(1)), query.text(2),
                     query.text(3), static_cast<std::uint64_t>(query.integer(4))});
  }
}

Result<std::string> Tables::with_cosignatures(std::string_view note) const {
  TILLGATE_TRY(kept, cosignatures());
  const std::size_t text_end = note.rfind("\n\n") + 1;
  const std::string_view text = note.substr(0, text_end);
  std::erase_if(kept, [text](const Cosignature& one) { return one.text != text; });
  std::string with(note.substr(0, text_end + 1));
  for (std::string_view rest = note.substr(text_end + 1); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    rest.remove_prefix(line.size());
    const std::string_view who = line.substr(0, line.rfind(' ') + 1);  // dash and name
    const bool replaced = std::any_of(kept.begin(), kept.end(), [who](const Cosignature& one) {
      return one.line.starts_with(who);
    });
    if (!replaced) with += line;
  }
  for (const Cosignature& one : kept) with += one.line;
  return with;
}

StoredHash Tables::stored_hash() const {
  return [tables = *this](unsigned level, std::uint64_t index) -> Result<Hash> {
    const std::uint64_t count = std::uint64_t{1} << (level % tile_height);
    TILLGATE_TRY(hashes, tables.hashes(level / tile_height, index * count, count));
    return root_of(hashes);
  };
}

}  // namespace tillgate::ledger
