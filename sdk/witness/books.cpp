#include "sdk/witness/books.hpp"

#include <algorithm>

#include "base/embedded.hpp"
#include "base/text.hpp"

namespace tillgate::embedded {
extern const std::span<const File> witness_migrations;
}

namespace tillgate::witness {

namespace {

constexpr std::int64_t witness_database = 0x54475749;  // "TGWI"
constexpr std::int64_t most_refusals = 1000;           // without evidence
constexpr std::int64_t most_evidence = 200;            // a log
constexpr std::size_t most_origin = 200;               // of a log nobody knows

// Text and lines of the log itself: what others added to a checkpoint is theirs to show.
std::string own_lines(const ledger::OpenedRequest& opened) {
  const std::string& note = opened.request.checkpoint;
  std::string kept = opened.text + "\n";
  const std::string start = "\xE2\x80\x94 " + opened.checkpoint.origin + " ";
  for (std::string_view rest = std::string_view(note).substr(kept.size()); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    rest.remove_prefix(line.size());
    if (line.starts_with(start)) kept += line;
  }
  return kept;
}

std::int64_t number(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}

}  // namespace

Result<Books> Books::open(const std::filesystem::path& file) {
  TILLGATE_TRY(database,
               store::Database::open(file, {witness_database, embedded::witness_migrations}));
  return Books(std::move(database));
}

Result<std::optional<Books::Log>> Books::log(const std::string& origin) {
  TILLGATE_TRY(query, database_->query("SELECT size, root, checkpoint, time_s FROM log"
                                       " WHERE origin = ?"));
  TILLGATE_TRY(found, query.bind(origin).step());
  if (!found) return std::optional<Log>();
  const auto root = ledger::to_hash(query.blob(1));
  if (!root || query.integer(0) < 0)
    return Failure{TILLGATE_E_STORE, "the row of a log is damaged", printable(origin)};
  return std::optional<Log>(Log{static_cast<std::uint64_t>(query.integer(0)), *root, query.text(2),
                                static_cast<std::uint64_t>(query.integer(3))});
}

Result<Books::Decision> Books::decide(const ledger::OpenedRequest& opened, std::string_view body,
                                      UtcMs now, const Sign& sign) {
  const std::string& origin = opened.checkpoint.origin;
  TILLGATE_TRY(transaction, store::Transaction::begin(*database_));
  TILLGATE_TRY(known, log(origin));
  const ledger::TreeHead head = known ? ledger::TreeHead{known->size, known->root}
                                      : ledger::TreeHead{0, ledger::empty_root()};
  Decision decision{ledger::judge_add_checkpoint(opened, head), ""};
  if (decision.answer.status == 422) {
    TILLGATE_CHECK(add_refusal(
        {origin, 422, opened.request.old_size, opened.checkpoint.size, decision.answer.reason}, now,
        body));
    TILLGATE_CHECK(transaction.commit());
  }
  if (decision.answer.status != 200) return decision;

  const std::uint64_t time_s = std::max(static_cast<std::uint64_t>(std::max<UtcMs>(now, 0) / 1000),
                                        known ? known->time_s : 0);
  TILLGATE_TRY(lines, sign(time_s, opened.text));
  {
    TILLGATE_TRY(query,
                 database_->query("INSERT INTO log (origin, size, root, checkpoint, time_s)"
                                  " VALUES (?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE"
                                  " SET size = excluded.size, root = excluded.root,"
                                  " checkpoint = excluded.checkpoint, time_s = excluded.time_s"));
    query.bind(origin)
        .bind(number(opened.checkpoint.size))
        .bind(ByteView(opened.checkpoint.root))
        .bind(own_lines(opened) + lines)
        .bind(number(time_s));
    TILLGATE_CHECK(query.run());
  }
  TILLGATE_CHECK(transaction.commit());
  decision.lines = std::move(lines);
  return decision;
}

Result<Done> Books::add_refusal(const Refused& refused, UtcMs now,
                                const std::optional<std::string_view>& request) {
  TILLGATE_TRY(
      query, database_->query("INSERT INTO refusal (at_ms, origin, status, old_size, size, reason,"
                              " request) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE ?7 IS NULL OR"
                              " (SELECT count(*) FROM refusal WHERE origin = ?2 AND request IS NOT"
                              " NULL) < ?8 AND NOT EXISTS (SELECT 1 FROM refusal"
                              " WHERE origin = ?2 AND request = ?7)"));
  query.bind(now)
      .bind(refused.origin)
      .bind(std::int64_t{refused.status})
      .bind(number(refused.old_size))
      .bind(number(refused.size))
      .bind(refused.reason)
      .bind(request)
      .bind(most_evidence);
  return query.run();
}

Result<Done> Books::note_refused(const Refused& refused, UtcMs now) {
  Refused kept = refused;
  kept.origin = printable(refused.origin, most_origin);
  TILLGATE_TRY(transaction, store::Transaction::begin(*database_, store::Durability::relaxed));
  TILLGATE_CHECK(add_refusal(kept, now, std::nullopt));
  {
    TILLGATE_TRY(query, database_->query("DELETE FROM refusal WHERE request IS NULL AND id <="
                                         " (SELECT max(id) FROM refusal) - ?"));
    TILLGATE_CHECK(query.bind(most_refusals).run());
  }
  return transaction.commit();
}

Result<std::int64_t> Books::conflicts(const std::string& origin) {
  TILLGATE_TRY(query, database_->query("SELECT count(*) FROM refusal"
                                       " WHERE origin = ? AND request IS NOT NULL"));
  TILLGATE_TRY(found, query.bind(origin).step());
  return found ? query.integer(0) : 0;
}

Result<std::vector<Books::Refusal>> Books::refusals(std::int64_t most) {
  TILLGATE_TRY(query,
               database_->query("SELECT id, at_ms, origin, status, old_size, size, reason,"
                                " request IS NOT NULL FROM refusal ORDER BY id DESC LIMIT ?"));
  query.bind(most);
  std::vector<Refusal> found;
  while (true) {
    TILLGATE_TRY(more, query.step());
    if (!more) return found;
    found.push_back({query.integer(0), query.integer(1),
                     Refused{query.text(2), static_cast<int>(query.integer(3)),
                             static_cast<std::uint64_t>(query.integer(4)),
                             static_cast<std::uint64_t>(query.integer(5)), query.text(6)},
                     query.integer(7) != 0});
  }
}

Result<std::optional<std::string>> Books::evidence(std::int64_t id) {
  TILLGATE_TRY(query, database_->query("SELECT request FROM refusal WHERE id = ?"));
  TILLGATE_TRY(found, query.bind(id).step());
  return found ? query.optional_text(0) : std::optional<std::string>();
}

}  // namespace tillgate::witness
