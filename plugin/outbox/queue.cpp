#include "outbox/queue.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "crypto/random.hpp"
#include "crypto/sealed_json.hpp"

namespace tillgate::outbox {

namespace {

// Binds a message to its place, so that two rows cannot be swapped unnoticed.
std::string place_of(const std::string& document) {
  return "tillgate/upload/1\n" + document;
}

}  // namespace

std::int64_t retry_delay_ms(std::int64_t attempts, std::uint64_t noise) {
  constexpr std::int64_t longest = 300'000;
  const std::int64_t doublings = std::clamp<std::int64_t>(attempts, 0, 20);
  const std::int64_t full = std::min(longest, std::int64_t{1000} << doublings);
  return full - static_cast<std::int64_t>(noise % static_cast<std::uint64_t>(full / 2 + 1));
}

Result<bool> Queue::add(const Letter& letter) {
  {
    TILLGATE_TRY(known, database_.query("SELECT 1 FROM upload WHERE document = ?"));
    TILLGATE_TRY(found, known.bind(letter.document).step());
    if (found) return false;
  }
  const Json content = {{"cashier", {{"id", letter.cashier_id}, {"name", letter.cashier_name}}},
                        {"message", letter.message}};
  TILLGATE_TRY(sealed, crypto::seal_json(data_key_, place_of(letter.document), content));
  TILLGATE_TRY(insert,
               database_.query(
                   "INSERT INTO upload (document, sale, kind, state, attempts, next_ms, queued_ms,"
                   " sealed) VALUES (?, ?, ?, 'queued', 0, 0, ?, ?)"));
  insert.bind(letter.document)
      .bind(letter.sale)
      .bind(letter.kind)
      .bind(clock_.now())
      .bind(ByteView(sealed));
  TILLGATE_CHECK(insert.run());
  return true;
}

Result<std::vector<Upload>> Queue::batch(Due due, std::int64_t most) {
  TILLGATE_TRY(query,
               database_.query("SELECT id, document, sale, kind, attempts, sealed FROM upload u"
                               " WHERE state = 'queued' AND next_ms <= ?1 AND NOT EXISTS"
                               "  (SELECT 1 FROM upload e WHERE e.sale = u.sale AND e.id < u.id"
                               "   AND e.state = 'queued' AND e.next_ms > ?1)"
                               " ORDER BY id LIMIT ?2"));
  query.bind(due == Due::all ? std::numeric_limits<std::int64_t>::max() : clock_.now()).bind(most);
  std::vector<Upload> uploads;
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return uploads;
    TILLGATE_TRY(upload, read(query));
    uploads.push_back(std::move(upload));
  }
}

// Columns: id, document, sale, kind, attempts, sealed.
Result<Upload> Queue::read(store::Query& query) const {
  Upload upload;
  upload.id = query.integer(0);
  upload.letter.document = query.text(1);
  upload.letter.sale = query.text(2);
  upload.letter.kind = query.text(3);
  upload.attempts = query.integer(4);
  TILLGATE_TRY(content,
               crypto::open_json(data_key_, place_of(upload.letter.document), query.blob(5)));
  upload.letter.cashier_id = content.at("cashier").at("id");
  upload.letter.cashier_name = content.at("cashier").at("name");
  upload.letter.message = std::move(content.at("message"));
  return upload;
}

Result<Done> Queue::accepted(std::int64_t id) {
  TILLGATE_TRY(update,
               database_.query("UPDATE upload SET state = 'accepted', reason = NULL WHERE id = ?"));
  return update.bind(id).run();
}

Result<Done> Queue::rejected(std::int64_t id, const std::string& reason) {
  TILLGATE_TRY(update,
               database_.query("UPDATE upload SET state = 'rejected', reason = ? WHERE id = ?"));
  return update.bind(reason).bind(id).run();
}

