// The connection to the platform, watched: when it goes and comes back is sealed, and the time the
// platform tells goes into the records.
#pragma once

#include <mutex>
#include <optional>

#include "base/time.hpp"
#include "ledger/journal.hpp"
#include "platform/client.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

class Connection {
 public:
  // All must outlive this object.
  Connection(store::Database& database, ledger::Journal& journal, const Clock& clock)
      : database_(database), journal_(journal), clock_(clock) {}

  // After each request, on its thread, outside any transaction. Seals outage_begun or outage_ended
  // when the state changes; what cannot be sealed now is with the next contact.
  void note(const platform::Contact& contact);

 private:
  Result<std::optional<UtcMs>> out_since();
  Result<Done> note_change(bool reached, const std::optional<UtcMs>& since);
  store::Database& database_;
  ledger::Journal& journal_;
  const Clock& clock_;
  std::mutex turn_;
  std::optional<bool> reached_;  // as sealed last; empty: not asked yet
};

}  // namespace tillgate::checkout
