// A network that fails where a test wants it to: stands between a client and an HTTPS server on
// this machine, sees the messages in clear, and holds, resets, cuts or garbles them at any byte.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace tillgate::test {

// How far an exchange got when the network failed. From before_reply on the server has answered.
enum class Region { handshake, before_request, in_request, before_reply, in_head, in_body };
// hold: nothing passes any more, until the client gives up. cut: the connection ends in good order.
enum class Blow { hold, reset, cut, garble };

struct NetworkFault {
  Region region = Region::before_reply;
  Blow blow = Blow::cut;
  unsigned permille = 500;  // how far into the request, the head or the body

  bool server_has_heard() const { return region >= Region::before_reply; }
};
std::string name_of(const NetworkFault& fault);
// Every region with every blow.
std::vector<NetworkFault> all_network_faults();
NetworkFault any_network_fault(std::mt19937_64& random);

class FaultProxy {
 public:
  // Shows server.pem of `certificate`, which names 127.0.0.1, and connects to `server`,
  // https://127.0.0.1:port. Throws std::runtime_error when it cannot listen.
  FaultProxy(const std::string& server, const std::filesystem::path& certificate);
  ~FaultProxy();
  FaultProxy(const FaultProxy&) = delete;
  FaultProxy& operator=(const FaultProxy&) = delete;

  // https://127.0.0.1:port, the same as long as this object lives.
  const std::string& url() const;

  // The next request fails so, or the next handshake; connections that are open are closed for the
  // latter. Several are struck in the order of the calls.
  void strike(const NetworkFault& fault);
  // Every request fails so from now on, until the next call; empty: none.
  void strike_all(const std::optional<NetworkFault>& fault);
  // Nobody listens at the address, until the next call of listen().
  void refuse();
  void listen();

  // Requests whose head has come, and faults that have happened.
  std::size_t requests() const;
  std::size_t struck() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tillgate::test
