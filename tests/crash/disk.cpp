#include "crash/disk.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace tillgate::test {

namespace {

std::atomic<Disk*> watched{nullptr};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::uint64_t inode_of(const std::filesystem::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

void write_at(Bytes& file, std::uint64_t offset, ByteView content) {
  if (file.size() < offset + content.size()) file.resize(offset + content.size());
  std::copy(content.begin(), content.end(), file.begin() + static_cast<std::ptrdiff_t>(offset));
}

}  // namespace

Disk::Disk(const std::filesystem::path& root) : root_(root.string() + "/") {
  folders_at_first_.insert("");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const std::string name = entry.path().lexically_relative(root).string();
    if (entry.is_directory()) {
      folders_at_first_.insert(name);
      continue;
    }
    std::ifstream file(entry.path(), std::ios::binary);
    files_at_first_.emplace_back(std::istreambuf_iterator<char>(file),
                                 std::istreambuf_iterator<char>());
    names_at_first_[name] = files_;
    file_of_inode_[inode_of(entry.path())] = files_++;
  }
  Disk* none = nullptr;
  if (!watched.compare_exchange_strong(none, this))
    throw std::logic_error("another disk is watched already");
}

Disk::~Disk() {
  watched = nullptr;
}

std::size_t Disk::changes() const {
  const std::lock_guard lock(turn_);
  return changes_.size();
}

std::string Disk::describe(std::size_t change) const {
  static constexpr const char* names[] = {"create",       "write",  "cut",    "flush",
                                          "flush folder", "rename", "remove", "make folder"};
  if (change == 0) return "nothing yet";
  const DiskChange& c = changes_.at(change - 1);
  return std::to_string(change) + ": " + names[static_cast<int>(c.what)] + " " + c.path;
}

DiskChange::What Disk::what(std::size_t change) const {
  return changes_.at(change - 1).what;
}

void Disk::break_at(std::size_t at, Fault fault) {
  break_at_ = at;
  fault_ = fault;
}

bool Disk::broke() const {
  return broke_;
}

bool Disk::watches(const std::string& absolute) const {
  return absolute.starts_with(root_) || absolute + "/" == root_;
}

std::string Disk::relative(const std::string& absolute) const {
  return absolute.starts_with(root_) ? absolute.substr(root_.size()) : std::string();
}

void Disk::created(std::uint64_t inode) {
  const std::lock_guard lock(turn_);
  file_of_inode_[inode] = files_;  // a number that was used before names another file now
  file_of_change_.back() = files_++;
}

Disk::Step Disk::take(DiskChange change) {
  const std::lock_guard lock(turn_);
  Step step;
  if (changes_.size() + 1 == break_at_ && !broke_) {
    broke_ = true;
    if (fault_ == Fault::killed) ::kill(::getpid(), SIGKILL);
    step = {fault_ == Fault::reported, false};
  }
  if (!step.made) change = {DiskChange::What::flush_folder, "(refused)"};  // changes nothing
  const auto file = file_of_inode_.find(change.inode);
  file_of_change_.push_back(file == file_of_inode_.end() ? 0 : file->second);
  changes_.push_back(std::move(change));
  return step;
}

// The disk as far as one knows it: files as they were flushed, and what was done since.
struct Disk::Replay {
  struct File {
    Bytes flushed;
    std::vector<const DiskChange*> since;
    Bytes content(Left left) const;
  };
  std::vector<File> files;
  std::map<std::string, std::size_t> names, flushed_names;
  std::set<std::string> folders, flushed_folders;

  void take(const DiskChange& change, std::size_t file);
  void flush_folder(const std::string& path);
  bool reachable(const std::string& name) const;
};

