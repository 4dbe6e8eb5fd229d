#include "base/os/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/text.hpp"

namespace tillgate::os {

namespace {

class OpenFile {
 public:
  OpenFile(const std::filesystem::path& path, int flags, mode_t mode = 0)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() { close(); }

  bool open() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }
  bool close() {
    const int descriptor = std::exchange(descriptor_, -1);
    return descriptor < 0 || ::close(descriptor) == 0;
  }

 private:
  int descriptor_;
};

Failure failure(Status status, const std::string& what, const std::filesystem::path& path) {
  return {status, what + ": " + std::strerror(errno), utf8_from_path(path)};
}

bool write_all(int descriptor, ByteView content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

Result<Done> flush_folder(const std::filesystem::path& folder) {
  const OpenFile handle(folder, O_RDONLY | O_DIRECTORY);
  if (!handle.open() || ::fsync(handle.get()) != 0)
    return failure(TILLGATE_E_STORE, "folder cannot be flushed to disk", folder);
  return Done{};
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

// For a file whose content is on disk already.
Result<Done> put_in_place(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0)
    return failure(TILLGATE_E_STORE, "file cannot be put in place", to);
  TILLGATE_CHECK(flush_folder(folder_of(to)));
  return folder_of(from) == folder_of(to) ? Result<Done>(Done{}) : flush_folder(folder_of(from));
}

}  // namespace

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_bytes, Status status) {
  const OpenFile file(path, O_RDONLY);
  if (!file.open()) return failure(status, "file cannot be opened", path);
  Bytes content;
  // What the file says of its length only spares growing; it may be a lie or no plain file.
  struct stat about {};
  if (::fstat(file.get(), &about) == 0 && about.st_size > 0)
    content.reserve(std::min(static_cast<std::size_t>(about.st_size), max_bytes) + 1);
  std::uint8_t buffer[65536];
  while (true) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(status, "file cannot be read", path);
    if (got == 0) return content;
    content.insert(content.end(), buffer, buffer + got);
    if (content.size() > max_bytes)
      return Failure{status, "file is longer than " + std::to_string(max_bytes) + " bytes",
                     utf8_from_path(path)};
  }
}

Result<Done> write_file_durably(const std::filesystem::path& path, ByteView content,
                                FileMode mode) {
  std::filesystem::path temporary = path;
  temporary += ".tmp";
  {
    OpenFile file(temporary, O_WRONLY | O_CREAT | O_TRUNC,
                  mode == FileMode::readable ? 0644 : 0600);
    if (!file.open()) return failure(TILLGATE_E_STORE, "file cannot be created", temporary);
    const bool written = write_all(file.get(), content) && ::fsync(file.get()) == 0 && file.close();
    if (!written) {
      Failure what = failure(TILLGATE_E_STORE, "file cannot be written", temporary);
      ::unlink(temporary.c_str());
      return what;
    }
  }
  return put_in_place(temporary, path);
}

Result<Done> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(from, ignored)) {
    OpenFile file(from, O_WRONLY);
    if (!file.open() || ::fsync(file.get()) != 0 || !file.close())
      return failure(TILLGATE_E_STORE, "file cannot be flushed to disk", from);
  }
  return put_in_place(from, to);
}

Result<Done> overwrite_in_place(const std::filesystem::path& path, std::uint64_t offset,
                                ByteView content, Flush flush) {
  OpenFile file(path, O_WRONLY);
  if (!file.open()) return failure(TILLGATE_E_STORE, "file cannot be opened", path);
  if (::lseek(file.get(), static_cast<off_t>(offset), SEEK_SET) < 0 ||
      !write_all(file.get(), content) ||
      (flush == Flush::to_disk && ::fdatasync(file.get()) != 0) || !file.close())
    return failure(TILLGATE_E_STORE, "file cannot be written", path);
  return Done{};
}

// The folder above is flushed also when there was nothing to make: who made it may have died before
// flushing.
Result<Done> create_folder(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) {
    if (path.has_parent_path() && path.parent_path() != path)
      TILLGATE_CHECK(create_folder(path.parent_path()));
    std::filesystem::create_directory(path, error);
    if (error)
      return Failure{TILLGATE_E_STORE, "folder cannot be created: " + error.message(),
                     utf8_from_path(path)};
  }
  return flush_folder(folder_of(path));
}

Result<DatabaseLock> DatabaseLock::acquire(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return failure(TILLGATE_E_STORE, "database cannot be opened", path);
  DatabaseLock lock(descriptor);
  struct flock range {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  range.l_start =
      0x40000000;  // SQLite's pending byte; its lock bytes follow (sqlite.org/fileformat2)
  range.l_len = 512;
  if (::fcntl(descriptor, F_OFD_SETLK, &range) != 0) {
    if (errno == EAGAIN || errno == EACCES)
      return Failure{TILLGATE_E_LOCKED, "another program or gate holds this database",
                     utf8_from_path(path)};
    return failure(TILLGATE_E_STORE, "database cannot be locked", path);
  }
  return lock;
}

DatabaseLock::DatabaseLock(DatabaseLock&& other) noexcept
    : handle_(std::exchange(other.handle_, -1)) {}

DatabaseLock& DatabaseLock::operator=(DatabaseLock&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

DatabaseLock::~DatabaseLock() {
  if (handle_ >= 0) ::close(static_cast<int>(handle_));
}

}  // namespace tillgate::os
