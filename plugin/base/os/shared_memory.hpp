// Memory that this process and its child both see: for what is too large to be sent.
// Part of the one seam to the operating system; posix/ holds its implementation.
#pragma once

#include <cstddef>
#include <span>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::os {

// Written by the parent and read by the child that got it (os::ChildProcess::start). Nobody can
// change its size, so that writing stays safe whatever happens to the child; what the child does to
// its bytes does not matter to a parent that never reads them. Pages take memory from their first
// write on.
class SharedMemory {
 public:
  // TILLGATE_E_DECODER when the system has none to give.
  static Result<SharedMemory> create(std::size_t size);
  SharedMemory(SharedMemory&& other) noexcept;
  SharedMemory& operator=(SharedMemory&& other) noexcept;
  ~SharedMemory();

  std::span<std::uint8_t> bytes() const { return bytes_; }
  // Gives the memory behind all pages back; they read as zeros until they are written again.
  void release() noexcept;

 private:
  friend class ChildProcess;
  SharedMemory(std::intptr_t handle, std::span<std::uint8_t> bytes)
      : handle_(handle), bytes_(bytes) {}

  std::intptr_t handle_;
  std::span<std::uint8_t> bytes_;
};

// In the child: the memory its parent gave it, for reading. Empty when it gave none.
ByteView memory_of_parent();

}  // namespace tillgate::os
