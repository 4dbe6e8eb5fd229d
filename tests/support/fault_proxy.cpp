#include "support/fault_proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <deque>
#include <list>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

namespace tillgate::test {

namespace {

constexpr std::array regions{"handshake",        "before the request", "in the request",
                             "before the reply", "in the head",        "in the body"};
constexpr std::array blows{"held", "reset", "cut", "garbled"};

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* p) const noexcept {
    Free(p);
  }
};
using Context = std::unique_ptr<SSL_CTX, Freed<&SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Freed<&SSL_free>>;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

// Sockets of one proxy, so that its end can wake every thread that waits at one.
class Sockets {
 public:
  bool add(int socket) {
    const std::lock_guard turn(turn_);
    if (over_) return false;
    open_.insert(socket);
    return true;
  }
  void close(int socket) {
    const std::lock_guard turn(turn_);
    open_.erase(socket);
    ::close(socket);
  }
  void hang_up_all(bool for_good) {
    const std::lock_guard turn(turn_);
    over_ = over_ || for_good;
    for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
  }

 private:
  std::mutex turn_;
  std::set<int> open_;
  bool over_ = false;
};

// One side of a connection: TLS over a socket that is closed with it.
class Side {
 public:
  Side(Sockets& sockets, int socket) : sockets_(sockets), socket_(socket) {
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;
  ~Side() { sockets_.close(socket_); }

  bool shake_hands(SSL_CTX& context, int (*step)(SSL*)) {
    session_.reset(SSL_new(&context));
    return session_ && SSL_set_fd(session_.get(), socket_) == 1 && step(session_.get()) == 1;
  }

  // Head of a message, with its empty line; empty when the connection ends.
  std::string read_head() {
    while (true) {
      if (const std::size_t end = come_.find("\r\n\r\n"); end != std::string::npos) {
        std::string head = come_.substr(0, end + 4);
        come_.erase(0, end + 4);
        return head;
      }
      if (!read_more()) return "";
    }
  }

  // So many bytes of what comes in go to the other side. False when one of them ends.
  bool pass_on(Side& to, std::size_t count) {
    while (count > 0) {
      if (come_.empty() && !read_more()) return false;
      const std::size_t now = std::min(count, come_.size());
      if (!to.write(come_.substr(0, now))) return false;
      come_.erase(0, now);
      count -= now;
    }
    return true;
  }

  bool write(const std::string& bytes) {
    return bytes.empty() ||
           SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size())) ==
               static_cast<int>(bytes.size());
  }

  bool anything_comes() {
    pollfd wanted{socket_, POLLIN, 0};
    return ::poll(&wanted, 1, -1) == 1;
  }

  void hit(Blow blow) {
    std::array<char, 4096> unread{};
    switch (blow) {
      case Blow::hold:
        while (::recv(socket_, unread.data(), unread.size(), 0) > 0) {
        }
        return;
      case Blow::reset: {
        const linger at_once{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        return;
      }
      case Blow::garble: {
        const std::string noise(64, '\x5A');
        if (!session_ || !write(noise)) ::send(socket_, noise.data(), noise.size(), MSG_NOSIGNAL);
        return;
      }
      case Blow::cut:
        return;
    }
  }

 private:
  bool read_more() {
    std::array<char, 16384> buffer{};
    const int got = SSL_read(session_.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (got > 0) come_.append(buffer.data(), static_cast<std::size_t>(got));
    return got > 0;
  }

  Sockets& sockets_;
  int socket_;
  Session session_;
  std::string come_;
};

std::size_t body_length(const std::string& head) {
  std::string small = head;
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::size_t at = small.find("\r\ncontent-length:");
  return at == std::string::npos ? 0 : std::stoul(small.substr(at + 17));
}

std::size_t part_of(std::size_t whole, const NetworkFault& fault) {
  return std::min(whole * fault.permille / 1000, whole == 0 ? 0 : whole - 1);
}

}  // namespace

std::string name_of(const NetworkFault& fault) {
  return std::string(blows.at(static_cast<std::size_t>(fault.blow))) + " " +
         regions.at(static_cast<std::size_t>(fault.region)) + " at " +
         std::to_string(fault.permille) + " permille";
}

std::vector<NetworkFault> all_network_faults() {
  std::vector<NetworkFault> all;
  for (std::size_t region = 0; region < regions.size(); ++region)
    for (std::size_t blow = 0; blow < blows.size(); ++blow)
      all.push_back({static_cast<Region>(region), static_cast<Blow>(blow), 500});
  return all;
}

NetworkFault any_network_fault(std::mt19937_64& random) {
  NetworkFault fault;
  fault.region = static_cast<Region>(random() % regions.size());
  fault.blow = static_cast<Blow>(random() % blows.size());
  fault.permille = static_cast<unsigned>(random() % 1000);
  return fault;
}

struct FaultProxy::Impl {
  struct Worker {
    std::thread thread;
    std::atomic<bool> done{false};
  };

  int server_port = 0;
  int port = 0;
  std::string url;
  Context client_context;
  Context server_context;
  Sockets sockets;
  int listener = -1;
  std::thread acceptor;
  std::list<Worker> workers;  // of the acceptor alone

  mutable std::mutex turn;
  std::deque<NetworkFault> next;
  std::optional<NetworkFault> always;
  std::size_t requests = 0;
  std::size_t struck = 0;

  std::optional<NetworkFault> take(bool in_handshake) {
    const std::lock_guard lock(turn);
    if (!in_handshake) ++requests;
    const auto fits = [&](const NetworkFault& f) {
      return (f.region == Region::handshake) == in_handshake;
    };
    if (!next.empty() && fits(next.front())) {
      const NetworkFault fault = next.front();
      next.pop_front();
      ++struck;
      return fault;
    }
    if (!always || !fits(*always)) return std::nullopt;
    ++struck;
    return always;
  }