Bytes Disk::Replay::File::content(Left left) const {
  Bytes content = flushed;
  if (left == Left::flushed) return content;
  for (const DiskChange* change : since) {
    const bool last = change == since.back();
    if (left == Left::last_written && !last) continue;
    if (change->what == DiskChange::What::cut) {
      content.resize(change->offset);
    } else {
      const std::size_t kept =
          left == Left::torn && last ? change->content.size() / 2 : change->content.size();
      write_at(content, change->offset, ByteView(change->content).first(kept));
    }
  }
  return content;
}

void Disk::Replay::flush_folder(const std::string& path) {
  const auto inside = [&](const std::string& name) {
    return !name.empty() && folder_of(name) == path;
  };
  std::erase_if(flushed_names, [&](const auto& entry) { return inside(entry.first); });
  for (const auto& entry : names)
    if (inside(entry.first)) flushed_names.insert(entry);
  std::erase_if(flushed_folders, inside);
  for (const std::string& folder : folders)
    if (inside(folder)) flushed_folders.insert(folder);
}

void Disk::Replay::take(const DiskChange& change, std::size_t file) {
  switch (change.what) {
    case DiskChange::What::create:
      if (files.size() <= file) files.resize(file + 1);
      names[change.path] = file;
      return;
    case DiskChange::What::write:
    case DiskChange::What::cut:
      files.at(file).since.push_back(&change);
      return;
    case DiskChange::What::flush:
      files.at(file).flushed = files.at(file).content(Left::everything);
      files.at(file).since.clear();
      return;
    case DiskChange::What::flush_folder:
      return flush_folder(change.path);
    case DiskChange::What::rename:
      names[change.to] = names.at(change.path);
      names.erase(change.path);
      return;
    case DiskChange::What::remove:
      names.erase(change.path);
      folders.erase(change.path);
      return;
    case DiskChange::What::make_folder:
      folders.insert(change.path);
      return;
  }
}

bool Disk::Replay::reachable(const std::string& name) const {
  for (std::string folder = folder_of(name); !folder.empty(); folder = folder_of(folder))
    if (!flushed_folders.contains(folder)) return false;
  return true;
}

void Disk::write_image(std::size_t changes, Left left, const std::filesystem::path& folder) const {
  const std::lock_guard lock(turn_);
  Replay disk;
  for (const Bytes& content : files_at_first_) disk.files.push_back({content, {}});
  disk.names = disk.flushed_names = names_at_first_;
  disk.folders = disk.flushed_folders = folders_at_first_;
  for (std::size_t i = 0; i < changes; ++i) disk.take(changes_[i], file_of_change_[i]);

  const bool all = left == Left::everything;
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (const std::string& name : all ? disk.folders : disk.flushed_folders)
    if (all || disk.reachable(name)) std::filesystem::create_directories(folder / name);
  for (const auto& [name, file] : all ? disk.names : disk.flushed_names) {
    if (!all && !disk.reachable(name)) continue;
    const Bytes content = disk.files.at(file).content(left);
    std::ofstream(folder / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()),
               static_cast<std::streamsize>(content.size()));
  }
}

