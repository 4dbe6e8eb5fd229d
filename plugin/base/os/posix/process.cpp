#include "base/os/process.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/os/posix/child_files.hpp"

namespace tillgate::os {

std::int64_t current_process_id() {
  return ::getpid();
}

std::filesystem::path own_binary_path() {
  Dl_info info{};
  if (::dladdr(reinterpret_cast<const void*>(&own_binary_path), &info) == 0 ||
      info.dli_fname == nullptr)
    return {};
  std::error_code error;
  std::filesystem::path path(info.dli_fname);
  // A program reports argv[0], which need not be a path; the kernel knows better.
  if (!path.has_parent_path()) path = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto absolute = std::filesystem::canonical(path, error);
  return error ? path : absolute;
}

bool errors_go_to_a_terminal() {
  return ::isatty(STDERR_FILENO) == 1;
}

std::optional<std::string> environment_variable(const char* name) {
  const char* const value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return std::string(value);
}

void limit_own_resources(std::size_t memory_bytes, unsigned cpu_seconds) {
  if (memory_bytes != 0) {
    const rlimit memory{memory_bytes, memory_bytes};
    ::setrlimit(RLIMIT_AS, &memory);
  }
  // The kernel counts from the start of the process. Only the soft limit is set: it kills as well,
  // and a later call may move it.
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto spent = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1);
  const rlimit cpu{spent + cpu_seconds, RLIM_INFINITY};
  ::setrlimit(RLIMIT_CPU, &cpu);
  const rlimit no_core{0, 0};  // a core of this process would hold the picture it died of
  ::setrlimit(RLIMIT_CORE, &no_core);
}

bool read_standard_input(std::span<std::uint8_t> into) {
  while (!into.empty()) {
    const ssize_t got = ::read(STDIN_FILENO, into.data(), into.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    into = into.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

bool write_standard_output(ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return true;
}

Result<ChildProcess> ChildProcess::start(const std::filesystem::path& program,
                                         const std::vector<std::string>& arguments,
                                         const SharedMemory* memory) {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    return Failure{TILLGATE_E_DECODER,
                   std::string("no stream for a child process: ") + std::strerror(errno), ""};

  std::vector<char*> argv;
  std::string name = program.string();
  argv.push_back(name.data());
  std::vector<std::string> copies = arguments;
  for (std::string& argument : copies) argv.push_back(argument.data());
  argv.push_back(nullptr);
  char* const environment[] = {nullptr};

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&actions, pair[1], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, pair[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  if (memory != nullptr)
    ::posix_spawn_file_actions_adddup2(&actions, static_cast<int>(memory->handle_),
                                       child_memory_file);
  ::posix_spawn_file_actions_addclosefrom_np(
      &actions, memory == nullptr ? child_memory_file : child_memory_file + 1);
  sigset_t none;
  sigset_t all;
  ::sigemptyset(&none);
  ::sigfillset(&all);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &all);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  pid_t id = -1;
  const int error =
      ::posix_spawn(&id, name.c_str(), &actions, &attributes, argv.data(), environment);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(pair[1]);
  if (error != 0) {
    ::close(pair[0]);
    return Failure{TILLGATE_E_DECODER,
                   std::string("child process cannot be started: ") + std::strerror(error), name};
  }
  ::fcntl(pair[0], F_SETFL, O_NONBLOCK);
  return ChildProcess(id, pair[0]);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : id_(std::exchange(other.id_, -1)), stream_(std::exchange(other.stream_, -1)) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(stream_, other.stream_);
  return *this;
}

ChildProcess::~ChildProcess() {
  stop();
}

void ChildProcess::kill() noexcept {
  if (stream_ >= 0) ::close(std::exchange(stream_, -1));
  if (id_ > 0) ::kill(static_cast<pid_t>(id_), SIGKILL);
}

void ChildProcess::stop() noexcept {
  kill();
  if (id_ > 0) {
    const auto id = static_cast<pid_t>(std::exchange(id_, -1));
    while (::waitpid(id, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
}

namespace {

Result<Done> wait_for(int stream, short events, const Deadline& deadline) {
  while (true) {
    const std::int64_t left = deadline.remaining_ms();
    if (left == 0) return Failure{TILLGATE_E_DEADLINE, "child process did not answer in time", ""};
    pollfd wanted{stream, events, 0};
    const int ready = ::poll(&wanted, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready > 0) return Done{};
    if (ready < 0 && errno != EINTR)
      return Failure{TILLGATE_E_DECODER, "child process cannot be waited for", ""};
  }
}

Failure child_gone() {
  return {TILLGATE_E_DECODER, "child process is gone", ""};
}

}  // namespace

Result<Done> ChildProcess::write(ByteView bytes, const Deadline& deadline) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(stream_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(sent));
    } else if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      TILLGATE_CHECK(wait_for(stream_, POLLOUT, deadline));
    } else if (sent < 0 && errno != EINTR) {
      return child_gone();
    }
  }
  return Done{};
}

Result<Done> ChildProcess::read(std::span<std::uint8_t> into, const Deadline& deadline) {
  while (!into.empty()) {
    const ssize_t got = ::recv(stream_, into.data(), into.size(), 0);
    if (got > 0) {
      into = into.subspan(static_cast<std::size_t>(got));
    } else if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      TILLGATE_CHECK(wait_for(stream_, POLLIN, deadline));
    } else if (got == 0 || errno != EINTR) {
      return child_gone();
    }
  }
  return Done{};
}

}  // namespace tillgate::os
