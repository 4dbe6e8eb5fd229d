#include "sdk/witness/server.hpp"

#include <httplib.h>

#include <charconv>

#include "base/text.hpp"

namespace tillgate::witness {

namespace {

constexpr std::size_t max_request_bytes = 128 << 10;  // beyond it the server itself refuses
constexpr std::size_t server_threads = 8;
constexpr time_t patience_s = 5;

void give(const HttpAnswer& answer, httplib::Response& response) {
  response.status = answer.status;
  response.set_content(answer.body, answer.type);
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  response.set_header("Cache-Control", "no-store");
}

std::int64_t number_of(const std::string& digits) {
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

struct Server::Impl {
  Impl(Witness& the_witness, const Settings& settings) : witness(the_witness) {
    if (settings.tls) {
      server = std::make_unique<httplib::SSLServer>(settings.tls->certificate.c_str(),
                                                    settings.tls->key.c_str());
    } else {
      server = std::make_unique<httplib::Server>();
    }
  }

  void route() {
    server->new_task_queue = [] { return new httplib::ThreadPool(server_threads); };
    server->set_payload_max_length(max_request_bytes);
    server->set_read_timeout(patience_s);
    server->set_write_timeout(patience_s);
    server->set_tcp_nodelay(true);
    server->Post("/add-checkpoint",
                 [this](const httplib::Request& request, httplib::Response& response) {
                   give(witness.add_checkpoint(request.body), response);
                 });
    server->Get("/([0-9a-f]{64})/checkpoint",
                [this](const httplib::Request& request, httplib::Response& response) {
                  give(witness.checkpoint(request.matches[1].str()), response);
                });
    server->Get("/refusals/([0-9]{1,18})",
                [this](const httplib::Request& request, httplib::Response& response) {
                  give(witness.evidence(number_of(request.matches[1].str())), response);
                });
    const auto view = [this](const char* path, HttpAnswer (Witness::*answer)()) {
      server->Get(path, [this, answer](const httplib::Request&, httplib::Response& response) {
        give((witness.*answer)(), response);
      });
    };
    view("/", &Witness::page);
    view("/logs.json", &Witness::overview);
    view("/metrics", &Witness::metrics);
  }

  Witness& witness;
  std::unique_ptr<httplib::Server> server;
  int port = -1;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(Witness& witness, const Settings& settings) {
  auto impl = std::make_unique<Impl>(witness, settings);
  if (!impl->server->is_valid())
    return Failure{TILLGATE_E_CONFIG, "the certificate or its key cannot be used",
                   utf8_from_path(settings.tls->certificate)};
  impl->route();
  if (settings.port == 0) {
    impl->port = impl->server->bind_to_any_port(settings.listen);
  } else if (impl->server->bind_to_port(settings.listen, settings.port)) {
    impl->port = settings.port;
  }
  if (impl->port < 0)
    return Failure{TILLGATE_E_CONFIG, "this address cannot be listened on",
                   settings.listen + " port " + std::to_string(settings.port)};
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

int Server::port() const {
  return impl_->port;
}
bool Server::serve() {
  return impl_->server->listen_after_bind();
}

}  // namespace tillgate::witness
