#include "sdk/simulator/gateway.hpp"

#include <cstdlib>

#include "base/money.hpp"
#include "platform/x_tif.hpp"

namespace tillgate::simulator {

const Institution* Gateway::admit(const World& world, const SignedRequest& request, UtcMs now,
                                  std::string& why) {
  const Institution* institution = world.institution_of_application(request.application);
  const auto seconds = scaled_integer(request.timestamp, 0);
  if (institution == nullptr) {
    why = "unknown application";
  } else if (!seconds || std::llabs(*seconds - now / 1000) > world.customs().clock_window_s) {
    why = "signature expired";
  } else if (request.nonce.empty() ||
             request.signature !=
                 platform::x_tif_signature(request.timestamp, institution->secret, request.nonce)) {
    why = "wrong signature";
  } else if (!nonces_.insert(request.nonce).second) {
    why = "nonce used before";
  } else {
    return institution;
  }
  return nullptr;
}

}  // namespace tillgate::simulator