  void open_listener() {
    listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address = loopback(port);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener, generic, size) != 0 || ::listen(listener, 64) != 0 ||
        ::getsockname(listener, generic, &size) != 0)
      throw std::runtime_error("the proxy cannot listen");
    port = ntohs(address.sin_port);
    acceptor = std::thread([this] { accept_all(); });
  }

  void close_listener() {
    if (listener < 0) return;
    ::shutdown(listener, SHUT_RDWR);
    acceptor.join();
    ::close(listener);
    listener = -1;
  }

  // A connection that the other end has left must not end the whole test.
  static void keep_signals_away() {
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
  }

  void accept_all() {
    keep_signals_away();
    while (true) {
      const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) return;
      for (auto worker = workers.begin(); worker != workers.end();) {
        if (worker->done) worker->thread.join();
        worker = worker->done ? workers.erase(worker) : std::next(worker);
      }
      if (!sockets.add(socket)) {
        ::close(socket);
        return;
      }
      Worker& worker = workers.emplace_back();
      worker.thread = std::thread([this, socket, &worker] {
        serve(socket);
        worker.done = true;
      });
    }
  }

  void serve(int socket) {
    Side client(sockets, socket);
    if (!client.anything_comes()) return;
    if (const auto fault = take(true)) return client.hit(fault->blow);
    if (!client.shake_hands(*server_context, &SSL_accept)) return;
    std::unique_ptr<Side> server;
    while (exchange(client, server)) {
    }
  }

  std::unique_ptr<Side> connect() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (!sockets.add(socket)) {
      ::close(socket);
      return nullptr;
    }
    auto side = std::make_unique<Side>(sockets, socket);
    sockaddr_in address = loopback(server_port);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        !side->shake_hands(*client_context, &SSL_connect))
      return nullptr;
    return side;
  }

  // One request and its reply; false when the connection is over.
  bool exchange(Side& client, std::unique_ptr<Side>& server) {
    const std::string request = client.read_head();
    if (request.empty()) return false;
    const auto fault = take(false);
    const auto struck_in = [&](Region region) { return fault && fault->region == region; };
    const auto fail = [&] {
      client.hit(fault->blow);
      return false;
    };
    if (struck_in(Region::before_request)) return fail();
    if (!server) server = connect();
    if (!server) return false;
    const std::size_t length = body_length(request);
    if (struck_in(Region::in_request)) {
      const std::size_t part = part_of(request.size() + length, *fault);
      server->write(request.substr(0, part));
      if (part > request.size()) client.pass_on(*server, part - request.size());
      server.reset();
      return fail();
    }
    if (!server->write(request) || !client.pass_on(*server, length)) return false;
    const std::string reply = server->read_head();
    if (reply.empty()) return false;
    if (struck_in(Region::before_reply)) return fail();
    if (struck_in(Region::in_head)) {
      client.write(reply.substr(0, part_of(reply.size(), *fault)));
      return fail();
    }
    const std::size_t reply_length = body_length(reply);
    if (!client.write(reply)) return false;
    if (!struck_in(Region::in_body)) return server->pass_on(client, reply_length);
    server->pass_on(client, part_of(reply_length, *fault));
    return fail();
  }
};

FaultProxy::FaultProxy(const std::string& server, const std::filesystem::path& certificate)
    : impl_(std::make_unique<Impl>()) {
  Impl& impl = *impl_;
  impl.server_port = std::stoi(server.substr(server.rfind(':') + 1));
  impl.client_context.reset(SSL_CTX_new(TLS_client_method()));
  impl.server_context.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* const context = impl.server_context.get();
  if (SSL_CTX_use_certificate_chain_file(context, (certificate / "server.pem").c_str()) != 1 ||
      SSL_CTX_use_PrivateKey_file(context, (certificate / "server.key").c_str(),
                                  SSL_FILETYPE_PEM) != 1)
    throw std::runtime_error("the proxy has no certificate");
  impl.open_listener();
  impl.url = "https://127.0.0.1:" + std::to_string(impl.port);
}

FaultProxy::~FaultProxy() {
  impl_->close_listener();
  impl_->sockets.hang_up_all(true);
  for (Impl::Worker& worker : impl_->workers) worker.thread.join();
}

const std::string& FaultProxy::url() const {
  return impl_->url;
}

void FaultProxy::strike(const NetworkFault& fault) {
  {
    const std::lock_guard lock(impl_->turn);
    impl_->next.push_back(fault);
  }
  if (fault.region == Region::handshake) impl_->sockets.hang_up_all(false);
}

void FaultProxy::strike_all(const std::optional<NetworkFault>& fault) {
  {
    const std::lock_guard lock(impl_->turn);
    impl_->next.clear();
    impl_->always = fault;
  }
  // What hangs in the fault before must not go on hanging, and a handshake needs a new connection.
  impl_->sockets.hang_up_all(false);
}

void FaultProxy::refuse() {
  impl_->close_listener();
  impl_->sockets.hang_up_all(false);
}

void FaultProxy::listen() {
  if (impl_->listener < 0) impl_->open_listener();
}

std::size_t FaultProxy::requests() const {
  const std::lock_guard lock(impl_->turn);
  return impl_->requests;
}

std::size_t FaultProxy::struck() const {
  const std::lock_guard lock(impl_->turn);
  return impl_->struck;
}

}  // namespace tillgate::test