Result<Done> Queue::failed(const Upload& upload, const std::string& reason) {
  std::array<std::uint8_t, sizeof(std::uint64_t)> random{};
  TILLGATE_CHECK(crypto::fill_random(random));
  std::uint64_t noise = 0;
  for (const std::uint8_t byte : random) noise = noise << 8 | byte;
  TILLGATE_TRY(
      update,
      database_.query(
          "UPDATE upload SET attempts = attempts + 1, next_ms = ?, reason = ? WHERE id = ?"));
  return update.bind(clock_.now() + retry_delay_ms(upload.attempts, noise))
      .bind(reason)
      .bind(upload.id)
      .run();
}

Result<Done> Queue::requeue(const std::string& document, const std::optional<Json>& message) {
  Upload upload;
  {
    TILLGATE_TRY(query, database_.query("SELECT id, document, sale, kind, attempts, sealed FROM"
                                        " upload WHERE document = ? AND state = 'rejected'"));
    TILLGATE_TRY(found, query.bind(document).step());
    if (!found) return Failure{TILLGATE_E_ARGUMENT, "no rejected upload of this name", "document"};
    TILLGATE_TRY(read_back, read(query));
    upload = std::move(read_back);
  }
  const Json content = {
      {"cashier", {{"id", upload.letter.cashier_id}, {"name", upload.letter.cashier_name}}},
      {"message", message ? *message : upload.letter.message}};
  TILLGATE_TRY(sealed, crypto::seal_json(data_key_, place_of(document), content));
  TILLGATE_TRY(update, database_.query("UPDATE upload SET state = 'queued', attempts = 0, next_ms ="
                                       " 0, reason = NULL, sealed = ? WHERE id = ?"));
  return update.bind(ByteView(sealed)).bind(upload.id).run();
}

Result<std::optional<Kept>> Queue::find(const std::string& document) {
  TILLGATE_TRY(query, database_.query("SELECT id, document, sale, kind, attempts, sealed, state"
                                      " FROM upload WHERE document = ?"));
  TILLGATE_TRY(found, query.bind(document).step());
  if (!found) return std::optional<Kept>();
  Kept kept;
  const std::string state = query.text(6);
  kept.state = state == "queued"     ? UploadState::queued
               : state == "accepted" ? UploadState::accepted
                                     : UploadState::rejected;
  kept.erased = query.blob(5).empty();
  if (kept.erased) return std::optional<Kept>(std::move(kept));
  TILLGATE_TRY(upload, read(query));
  kept.letter = std::move(upload.letter);
  return std::optional<Kept>(std::move(kept));
}

Result<bool> Queue::holds(std::int64_t waiting) {
  if (waiting <= 0) return true;
  TILLGATE_TRY(query, database_.query("SELECT 1 FROM upload WHERE state = 'queued'"
                                      " ORDER BY id LIMIT 1 OFFSET ?"));
  return query.bind(waiting - 1).step();
}

Result<Counts> Queue::counts() {
  TILLGATE_TRY(
      query,
      database_.query(
          "SELECT count(*) FILTER (WHERE state = 'queued'), count(*) FILTER (WHERE state = "
          "'rejected'),"
          " min(queued_ms) FILTER (WHERE state = 'queued') FROM upload WHERE state <> 'accepted'"));
  TILLGATE_TRY(row, query.step());
  Counts counts;
  if (!row) return counts;
  counts.waiting = query.integer(0);
  counts.rejected = query.integer(1);
  counts.oldest_waiting = query.optional_integer(2);
  return counts;
}

Result<std::vector<Rejection>> Queue::rejections(std::int64_t most) {
  TILLGATE_TRY(query, database_.query("SELECT document, sale, coalesce(reason, '') FROM upload"
                                      " WHERE state = 'rejected' ORDER BY id DESC LIMIT ?"));
  query.bind(most);
  std::vector<Rejection> found;
  while (true) {
    TILLGATE_TRY(row, query.step());
    if (!row) return found;
    found.push_back({query.text(0), query.text(1), query.text(2)});
  }
}

}  // namespace tillgate::outbox
