// The simulator's network side: HTTPS on the loopback interface, and the faults on order.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "sdk/simulator/certificate.hpp"
#include "sdk/simulator/platform.hpp"

namespace tillgate::simulator {

class Server {
 public:
  // TILLGATE_E_CONFIG when the certificate cannot be used or the port (0: any) is taken.
  static Result<std::unique_ptr<Server>> open(Platform& platform,
                                              const CertificateFiles& certificate, int port);
  ~Server();

  int port() const;
  // Serves until the process is killed; false when listening broke down.
  bool serve();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tillgate::simulator
