// Tries to get out of its confinement: for each attempt it answers the errno of the refusal, or 0
// when the attempt succeeded, as one byte. Before that, what the same attempts do without
// confinement, so that a refusal is known to come from it.
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>

#include "base/os/confinement.hpp"
#include "base/os/process.hpp"

using namespace tillgate;

namespace {

std::uint8_t outcome(long result) {
  return static_cast<std::uint8_t>(result < 0 ? errno : 0);
}

std::uint8_t open_file() {
  return outcome(::open("/dev/null", O_RDONLY));
}
std::uint8_t create_file() {
  return outcome(::memfd_create("x", 0));
}
std::uint8_t open_network() {
  return outcome(::socket(AF_INET, SOCK_STREAM, 0));
}
std::uint8_t open_local_socket() {
  return outcome(::socket(AF_UNIX, SOCK_STREAM, 0));
}
std::uint8_t start_process() {
  const pid_t id = ::fork();
  if (id == 0) ::_exit(0);
  if (id > 0) ::waitpid(id, nullptr, 0);
  return outcome(id);
}
std::uint8_t signal_parent() {
  return outcome(::kill(::getppid(), 0));
}
std::uint8_t change_limits_of_parent() {
  const pid_t parent = ::getppid();
  return outcome(::prlimit(parent, RLIMIT_NOFILE, nullptr, nullptr));
}
std::uint8_t run_own_bytes() {
  void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return outcome(::mprotect(page, 4096, PROT_READ | PROT_EXEC));
}

constexpr std::uint8_t (*attempts[])() = {open_file,
                                          create_file,
                                          open_network,
                                          open_local_socket,
                                          start_process,
                                          signal_parent,
                                          change_limits_of_parent,
                                          run_own_bytes};

Bytes try_all() {
  Bytes answer;
  for (const auto attempt : attempts) answer.push_back(attempt());
  return answer;
}

// What must still work.
bool computes() {
  const auto block = std::make_unique<Bytes>(std::size_t{8} << 20, std::uint8_t{1});
  os::limit_own_resources(0, 5);
  try {
    throw 1;
  } catch (int) {
    return block->back() == 1 && SystemClock().now() > 0;
  }
}

}  // namespace

int main() {
  if (!os::write_standard_output(try_all())) return 1;
  const bool confined = os::confine_to_open_streams();
  const Bytes now{static_cast<std::uint8_t>(confined), static_cast<std::uint8_t>(computes())};
  if (!os::write_standard_output(now)) return 1;
  if (!os::write_standard_output(try_all())) return 1;
  Bytes until_end(1);
  os::read_standard_input(until_end);
}
