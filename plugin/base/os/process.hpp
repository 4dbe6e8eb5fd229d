// Processes: who we are, where we were loaded from, and a child we talk to.
// Part of the one seam to the operating system; posix/ holds its implementation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/os/shared_memory.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::os {

std::int64_t current_process_id();

// The file this code was loaded from: the shared library in a register, the program in a tool.
std::filesystem::path own_binary_path();

// Empty when it is not set, or set to nothing.
std::optional<std::string> environment_variable(const char* name);

// Memory this process may use (no limit when 0), and processor seconds from now on; past them it
// dies. For children; one that serves many requests calls it again before each.
void limit_own_resources(std::size_t memory_bytes, unsigned cpu_seconds);

// The standard streams as bytes, for a child's own main. False when the other side is gone.
bool read_standard_input(std::span<std::uint8_t> into);
bool write_standard_output(ByteView bytes);

// Whether somebody may be watching what goes to standard error.
bool errors_go_to_a_terminal();

// A child process with a two-way byte stream on its standard input and output. It inherits no other
// file of ours, and its death never raises a signal here. Killed and reaped by the destructor.
class ChildProcess {
 public:
  // The child sees `memory` as memory_of_parent(); nullptr: none.
  static Result<ChildProcess> start(const std::filesystem::path& program,
                                    const std::vector<std::string>& arguments,
                                    const SharedMemory* memory = nullptr);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ~ChildProcess();

  std::int64_t id() const { return id_; }

  // TILLGATE_E_DEADLINE when the deadline passes, TILLGATE_E_DECODER when the child is gone.
  // After either the stream is out of step: stop using the child.
  Result<Done> write(ByteView bytes, const Deadline& deadline);
  Result<Done> read(std::span<std::uint8_t> into, const Deadline& deadline);

  // Ends it without waiting until the system has taken it apart, which a large one needs some time
  // for; the destructor finds less to wait for then.
  void kill() noexcept;

 private:
  ChildProcess(std::int64_t id, int stream) : id_(id), stream_(stream) {}
  void stop() noexcept;

  std::int64_t id_;
  int stream_;
};

}  // namespace tillgate::os
