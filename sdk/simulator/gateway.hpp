// The gateway before the platform: who sends this, by the way the region authenticates.
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/json.hpp"
#include "base/time.hpp"
#include "sdk/simulator/world.hpp"

namespace tillgate::simulator {

struct SignedRequest {
  std::string application;  // the four of x-tif
  std::string timestamp;
  std::string nonce;
  std::string signature;
  std::map<std::string, std::string> headers = {};  // all of them, names in small letters
  std::string path = "/";
};

class Gateway {
 public:
  // Null with the reason in `why` when the request is not let through; a nonce is good once.
  const Institution* admit(const World& world, const SignedRequest& request, UtcMs now,
                           std::string& why);

  // Whether this is no message but a request for a bearer token, and the reply to it.
  static bool asks_for_token(const World& world, const SignedRequest& request);
  std::string token_reply(const World& world, std::string_view body, UtcMs now);

 private:
  const Institution* admit_x_tif(const World& world, const SignedRequest& request, UtcMs now,
                                 std::string& why);
  const Institution* admit_csb(const World& world, const SignedRequest& request, UtcMs now,
                               std::string& why);
  struct Token {
    std::string institution;
    UtcMs ends_at = 0;
  };
  std::set<std::string> nonces_;
  std::map<std::string, Token> tokens_;
};

}  // namespace tillgate::simulator
