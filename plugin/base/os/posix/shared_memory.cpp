#include "base/os/shared_memory.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/os/posix/child_files.hpp"

namespace tillgate::os {

namespace {

Failure no_memory(const char* what) {
  return {TILLGATE_E_DECODER, std::string(what) + ": " + std::strerror(errno), ""};
}

// A host may have closed its standard streams; our file must not stand where the child's will.
int moved_behind_child_files(int file) {
  const int moved = ::fcntl(file, F_DUPFD_CLOEXEC, child_memory_file + 1);
  ::close(file);
  return moved;
}

}  // namespace

Result<SharedMemory> SharedMemory::create(std::size_t size) {
  const int file = moved_behind_child_files(
      ::memfd_create("tillgate-pictures", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (file < 0) return no_memory("no shared memory");
  SharedMemory memory(file, {});
  if (::ftruncate(file, static_cast<off_t>(size)) != 0)
    return no_memory("shared memory cannot grow");
  void* at = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (at == MAP_FAILED) return no_memory("shared memory cannot be mapped");
  memory.bytes_ = {static_cast<std::uint8_t*>(at), size};
  // A child that shrank it would end us at our next write.
  ::fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
  return memory;
}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : handle_(std::exchange(other.handle_, -1)), bytes_(std::exchange(other.bytes_, {})) {}

SharedMemory& SharedMemory::operator=(SharedMemory&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

SharedMemory::~SharedMemory() {
  if (!bytes_.empty()) ::munmap(bytes_.data(), bytes_.size());
  if (handle_ >= 0) ::close(static_cast<int>(handle_));
}

void SharedMemory::release() noexcept {
  if (!bytes_.empty()) ::madvise(bytes_.data(), bytes_.size(), MADV_REMOVE);
}

ByteView memory_of_parent() {
  struct stat about {};
  if (::fstat(child_memory_file, &about) != 0 || about.st_size <= 0) return {};
  const auto size = static_cast<std::size_t>(about.st_size);
  const void* at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, child_memory_file, 0);
  if (at == MAP_FAILED) return {};
  return {static_cast<const std::uint8_t*>(at), size};
}

}  // namespace tillgate::os
