// Who signed in today. The platform wants each operator to sign in once a day (9001); the number is
// kept over restarts.
#pragma once

#include <mutex>

#include "base/time.hpp"
#include "platform/client.hpp"
#include "store/database.hpp"

namespace tillgate::platform {

class SignInDesk {
 public:
  SignInDesk(Client& client, store::Database& database, const Clock& clock)
      : client_(client), database_(database), clock_(clock) {}

  // Today's session of this operator; asks the platform when there is none yet. TILLGATE_E_OFFLINE
  // when it was not reached, TILLGATE_E_PLATFORM when it refuses the operator. Threads may call at
  // the same time.
  Result<Session> session(const Operator& cashier, const Deadline& deadline);

 private:
  Client& client_;
  store::Database& database_;
  const Clock& clock_;
  std::timed_mutex turn_;
};

}  // namespace tillgate::platform
