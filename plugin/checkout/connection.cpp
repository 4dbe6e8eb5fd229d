#include "checkout/connection.hpp"

#include <charconv>
#include <string>

namespace tillgate::checkout {

// Survives a restart: an outage may last longer than a day at the till.
Result<std::optional<UtcMs>> Connection::out_since() {
  TILLGATE_TRY(query, database_.query("SELECT value FROM meta WHERE name = 'platform_out_since'"));
  TILLGATE_TRY(found, query.step());
  if (!found) return std::optional<UtcMs>();
  const std::string text = query.text(0);
  UtcMs since = 0;
  std::from_chars(text.data(), text.data() + text.size(), since);
  return std::optional<UtcMs>(since);
}

Result<Done> Connection::note_change(bool reached, const std::optional<UtcMs>& since) {
  const UtcMs now = clock_.now();
  ledger::Draft draft;
  draft.kind = reached ? "outage_ended" : "outage_begun";
  if (since) draft.body = {{"since", utc_text(*since)}, {"lasted_ms", now - *since}};
  TILLGATE_TRY(transaction, store::Transaction::begin(database_));
  if (reached) {
    TILLGATE_CHECK(database_.execute("DELETE FROM meta WHERE name = 'platform_out_since'"));
  } else {
    TILLGATE_TRY(row, database_.query("INSERT OR REPLACE INTO meta (name, value)"
                                      " VALUES ('platform_out_since', ?)"));
    TILLGATE_CHECK(row.bind(std::to_string(now)).run());
  }
  TILLGATE_CHECK(journal_.seal(draft));
  return transaction.commit();
}

void Connection::note(const platform::Contact& contact) {
  if (contact.told_at) journal_.note_platform_time(*contact.told_at);
  const std::lock_guard turn(turn_);
  if (reached_ == contact.reached || database_.in_transaction()) return;
  const auto since = out_since();
  if (!since) return;
  const bool was_reached = !since->has_value();
  if (was_reached == contact.reached || note_change(contact.reached, *since))
    reached_ = contact.reached;
}

}  // namespace tillgate::checkout
