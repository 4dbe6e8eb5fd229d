// A disk that is watched: every change this process makes below one folder passes here, whoever
// makes it - our own code, SQLite or the C++ library. The test program defines the C library's file
// calls itself and hands them on to the kernel, so the product needs no seam for it.
//
// What counts as a change: creating, writing and cutting files, flushing files and folders,
// renaming, removing, making folders. Changes are numbered from 1. One run tells what a power cut
// would have left after each of them; a further run can be made to fail or to die at any of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace tillgate::test {

// What a change was, for the replay. Paths are relative to the watched folder.
struct DiskChange {
  enum class What { create, write, cut, flush, flush_folder, rename, remove, make_folder };
  What what;
  std::string path = {};
  std::string to = {};       // of a rename
  std::uint64_t inode = 0;   // of the calls that name a file by its descriptor
  std::uint64_t offset = 0;  // of a write; the new length of a cut
  Bytes content = {};
};

class Disk {
 public:
  // What is below `root` now counts as flushed. One at a time in a process.
  explicit Disk(const std::filesystem::path& root);
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  ~Disk();

  std::size_t changes() const;
  std::string describe(std::size_t change) const;
  DiskChange::What what(std::size_t change) const;

  enum class Fault {
    refused,   // an error is reported, and nothing was done
    reported,  // an error is reported, though it was done
    killed,    // the process dies before it, as by kill -9
  };
  // Change number `at` goes wrong; all others go through.
  void break_at(std::size_t at, Fault fault);
  bool broke() const;

  // What is left when everything stops after some change.
  enum class Left {
    everything,    // the process was killed; the system writes the rest out
    flushed,       // the power went: only what was flushed
    torn,          // and what was written since to each file, but half of the last write is missing
    last_written,  // and of what was written since to each file the last write alone
  };
  void write_image(std::size_t changes, Left left, const std::filesystem::path& folder) const;

  // For the file calls in disk.cpp: is the change made, and is the outcome told as it is?
  struct Step {
    bool made = true;
    bool told = true;
  };
  Step take(DiskChange change);
  bool watches(const std::string& absolute) const;
  std::string relative(const std::string& absolute) const;
  void created(std::uint64_t inode);

 private:
  struct Replay;
  std::string root_;
  mutable std::recursive_mutex turn_;
  std::vector<DiskChange> changes_;
  std::vector<std::size_t> file_of_change_;
  std::map<std::string, std::size_t> names_at_first_;
  std::set<std::string> folders_at_first_;
  std::vector<Bytes> files_at_first_;
  std::map<std::uint64_t, std::size_t> file_of_inode_;
  std::size_t files_ = 0;
  std::size_t break_at_ = 0;
  Fault fault_ = Fault::refused;
  bool broke_ = false;
};

}  // namespace tillgate::test
