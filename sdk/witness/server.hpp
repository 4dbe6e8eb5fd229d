// The network side of a witness: HTTPS, or plain HTTP on the loopback interface.
#pragma once

#include <memory>

#include "base/result.hpp"
#include "sdk/witness/settings.hpp"
#include "sdk/witness/witness.hpp"

namespace tillgate::witness {

class Server {
 public:
  // The witness must outlive the server. TILLGATE_E_CONFIG when the certificate cannot be used or
  // the port is taken.
  static Result<std::unique_ptr<Server>> open(Witness& witness, const Settings& settings);
  ~Server();

  int port() const;
  // Serves until the process is ended; false when listening broke down.
  bool serve();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tillgate::witness