namespace {

// Where a call that may be given a folder's descriptor points to.
std::string absolute(int folder, const char* path) {
  if (path[0] == '/' || folder == AT_FDCWD) return std::filesystem::absolute(path).string();
  char target[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(folder);
  const ssize_t length = ::readlink(link.c_str(), target, sizeof target);
  return length <= 0 ? std::string(path)
                     : std::string(target, static_cast<std::size_t>(length)) + "/" + path;
}

std::string path_of(int descriptor) {
  char target[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const ssize_t length = ::readlink(link.c_str(), target, sizeof target);
  return length <= 0 ? std::string() : std::string(target, static_cast<std::size_t>(length));
}

template <class Call>
auto made(const Disk::Step& step, Call call) {
  using Answer = decltype(call());
  const Answer answer = step.made ? call() : Answer{-1};
  if (step.told) return answer;
  errno = EIO;
  return Answer{-1};
}

// A change of a file by its descriptor.
template <class Call>
auto on_file(int descriptor, DiskChange change, Call call) {
  Disk* const disk = watched;
  if (disk == nullptr) return call();
  struct stat status {};
  const std::string path = path_of(descriptor);
  if (!disk->watches(path) || ::fstat(descriptor, &status) != 0) return call();
  change.path = disk->relative(path);
  change.inode = status.st_ino;
  if (change.what == DiskChange::What::flush && S_ISDIR(status.st_mode))
    change.what = DiskChange::What::flush_folder;
  return made(disk->take(std::move(change)), call);
}

// A change of what a folder holds.
template <class Call>
int on_name(int folder, const char* path, DiskChange::What what, Call call) {
  Disk* const disk = watched;
  if (disk == nullptr) return call();
  const std::string name = absolute(folder, path);
  struct stat status {};
  const bool exists = ::lstat(name.c_str(), &status) == 0;
  // What fails anyway is no change.
  if (!disk->watches(name) || exists != (what == DiskChange::What::remove)) return call();
  return made(disk->take({what, disk->relative(name)}), call);
}

int open_watched(int folder, const char* path, int flags, mode_t mode) {
  const auto call = [&] {
    return static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
  };
  Disk* const disk = watched;
  if (disk == nullptr || (flags & (O_CREAT | O_TRUNC)) == 0) return call();
  const std::string name = absolute(folder, path);
  if (!disk->watches(name)) return call();
  struct stat status {};
  const bool exists = ::lstat(name.c_str(), &status) == 0;
  if (exists && ((flags & O_TRUNC) == 0 || status.st_size == 0)) return call();
  if (exists)
    return made(disk->take({DiskChange::What::cut, disk->relative(name), {}, status.st_ino}), call);
  const Disk::Step step = disk->take({DiskChange::What::create, disk->relative(name)});
  if (!step.made) {
    errno = EIO;
    return -1;
  }
  const int descriptor = call();
  if (::fstat(descriptor, &status) == 0) disk->created(status.st_ino);
  if (step.told) return descriptor;
  ::close(descriptor);
  errno = EIO;
  return -1;
}

}  // namespace

}  // namespace tillgate::test

// The C library's calls, under their names there. Whoever is linked into this program, or loaded by
// it, comes here; what C itself calls inside its own functions (fopen) does not.
#define TILLGATE_CALL(name) __asm__(name) __attribute__((visibility("default")))

using tillgate::test::DiskChange;
using What = DiskChange::What;

extern "C" {

int watched_open(const char* path, int flags, ...) TILLGATE_CALL("open");
int watched_open64(const char* path, int flags, ...) TILLGATE_CALL("open64");
int watched_openat(int folder, const char* path, int flags, ...) TILLGATE_CALL("openat");
ssize_t watched_write(int descriptor, const void* bytes, size_t size) TILLGATE_CALL("write");
ssize_t watched_pwrite(int descriptor, const void* bytes, size_t size, off_t at)
    TILLGATE_CALL("pwrite");
ssize_t watched_pwrite64(int descriptor, const void* bytes, size_t size, off_t at)
    TILLGATE_CALL("pwrite64");
int watched_ftruncate(int descriptor, off_t length) TILLGATE_CALL("ftruncate");
int watched_ftruncate64(int descriptor, off_t length) TILLGATE_CALL("ftruncate64");
int watched_fsync(int descriptor) TILLGATE_CALL("fsync");
int watched_fdatasync(int descriptor) TILLGATE_CALL("fdatasync");
int watched_rename(const char* from, const char* to) TILLGATE_CALL("rename");
int watched_unlink(const char* path) TILLGATE_CALL("unlink");
int watched_unlinkat(int folder, const char* path, int flags) TILLGATE_CALL("unlinkat");
int watched_remove(const char* path) TILLGATE_CALL("remove");
int watched_mkdir(const char* path, mode_t mode) TILLGATE_CALL("mkdir");

#define TILLGATE_MODE(flags)     \
  mode_t mode = 0;               \
  if (((flags)&O_CREAT) != 0) {  \
    va_list rest;                \
    va_start(rest, flags);       \
    mode = va_arg(rest, mode_t); \
    va_end(rest);                \
  }

int watched_open(const char* path, int flags, ...) {
  TILLGATE_MODE(flags)
  return tillgate::test::open_watched(AT_FDCWD, path, flags, mode);
}
int watched_open64(const char* path, int flags, ...) {
  TILLGATE_MODE(flags)
  return tillgate::test::open_watched(AT_FDCWD, path, flags, mode);
}
int watched_openat(int folder, const char* path, int flags, ...) {
  TILLGATE_MODE(flags)
  return tillgate::test::open_watched(folder, path, flags, mode);
}

ssize_t watched_pwrite(int descriptor, const void* bytes, size_t size, off_t at) {
  const auto* first = static_cast<const std::uint8_t*>(bytes);
  return tillgate::test::on_file(
      descriptor, {What::write, {}, {}, 0, static_cast<std::uint64_t>(at), {first, first + size}},
      [&] { return static_cast<ssize_t>(::syscall(SYS_pwrite64, descriptor, bytes, size, at)); });
}
ssize_t watched_pwrite64(int descriptor, const void* bytes, size_t size, off_t at) {
  return watched_pwrite(descriptor, bytes, size, at);
}
ssize_t watched_write(int descriptor, const void* bytes, size_t size) {
  const auto call = [&] {
    return static_cast<ssize_t>(::syscall(SYS_write, descriptor, bytes, size));
  };
  if (tillgate::test::watched == nullptr) return call();
  const off_t at = ::lseek(descriptor, 0, SEEK_CUR);
  if (at < 0) return call();
  const auto* first = static_cast<const std::uint8_t*>(bytes);
  return tillgate::test::on_file(
      descriptor, {What::write, {}, {}, 0, static_cast<std::uint64_t>(at), {first, first + size}},
      call);
}
int watched_ftruncate(int descriptor, off_t length) {
  return tillgate::test::on_file(
      descriptor, {What::cut, {}, {}, 0, static_cast<std::uint64_t>(length), {}},
      [&] { return static_cast<int>(::syscall(SYS_ftruncate, descriptor, length)); });
}
int watched_ftruncate64(int descriptor, off_t length) {
  return watched_ftruncate(descriptor, length);
}
// Nothing is really flushed: what would be left without is what the replay knows, and the machine
// itself stays up.
int watched_fsync(int descriptor) {
  return tillgate::test::on_file(descriptor, {What::flush}, [] { return 0; });
}
int watched_fdatasync(int descriptor) {
  return watched_fsync(descriptor);
}
int watched_rename(const char* from, const char* to) {
  const auto call = [&] {
    return static_cast<int>(::syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to));
  };
  tillgate::test::Disk* const disk = tillgate::test::watched;
  if (disk == nullptr) return call();
  const std::string old_name = tillgate::test::absolute(AT_FDCWD, from);
  const std::string new_name = tillgate::test::absolute(AT_FDCWD, to);
  if (!disk->watches(old_name)) return call();
  return tillgate::test::made(
      disk->take({What::rename, disk->relative(old_name), disk->relative(new_name)}), call);
}
int watched_unlink(const char* path) {
  return watched_unlinkat(AT_FDCWD, path, 0);
}
int watched_unlinkat(int folder, const char* path, int flags) {
  return tillgate::test::on_name(folder, path, What::remove, [&] {
    return static_cast<int>(::syscall(SYS_unlinkat, folder, path, flags));
  });
}
int watched_remove(const char* path) {
  struct stat status {};
  const bool is_folder = ::lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
  return watched_unlinkat(AT_FDCWD, path, is_folder ? AT_REMOVEDIR : 0);
}
int watched_mkdir(const char* path, mode_t mode) {
  return tillgate::test::on_name(AT_FDCWD, path, What::make_folder, [&] {
    return static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
  });
}

}  // extern "C"
