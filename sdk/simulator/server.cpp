#include "sdk/simulator/server.hpp"

#include <httplib.h>
#include <sys/socket.h>

#include <chrono>
#include <map>
#include <mutex>
#include <thread>

#include "base/text.hpp"
#include "platform/wire_json.hpp"
#include "platform/wire_time.hpp"
#include "sdk/simulator/faults.hpp"

namespace tillgate::simulator {

namespace {

constexpr const char* file_type = "application/octet-stream";
constexpr const char* json_type = "application/json; charset=utf-8";
constexpr std::size_t max_request_bytes = 16 << 20;
constexpr std::size_t huge_body_bytes = 1 << 30;
constexpr std::size_t server_threads = 16;

// The connection this thread serves: httplib runs a connection from handshake to end on one thread
// and does not show it to handlers, but a fault has to get at it.
thread_local SSL* current_connection = nullptr;

void note_connection(const SSL* connection, int where, int) {
  if ((where & SSL_CB_HANDSHAKE_DONE) != 0) current_connection = const_cast<SSL*>(connection);
}

void cut_connection() {
  SSL_set_quiet_shutdown(current_connection, 1);
  ::shutdown(SSL_get_fd(current_connection), SHUT_RDWR);
}

void send_half(const std::string& body) {
  const std::string text = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                           std::to_string(body.size()) + "\r\n\r\n" +
                           body.substr(0, body.size() / 2);
  SSL_write(current_connection, text.data(), static_cast<int>(text.size()));
}

SignedRequest signed_request_of(const httplib::Request& request) {
  SignedRequest signed_request{
      request.get_header_value("x-tif-paasid"), request.get_header_value("x-tif-timestamp"),
      request.get_header_value("x-tif-nonce"), request.get_header_value("x-tif-signature")};
  for (const auto& [name, value] : request.headers) {
    std::string small = name;
    for (char& c : small)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    signed_request.headers[small] = value;
  }
  signed_request.path = request.path;
  return signed_request;
}

std::string transaction_of(const std::string& body) {
  const auto envelope = platform::parse_wire(body, {max_request_bytes, 32});
  return envelope && envelope->is_object() ? text_of(*envelope, "infno") : "";
}

// The same text a byte at a time.
void drip(const std::string& body, std::int64_t pause_ms, httplib::Response& response) {
  if (body.empty()) return;
  response.body.clear();
  response.set_content_provider(body.size(), json_type,
                                [body, pause_ms](std::size_t at, std::size_t, auto& sink) {
                                  std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
                                  return sink.write(body.data() + at, 1);
                                });
}

// A list where the platform writes a group.
std::string of_wrong_types(const std::string& body) {
  Json reply = Json::parse(body, nullptr, false);
  if (reply.is_object()) reply["output"] = Json::array({1, 2, 3});
  return reply.is_object() ? reply.dump() : body;
}

std::string at_another_time(const std::string& body, std::int64_t skew_ms) {
  Json reply = Json::parse(body, nullptr, false);
  if (!reply.is_object() || !reply.contains("respond_time")) return body;
  const auto told = platform::read_time(reply["respond_time"].get<std::string>());
  const std::string stamp = platform::local_stamp(told.value_or(0) + skew_ms) + "000";
  reply["respond_time"] = stamp;
  reply["refmsg_time"] = stamp;
  return reply.dump();
}

void send_huge(httplib::Response& response) {
  response.body.clear();
  response.set_content_provider(huge_body_bytes, json_type,
                                [](std::size_t, std::size_t length, auto& sink) {
                                  static const std::string blanks(64 << 10, ' ');
                                  return sink.write(blanks.data(), std::min(length, blanks.size()));
                                });
}

}  // namespace

struct Server::Impl {
  Impl(Platform& the_platform, const CertificateFiles& certificate)
      : platform(the_platform), server([&certificate, this](SSL_CTX& context) {
          SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION);
          SSL_CTX_set_client_hello_cb(&context, &Impl::greet, &faults);
          SSL_CTX_set_info_callback(&context, &note_connection);
          return SSL_CTX_use_certificate_chain_file(&context, certificate.server.c_str()) == 1 &&
                 SSL_CTX_use_PrivateKey_file(&context, certificate.key.c_str(), SSL_FILETYPE_PEM) ==
                     1;
        }) {}

