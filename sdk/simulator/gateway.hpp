// The gateway before the platform: lets through only what is signed with a known application's
// secret (x-tif).
#pragma once

#include <set>
#include <string>

#include "base/time.hpp"
#include "sdk/simulator/world.hpp"

namespace tillgate::simulator {

struct SignedRequest {
  std::string application;
  std::string timestamp;
  std::string nonce;
  std::string signature;
};

class Gateway {
 public:
  // Null with the reason in `why` when the request is not let through; a nonce is good once.
  const Institution* admit(const World& world, const SignedRequest& request, UtcMs now,
                           std::string& why);

 private:
  std::set<std::string> nonces_;
};

}  // namespace tillgate::simulator
