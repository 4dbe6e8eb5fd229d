// HTTPS to the platform and to witnesses. http.cpp is the only file of the library that includes
// libcurl.
//
// The one question that matters about a failure is whether the platform may have heard us:
//   TILLGATE_E_OFFLINE    certainly not one byte of the request went out: no address, connection or
//                         handshake, a certificate we do not trust, no time left for all that
//   TILLGATE_E_UNCERTAIN  something went out and no whole reply came back: silence, a reset, a cut
//                         or overlong body
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::platform {

struct HttpRequest {
  std::string url;
  std::vector<std::string> headers;  // lines "Name: value", without line ends
  std::string body;
  std::string content_type = "application/json; charset=utf-8";
};

struct HttpReply {
  long status = 0;
  std::string body;
  std::int64_t retry_after_ms = 0;  // the server asks not to come back before (Retry-After)
};

class Transport {
 public:
  virtual ~Transport() = default;
  // A reply with any HTTP status is a reply. Several threads may call at the same time. Returns
  // within the deadline and 50 ms.
  virtual Result<HttpReply> post(const HttpRequest& request, const Deadline& deadline) = 0;
};

struct TransportSettings {
  std::filesystem::path ca_file;  // PEM: the only certificates a server's chain may end in
  std::size_t max_reply_bytes = 4 << 20;
};

// TLS 1.2 or newer, server name and chain checked, HTTP/1.1, no redirects, no proxy, nothing taken
// from the environment. Keeps connections open for some seconds and uses them again; a request is
// never repeated by itself. A stop of the deadline ends a request at once. Destroying it waits for
// nothing: a name look-up that is still under way goes on in a thread of libcurl until the system's
// resolver gives up.
class CurlTransport final : public Transport {
 public:
  // TILLGATE_E_CONFIG when the certificates cannot be read.
  static Result<std::unique_ptr<CurlTransport>> create(const TransportSettings& settings);
  ~CurlTransport() override;

  Result<HttpReply> post(const HttpRequest& request, const Deadline& deadline) override;

 private:
  struct Pool;
  explicit CurlTransport(std::unique_ptr<Pool> pool);
  std::unique_ptr<Pool> pool_;
};

}  // namespace tillgate::platform
