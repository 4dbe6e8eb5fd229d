#include "platform/message_counter.hpp"

#include <algorithm>
#include <charconv>

namespace tillgate::platform {

namespace {

// A ticket is a hundredth of a second (message_id.hpp). A minute's worth: after a restart numbers
// run at most that far ahead of the clock.
constexpr std::int64_t block = 6'000;

Result<std::int64_t> read_reserved(store::Database& database) {
  TILLGATE_TRY(query, database.query("SELECT value FROM meta WHERE name = 'message_ticket'"));
  TILLGATE_TRY(found, query.step());
  if (!found) return std::int64_t{0};
  const std::string text = query.text(0);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size())
    return Failure{TILLGATE_E_STORE, "the message counter cannot be read", ""};
  return value;
}

}  // namespace

Result<std::int64_t> MessageCounter::next(std::int64_t at_least) {
  const std::lock_guard turn(turn_);
  std::int64_t ticket = std::max(last_ + 1, at_least);
  if (last_ == 0 || ticket > reserved_) {
    TILLGATE_TRY(transaction, store::Transaction::begin(database_, store::Durability::relaxed));
    TILLGATE_TRY(before, read_reserved(database_));
    ticket = std::max(ticket, before + 1);
    {
      TILLGATE_TRY(write,
                   database_.query(
                       "INSERT OR REPLACE INTO meta (name, value) VALUES ('message_ticket', ?)"));
      TILLGATE_CHECK(write.bind(std::to_string(ticket + block)).run());
    }
    TILLGATE_CHECK(transaction.commit());
    reserved_ = ticket + block;
  }
  last_ = ticket;
  return ticket;
}

}  // namespace tillgate::platform
