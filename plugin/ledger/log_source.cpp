#include "ledger/log_source.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <system_error>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "ledger/tar.hpp"

namespace tillgate::ledger {

namespace {

namespace fs = std::filesystem;

class FolderSource final : public LogSource {
 public:
  explicit FolderSource(fs::path folder) : folder_(std::move(folder)) {}

  Found find(const std::string& name) const override {
    const fs::path file = folder_ / path_from_utf8(name);
    std::error_code failed;
    const auto status = fs::symlink_status(file, failed);
    if (!fs::exists(status)) return {};
    if (!fs::is_regular_file(status)) return {Kind::other, 0};
    const auto size = fs::file_size(file, failed);
    return {Kind::file, failed ? 0 : size};
  }

  Result<Bytes> read(const std::string& name, std::size_t limit) const override {
    return os::read_file(folder_ / path_from_utf8(name), limit);
  }

  Result<Done> each(const std::function<bool(const std::string&)>& visit) const override {
    std::error_code failed;
    fs::recursive_directory_iterator file(folder_, failed);
    for (const fs::recursive_directory_iterator end; !failed && file != end;
         file.increment(failed)) {
      std::error_code unreadable;
      if (file->symlink_status(unreadable).type() == fs::file_type::directory) continue;
      std::string name = utf8_from_path(file->path().lexically_relative(folder_));
      std::replace(name.begin(), name.end(), static_cast<char>(fs::path::preferred_separator), '/');
      if (!visit(name)) return Done{};
    }
    if (failed) return Failure{TILLGATE_E_STORE, failed.message(), utf8_from_path(folder_)};
    return Done{};
  }

 private:
  fs::path folder_;
};

class TarSource final : public LogSource {
 public:
  static Result<std::unique_ptr<LogSource>> open(const fs::path& archive) {
    auto source = std::make_unique<TarSource>();
    source->place_ = utf8_from_path(archive);
    source->file_.open(archive, std::ios::binary);
    if (!source->file_) return source->refused("the archive cannot be opened");
    TILLGATE_TRY(members, read_tar_index(source->file_));
    TILLGATE_CHECK(source->take(members));
    return std::unique_ptr<LogSource>(std::move(source));
  }

  Found find(const std::string& name) const override {
    const auto member = members_.find(name);
    if (member == members_.end()) return {};
    return {member->second.plain ? Kind::file : Kind::other, member->second.size};
  }

  Result<Bytes> read(const std::string& name, std::size_t limit) const override {
    const auto found = members_.find(name);
    if (found == members_.end() || !found->second.plain || found->second.size > limit)
      return refused("no such file of this length in the archive", name);
    const auto& [offset, size, plain] = found->second;
    Bytes content(static_cast<std::size_t>(size));
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(offset));
    file_.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(size));
    if (!file_) return refused("the archive is cut", name);
    return content;
  }

  Result<Done> each(const std::function<bool(const std::string&)>& visit) const override {
    for (const auto& [name, member] : members_)
      if (!visit(name)) break;
    return Done{};
  }

 private:
  struct Place {
    std::uint64_t offset;
    std::uint64_t size;
    bool plain;
  };

  Failure refused(const std::string& why, const std::string& name = "") const {
    return {TILLGATE_E_LEDGER, why, name.empty() ? place_ : place_ + ": " + printable(name)};
  }

  // The log begins where its checkpoint lies.
  Result<Done> take(const std::vector<TarMember>& members) {
    constexpr std::string_view checkpoint = "checkpoint";
    const auto top = std::find_if(members.begin(), members.end(), [&](const TarMember& member) {
      return member.name == checkpoint || member.name.ends_with("/checkpoint");
    });
    const std::string folder =
        top == members.end() ? "" : top->name.substr(0, top->name.size() - checkpoint.size());
    for (const TarMember& member : members) {
      if (member.folder || !member.name.starts_with(folder)) continue;
      // Of two files of one name every reader would take the one it likes.
      if (!members_
               .emplace(member.name.substr(folder.size()),
                        Place{member.offset, member.size, member.plain})
               .second)
        return refused("the archive holds a file twice", member.name);
    }
    return Done{};
  }

  std::string place_;
  mutable std::ifstream file_;
  std::map<std::string, Place> members_;
};

}  // namespace

Result<std::unique_ptr<LogSource>> open_log_source(const fs::path& place) {
  std::error_code failed;
  if (fs::is_directory(place, failed))
    return std::unique_ptr<LogSource>(std::make_unique<FolderSource>(place));
  if (fs::is_regular_file(place, failed)) return TarSource::open(place);
  return Failure{TILLGATE_E_ARGUMENT, "there is no such folder or archive", utf8_from_path(place)};
}

}  // namespace tillgate::ledger
