// Files, as far as the standard library leaves them open: durable writes, locks, private modes.
// Part of the one seam to the operating system; posix/ holds its implementation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::os {

// Fails with `status` when the file is missing, unreadable or longer than max_bytes.
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_bytes,
                        Status status = TILLGATE_E_STORE);

enum class FileMode { private_to_owner, readable };

// After success the file has exactly this content, also after a power cut; after failure or a power
// cut in between it has its old content or none. A temporary file in the same folder is written,
// flushed and renamed over the old one, then the folder is flushed.
Result<Done> write_file_durably(const std::filesystem::path& path, ByteView content, FileMode mode);

// Puts `from` in the place of `to`, on the same file system; after success also after a power cut.
// The content of a file is flushed to disk first: it may have been written piece by piece.
Result<Done> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

enum class Flush { to_disk, later };

// Puts `content` into the file at `offset`, in place; the file must exist and stays as long as it
// was at least. With Flush::to_disk it is on disk after success. A power cut may tear it.
Result<Done> overwrite_in_place(const std::filesystem::path& path, std::uint64_t offset,
                                ByteView content, Flush flush);

// Creates the folder and its parents when missing. After success it is there also after a power
// cut.
Result<Done> create_folder(const std::filesystem::path& path);

// An exclusive lock on a file that every other opener of the SQLite database respects: the
// database's own lock bytes, held by an open-file-description lock, so that another SQLite in this
// very process is kept out too. Released by the destructor.
class DatabaseLock {
 public:
  static Result<DatabaseLock> acquire(const std::filesystem::path& path);
  DatabaseLock(DatabaseLock&& other) noexcept;
  DatabaseLock& operator=(DatabaseLock&& other) noexcept;
  ~DatabaseLock();

 private:
  explicit DatabaseLock(std::intptr_t handle) : handle_(handle) {}
  std::intptr_t handle_;
};

}  // namespace tillgate::os