  void route() {
    server.new_task_queue = [] { return new httplib::ThreadPool(server_threads); };
    server.set_payload_max_length(max_request_bytes);
    server.set_keep_alive_max_count(1000);
    server.set_tcp_nodelay(true);
    server.Get("/simulator/state", [this](const httplib::Request&, httplib::Response& response) {
      response.set_content(platform.state().dump(), json_type);
    });
    server.Get("/simulator/faults", [this](const httplib::Request&, httplib::Response& response) {
      response.set_content(faults.outstanding().dump(), json_type);
    });
    server.Post("/simulator/faults", [this](const httplib::Request& request,
                                            httplib::Response& response) {
      const auto document = parse_json(request.body);
      const auto ordered = document ? faults.order(*document) : Result<Done>(document.failure());
      if (ordered) return;
      response.status = 400;
      response.set_content(ordered.failure().detail + "\n", "text/plain");
    });
    server.Post("/.*", [this](const httplib::Request& request, httplib::Response& response) {
      serve(request, response);
    });
  }

  static int greet(SSL*, int* alert, void* ordered) {
    if (!static_cast<Faults*>(ordered)->take("tls")) return SSL_CLIENT_HELLO_SUCCESS;
    *alert = SSL_AD_INTERNAL_ERROR;
    return SSL_CLIENT_HELLO_ERROR;
  }

  // The reply to the message before this one of the same transaction, and keeps this one.
  std::string earlier_reply(const std::string& transaction, const std::string& body) {
    const std::lock_guard lock(replies_turn);
    std::string& kept = replies[transaction];
    std::string earlier = kept.empty() ? body + body : kept;
    kept = body;
    return earlier;
  }

  void serve(const httplib::Request& request, httplib::Response& response) {
    const std::string transaction = transaction_of(request.body);
    const auto fault = faults.take(transaction);
    HttpAnswer answer;
    if (!fault || fault->processed)
      answer = platform.answer(signed_request_of(request), request.body);
    response.status = answer.status;
    response.set_content(answer.body, answer.file ? file_type : json_type);
    const std::string earlier = earlier_reply(transaction, answer.body);
    if (fault) spoil(*fault, answer.body, earlier, response);
  }

  static void page(int status, const char* words, httplib::Response& response) {
    response.status = status;
    response.set_content(std::string("<html><body>") + words + "</body></html>", "text/html");
  }

  static void spoil(const Fault& fault, const std::string& body, const std::string& earlier,
                    httplib::Response& response) {
    switch (fault.kind) {
      case FaultKind::none:
      case FaultKind::tls:
        return;
      case FaultKind::slow_drip:
        return drip(body, fault.delay_ms, response);
      case FaultKind::http_500:
        return page(500, "500 Internal Server Error", response);
      case FaultKind::http_503:
        response.set_header("Retry-After", std::to_string(fault.retry_after_s));
        return page(503, "503 Service Unavailable", response);
      case FaultKind::wrong_types:
        return response.set_content(of_wrong_types(body), json_type);
      case FaultKind::duplicate_reply:
        return response.set_content(earlier, json_type);
      case FaultKind::clock_skew:
        return response.set_content(at_another_time(body, fault.skew_ms), json_type);
      case FaultKind::drop_reply:
      case FaultKind::close_before:
        return cut_connection();
      case FaultKind::delay:
        return std::this_thread::sleep_for(std::chrono::milliseconds(fault.delay_ms));
      case FaultKind::truncate:
        send_half(body.empty() ? "{}" : body);
        return cut_connection();
      case FaultKind::http_502:
        return page(502, "502 Bad Gateway", response);
      case FaultKind::garbage:
        return response.set_content("\xFF\xFE{\"infcode\":0", json_type);
      case FaultKind::huge:
        return send_huge(response);
    }
  }

  Platform& platform;
  Faults faults;
  std::mutex replies_turn;
  std::map<std::string, std::string> replies;  // by transaction
  httplib::SSLServer server;
  int port = -1;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(Platform& platform,
                                             const CertificateFiles& certificate, int port) {
  auto impl = std::make_unique<Impl>(platform, certificate);
  if (!impl->server.is_valid())
    return Failure{TILLGATE_E_CONFIG, "the certificate cannot be used",
                   utf8_from_path(certificate.server)};
  impl->route();
  constexpr const char* loopback = "127.0.0.1";
  if (port == 0) {
    impl->port = impl->server.bind_to_any_port(loopback);
  } else if (impl->server.bind_to_port(loopback, port)) {
    impl->port = port;
  }
  if (impl->port < 0) return Failure{TILLGATE_E_CONFIG, "the port is taken", std::to_string(port)};
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

int Server::port() const {
  return impl_->port;
}
bool Server::serve() {
  return impl_->server.listen_after_bind();
}

}  // namespace tillgate::simulator
